import Diagnostics
import Testing
import XMLTree

@Suite struct `XML documents` {
    private let sample = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- head --><?sheet one two?>
        <m:defs xmlns:m="urn:model" xmlns="urn:plain" id="甲" m:kind='a&amp;"b'>
          <item>文 &lt;one&gt; &#x41;&#x20000;</item>
          <m:item b="2" a="1"><![CDATA[<raw> & ]]></m:item><!--c--><empty xmlns=""/>
        </m:defs>
        <!-- tail -->
        """

    @Test func `names are resolved, references replaced, places kept`() throws {
        let root = try XMLTreeDocument(parsing: sample, file: "a.xml").root
        #expect(root.name == QualifiedName(namespace: "urn:model", local: "defs"))
        #expect(root.attribute("id") == "甲")
        #expect(root.attribute("kind") == nil)
        #expect(root.attribute("kind", namespace: "urn:model") == "a&\"b")
        #expect(root.location == SourceLocation(file: "a.xml", line: 3, column: 1))
        let plain = try #require(root.child("item", namespace: "urn:plain"))
        #expect(plain.text == "文 <one> A\u{20000}")
        let item = try #require(root.child("item"))
        #expect(item.trimmedText == "<raw> &")
        #expect(item.location == SourceLocation(file: "a.xml", line: 5, column: 3))
        #expect(item.attributes.map(\.name.local) == ["b", "a"])
        let empty = try #require(root.elements.last)
        #expect(empty.name == QualifiedName(namespace: nil, local: "empty"))
        #expect(empty.location.column == 60)
        #expect(item.expand("m:x") == QualifiedName(namespace: "urn:model", local: "x"))
        #expect(item.expand("x") == QualifiedName(namespace: "urn:plain", local: "x"))
        #expect(empty.expand("x") == QualifiedName(namespace: nil, local: "x"))
        #expect(item.expand("q:x") == nil)
    }

    @Test func `what is written reads as the same`() throws {
        let document = try XMLTreeDocument(parsing: sample)
        let again = try XMLTreeDocument(parsing: document.serialised())
        #expect(again == document)
        #expect(again.serialised() == document.serialised())
        let inner = try #require(document.root.child("item"))
        #expect(try XMLTreeDocument(parsing: inner.serialised()).root.attributes == inner.attributes)
    }

    @Test func `a tree built by hand gets the declarations it lacks`() throws {
        let tree = XMLTreeElement(
            name: QualifiedName(namespace: "urn:a", local: "a"), prefix: "p",
            attributes: [
                XMLTreeAttribute(
                    name: QualifiedName(namespace: "urn:b", local: "b"), prefix: "q", value: "line\n\ttab\r\"<&>")
            ],
            children: [
                .element(
                    XMLTreeElement(
                        name: QualifiedName(namespace: "urn:a", local: "c"), prefix: "p",
                        children: [.cdata("x]]>y"), .text("]]> \r & <")]))
            ])
        let read = try XMLTreeDocument(parsing: tree.serialised()).root
        #expect(read.name == tree.name)
        #expect(read.attribute("b", namespace: "urn:b") == "line\n\ttab\r\"<&>")
        #expect(read.child("c")?.text == "x]]>y]]> \r & <")
        #expect(read.namespaces.count == 2)
        #expect(read.child("c")?.namespaces.isEmpty == true)
    }

    @Test func `UTF-16 with a byte order mark is read in both orders`() throws {
        let text = "<?xml version='1.0' encoding='UTF-16'?><a>松禾\u{20000}</a>"
        let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try XMLTreeDocument(parsing: little).root.text == "松禾\u{20000}")
        #expect(try XMLTreeDocument(parsing: big).root.text == "松禾\u{20000}")
        #expect(try XMLTreeDocument(parsing: [0xEF, 0xBB, 0xBF] + Array("<a/>".utf8)).root.name.local == "a")
    }

    @Test func `a long text is one node`() throws {
        let long = String(repeating: "数据 &amp; ", count: 200_000)
        let root = try XMLTreeDocument(parsing: "<a>\(long)</a>").root
        #expect(root.children.count == 1)
        #expect(root.text.utf8.count == 200_000 * 9)
    }

    @Test func `what older editors write is read in the encoding that it declares`() throws {
        let chinese =
            Array("<?xml version='1.0' encoding='GBK'?><a>".utf8) + [0xCB, 0xC9, 0xBA, 0xCC] + Array("</a>".utf8)
        #expect(try XMLTreeDocument(parsing: chinese).root.text == "松禾")
        let latin =
            Array("<?xml version=\"1.0\" encoding=\"WINDOWS-1252\"?><a>".utf8) + [0x80, 0xE9] + Array("</a>".utf8)
        #expect(try XMLTreeDocument(parsing: latin).root.text == "€é")
        let broken = Array("<?xml version='1.0' encoding='GB18030'?><a>".utf8) + [0xFF, 0xFF] + Array("</a>".utf8)
        #expect(throws: XMLTreeError.self) { try XMLTreeDocument(parsing: broken) }
    }
}
