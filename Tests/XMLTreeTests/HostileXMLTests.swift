import Diagnostics
import Testing
import XMLTree

@Suite struct `Hostile XML` {
    private func code(_ text: String, limits: XMLTreeLimits = .standard) -> XMLTreeError.Code? {
        code(bytes: Array(text.utf8), limits: limits)
    }

    private func code(bytes: [UInt8], limits: XMLTreeLimits = .standard) -> XMLTreeError.Code? {
        do throws(XMLTreeError) {
            _ = try XMLTreeDocument(parsing: bytes, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `entities that multiply are refused before any is declared`() {
        let laughs = """
            <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;">
            <!ENTITY lol2 "&lol1;&lol1;&lol1;">]><lolz>&lol2;</lolz>
            """
        #expect(code(laughs) == .doctypeRefused)
    }

    /// Foundation's parser ends the program at an instruction without data.
    @Test(arguments: ["<?a?><b/>", "<b><?a?></b>", "<b/><?a?>", "<b><?a ?><?c\td?></b>", "<b><?a?><?a?><c/><?a?></b>"])
    func `an instruction of a target only is read`(text: String) throws {
        #expect(try XMLTreeDocument(parsing: text).root.name.local == "b")
    }

    @Test func `files and addresses outside are never asked for`() {
        #expect(code("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>") == .doctypeRefused)
        #expect(code("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>") == .doctypeRefused)
        #expect(code("<a><!DOCTYPE a></a>") == .doctypeRefused)
        #expect(code("<a>&x;</a>") == .malformed)
    }

    @Test func `limits hold for depth, nodes, attributes and size`() {
        let deep = String(repeating: "<a>", count: 101) + String(repeating: "</a>", count: 101)
        #expect(code(deep) == .tooDeep)
        #expect(code(String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)) == nil)
        let million = String(repeating: "<a>", count: 1_000_000)
        #expect(code(million) == .tooDeep)
        #expect(code("<a><b/><b/><b/></a>", limits: XMLTreeLimits(nodes: 3)) == .tooManyNodes)
        #expect(code("<a><!----><?b?><![CDATA[]]></a>", limits: XMLTreeLimits(nodes: 3)) == .tooManyNodes)
        let attributes = (0..<129).map { " a\($0)=''" }.joined()
        #expect(code("<a\(attributes)/>") == .tooManyAttributes)
        #expect(code("<a>1234567890</a>", limits: XMLTreeLimits(bytes: 16)) == .tooLarge)
    }

    @Test func `characters that XML does not know are refused`() {
        for reference in ["&#xD800;", "&#xDFFF;", "&#0;", "&#x1F;", "&#xFFFE;", "&#x110000;", "&#99999999999;", "&#x;"]
        {
            #expect(code("<a>\(reference)</a>") == .malformed, "\(reference)")
            #expect(code("<a b='\(reference)'/>") == .malformed, "\(reference)")
        }
        #expect(code("<a>\u{1}</a>") == .malformed)
        #expect(code("<a>\u{0}</a>") == .malformed)
    }

    @Test func `bytes that do not follow their encoding are refused`() {
        for broken: [UInt8] in [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4, 0xB8], [0x80],
        ] {
            #expect(code(bytes: Array("<a>".utf8) + broken + Array("</a>".utf8)) == .invalidEncoding)
        }
        let halfPair: [UInt8] = [0xFF, 0xFE] + "<a>".utf16.flatMap { [UInt8($0), 0] } + [0x00, 0xD8, 0x3C, 0x00]
        #expect(code(bytes: halfPair) == .invalidEncoding)
        #expect(code(bytes: [0xFE, 0xFF, 0x00]) == .invalidEncoding)
        #expect(code("<?xml version='1.0' encoding='EBCDIC'?><a/>") == .unsupportedEncoding)
        #expect(code("<?xml version='1.0' encoding='UTF-16'?><a/>") == .unsupportedEncoding)
        #expect(code("<?xml version='1.0' encoding='UTF-7'?><a/>") == .unsupportedEncoding)
    }

    @Test func `every truncation of a file is an error and never a crash`() {
        let text = "<?xml version=\"1.0\"?><!-- c --><a x=\"1\" xmlns:p='urn:p'><p:b/><![CDATA[ d ]]>文&amp;<?i j?></a>"
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count { #expect(code(bytes: Array(bytes[..<count])) != nil, "\(count)") }
        #expect(code(bytes: bytes) == nil)
    }

    @Test func `every single changed byte gives a tree or an error`() {
        let bytes = Array("<?xml version=\"1.0\"?><a x=\"1\"><b>t&lt;</b><!--c--><![CDATA[d]]></a>".utf8)
        var refused = 0
        for index in bytes.indices {
            for replacement: UInt8 in [0, 0x20, 0x22, 0x26, 0x2D, 0x2F, 0x3C, 0x3D, 0x3E, 0x3F, 0x5D, 0x80, 0xFF] {
                var changed = bytes
                changed[index] = replacement
                if code(bytes: changed) != nil { refused += 1 }
            }
        }
        #expect(refused > bytes.count * 6)
    }

    @Test func `what is not well-formed is refused`() {
        for text in [
            "<a></b>", "<a/><b/>", "text", "<a b=1/>", "<a b='1' b='2'/>", "<a b='<'/>", "<a>]]></a>", "</a>",
            "<a>&</a>",
            "<1/>", "<a><!-- -- --></a>", "<a/>x", "<?xml version='1.0'?><?xml version='1.0'?><a/>", "< a/>", "<a/ >",
            "<a xmlns:p='urn:1' xmlns:q='urn:1' p:x='1' q:x='2'/>",
        ] {
            #expect(code(text) == .malformed, "\(text)")
        }
        for text in ["", "<a>", "<a", "<a b='", "<!-- ", "<a><![CDATA[", "<?xml "] {
            #expect(code(text) == .unexpectedEnd, "\(text)")
        }
        for text in ["<p:a/>", "<a p:b='1'/>", "<a xmlns:p=''/>", "<a xmlns:xmlns='urn:x'/>", "<a xmlns:xml='urn:x'/>"]
        {
            #expect(code(text) == .unboundPrefix, "\(text)")
        }
    }

    @Test func `an error says where`() throws {
        #expect(throws: XMLTreeError(.unboundPrefix, at: SourceLocation(file: "f.bpmn", line: 2, column: 5))) {
            try XMLTreeDocument(parsing: "<a>\n  文 <q:b/></a>", file: "f.bpmn")
        }
        let codes = Set(
            XMLTreeError.Code.allCases.map { XMLTreeError($0, at: SourceLocation(line: 1, column: 1)).message })
        #expect(codes.count == XMLTreeError.Code.allCases.count)
    }
}
