import JSONTree
import SchemaEngine
import Testing

/// Names, addresses and hosts, code point by code point.
@Suite struct `Exact texts in schemas` {
    private func holds(_ format: String, _ text: String) throws -> Bool {
        try Schema(["format": .string(format)], options: SchemaOptions(assertsFormats: true)).isValid(.string(text))
    }

    @Test func `names that look the same and are written differently are two (core 4.2.2)`() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let schema = try Schema(
            JSON(
                parsing: #"{"properties": {"\#(composed)": {"type": "string"}, "\#(decomposed)": {"type": "integer"}}}"#
            ))
        #expect(schema.isValid(.object([(composed, .string("a")), (decomposed, .integer(1))])))
        #expect(!schema.isValid(.object([(decomposed, .string("a"))])))
        #expect(!schema.isValid(.object([(composed, .integer(1))])))
        let definitions = try Schema(
            JSON(
                parsing: """
                    {"$defs": {"\(composed)": {"$id": "x:\(composed)", "type": "string"},
                        "\(decomposed)": {"$id": "x:\(decomposed)", "type": "integer"}},
                     "properties": {"a": {"$ref": "x:\(composed)"}, "b": {"$ref": "x:\(decomposed)"}}}
                    """))
        #expect(definitions.isValid(["a": "x", "b": 1]))
        #expect(!definitions.isValid(["a": 1]))
        #expect(!definitions.isValid(["b": "x"]))
    }

    @Test(arguments: [
        ("http://a/\u{301}", true), ("http://a/?\u{301}", true), ("#\u{301}", true), ("http://a:/\u{200D}", true),
        ("http://u@\u{301}/", true), ("urn:\u{301}", true), ("http://h:80/\u{301}", true),
        ("http://h:8\u{301}0/", false),
    ])
    func `a mark after a sign is a character of its own (RFC 3987)`(text: String, isValid: Bool) throws {
        #expect(try holds("iri-reference", text) == isValid)
        #expect(try !holds("uri-reference", text))
    }

    @Test(arguments: [
        // RFC 5892, appendix A.1: joining types of every script.
        ("\u{628}\u{200C}\u{712}", true), ("\u{712}\u{200C}\u{628}", true), ("\u{628}\u{200C}a", false),
        ("\u{627}\u{200C}\u{628}", false), ("\u{915}\u{94D}\u{200C}", true),
        // A.4 to A.7: scripts, not blocks.
        ("\u{30FB}\u{30A2}", true), ("\u{30FB}\u{30FC}", false), ("a\u{30FB}\u{4E00}", true),
        ("a\u{375}\u{3B1}", true), ("a\u{375}\u{3E3}", false), ("\u{5D0}\u{5F3}\u{5D1}", true), ("a\u{5F3}b", false),
        // RFC 5893 §2: bidirectional classes of every letter.
        ("\u{5D0}\u{2B9}\u{5D0}", true), ("a\u{2B9}.\u{5D0}", false), ("\u{5D0}a\u{5D0}", false),
        ("\u{10D32}", false), ("\u{5D0}1", true), ("1\u{5D0}", false), ("\u{5D0}.com", true), ("\u{5D0}.1com", false),
        ("\u{6F1}\u{628}", false), ("\u{628}\u{661}1", false), ("松鹤.cn", true),
    ])
    func `labels of international names keep the rules of every script`(text: String, isValid: Bool) throws {
        #expect(try holds("idn-hostname", text) == isValid)
    }

    @Test(arguments: [
        ("a@[127.0.0.1]", true), ("a@[IPv6:::1]", true), ("a@[ipv6:1:2:3:4:5:6:7:8]", true),
        ("a@[IPv6:1:2:3:4:5:6::8]", false), ("a@[IPv6:1:2:3:4:5:6:7::]", false), ("a@[IPv6:1:2:3:4:5::8]", true),
        ("a@[tag:abc]", true), ("a@[tag-:abc]", false), ("a@[tag:]", false), ("a@[tag:a]b]", false), ("a@[]", false),
    ])
    func `literal addresses of mail are those of RFC 5321`(text: String, isValid: Bool) throws {
        #expect(try holds("email", text) == isValid)
        // Elsewhere `::` may stand for one group.
        #expect(try holds("ipv6", "1:2:3:4:5:6:7::"))
    }

    @Test func `limits of contains, and lists of earlier drafts, are said under their own keywords`() throws {
        func locations(_ text: String, _ instance: JSON) throws -> [String] {
            try Schema(JSON(parsing: text)).validate(instance).violations.map {
                "\($0.keywordLocation) \($0.absoluteKeywordLocation)"
            }
        }
        let few = #"{"contains": {"const": 1}, "minContains": 2, "maxContains": 3}"#
        #expect(try locations(few, [2]) == ["/contains schema:///#/contains"])
        #expect(try locations(few, [1]) == ["/minContains schema:///#/minContains"])
        #expect(try locations(few, [1, 1, 1, 1]) == ["/maxContains schema:///#/maxContains"])
        #expect(try locations(few, [1, 1]).isEmpty)
        let depends = try locations(#"{"dependencies": {"a": ["b"]}}"#, ["a": 1])
        #expect(depends == ["/dependencies schema:///#/dependencies"])
    }

    @Test func `documents of draft 2019-09 know its own reference and not ours`() throws {
        let previous = "https://json-schema.org/draft/2019-09/schema"
        let tree = try Schema(
            JSON(
                parsing: """
                    {"$schema": "\(previous)", "$recursiveAnchor": true, "properties": {"a": {"$recursiveRef": "#"}},
                     "additionalProperties": false}
                    """))
        #expect(tree.isValid(["a": ["a": [:]]]))
        #expect(!tree.isValid(["a": ["b": 1]]))
        #expect(try Schema(["$schema": .string(previous), "$dynamicRef": "#nowhere"]).isValid(1))
    }
}
