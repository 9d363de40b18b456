import JSONTree
import SchemaEngine
import Testing

/// Places of the standards that are easily read over.
@Suite struct `JSON Schema by the letter` {
    @Test(arguments: [
        ("relative-json-pointer", "0+1", true), ("relative-json-pointer", "0-1/foo", true),
        ("relative-json-pointer", "1+10#", true), ("relative-json-pointer", "+1/a", false),
        ("relative-json-pointer", "0+01", false), ("relative-json-pointer", "0+", false),
        ("email", "a@[127.0.0.001]", true), ("email", "a@[127.0.0.256]", false),
        ("email", "a@[IPv6:::01.2.3.4]", true), ("ipv4", "127.0.0.001", false), ("ipv6", "::01.2.3.4", false),
        ("idn-email", "a@a.b", true), ("idn-email", "a@a。b", false), ("idn-email", "a@a．b", false),
        ("idn-hostname", "a。b", true), ("idn-email", "\"\\é\"@b", false), ("idn-email", "\"é\"@b", true),
        ("date-time", "1998-12-31T23:59:60Z", true), ("date-time", "1999-01-01T08:59:60+09:00", true),
        ("date-time", "1990-06-30T19:59:60.5-04:00", true), ("date-time", "1998-03-15T23:59:60Z", false),
        ("date-time", "1998-12-31T00:59:60+01:00", false), ("date-time", "1998-12-30T23:59:60Z", false),
        ("time", "23:59:60Z", true), ("time", "22:59:60Z", false),
    ])
    func `formats are those of their documents`(format: String, text: String, isValid: Bool) throws {
        let schema = try Schema(["format": .string(format)], options: SchemaOptions(assertsFormats: true))
        #expect(schema.isValid(.string(text)) == isValid)
    }

    /// Validation §7.2.3.
    @Test func `a dialect that asserts formats lets no unknown one pass`() throws {
        let metaschema: JSON = [
            "$vocabulary": [
                "https://json-schema.org/draft/2020-12/vocab/core": true,
                "https://json-schema.org/draft/2020-12/vocab/format-assertion": true,
            ]
        ]
        let options = SchemaOptions(loader: { $0 == "https://example.org/strict" ? metaschema : nil })
        let error = #expect(throws: SchemaDefinitionError.self) {
            try Schema(["$schema": "https://example.org/strict", "format": "nope"], options: options)
        }
        #expect(error?.code == .unknownFormat && error?.keyword == "format")
        #expect(error?.code.rawValue == "schema.unknown-format")
        let known = try Schema(["$schema": "https://example.org/strict", "format": "ipv4"], options: options)
        #expect(known.isValid("1.2.3.4") && !known.isValid("1.2.3"))
        // Asked for by an option, an unknown one says nothing, as in the dialect that only notes formats.
        #expect(try Schema(["format": "nope"], options: SchemaOptions(assertsFormats: true)).isValid("x"))
    }

    /// Core §9.1.2: what a loaded document holds is known by its identifier, whichever reference loads it.
    @Test(arguments: [["b.json", "nested/n.json"], ["nested/n.json", "b.json"]])
    func `references find what others load, in any order`(names: [String]) throws {
        let other: JSON = ["type": "string", "$defs": ["n": ["$id": "nested/n.json", "type": "boolean"]]]
        let options = SchemaOptions(loader: { $0 == "https://example.org/b.json" ? other : nil })
        let schema = try Schema(
            ["anyOf": .array(names.map { ["$ref": .string("https://example.org/" + $0)] })], options: options)
        #expect(schema.isValid("x") && schema.isValid(true) && !schema.isValid(1))
        let error = #expect(throws: SchemaDefinitionError.self) {
            try Schema(
                ["anyOf": .array((names + ["nowhere.json"]).map { ["$ref": .string("https://example.org/" + $0)] })],
                options: options)
        }
        #expect(error?.code == .unresolvedReference)
    }

    /// Core §8.2.3.2; RFC 3986 §6.2.2.2.
    @Test func `a dynamic reference may be written with percent signs`() throws {
        let schema = try Schema(
            JSON(
                parsing: ##"""
                    {"$id": "https://example.org/strings", "$ref": "list",
                     "$defs": {"here": {"$dynamicAnchor": "items", "type": "string"},
                       "list": {"$id": "list", "type": "array", "items": {"$dynamicRef": "#%69tems"},
                         "$defs": {"any": {"$dynamicAnchor": "items"}}}}}
                    """##))
        #expect(schema.isValid(["a"]) && !schema.isValid([1]))
    }

    @Test func `in the draft before, contains leaves elements unevaluated and dynamic anchors are no keyword`() throws {
        let previous = "https://json-schema.org/draft/2019-09/schema"
        let contains: JSON = ["contains": ["type": "integer"], "unevaluatedItems": false]
        #expect(try Schema(contains).isValid([1]))
        #expect(
            try !Schema(.object(contains.members.map { ($0.name, $0.value) } + [("$schema", .string(previous))]))
                .isValid([1]))
        let anchors = try Schema(
            JSON(
                parsing: ##"""
                    {"$schema": "https://json-schema.org/draft/2019-09/schema", "$ref": "#q",
                     "$defs": {"x": {"$dynamicAnchor": "q", "type": "string"}, "y": {"$anchor": "q", "type": "integer"}}}
                    """##))
        #expect(anchors.isValid(1) && !anchors.isValid("1"))
    }

    @Test func `every subschema of the standard's own schema can be referred to`() throws {
        for place in ["validation#/properties/enum/items", "meta-data#/properties/examples/items"] {
            #expect(try Schema(["$ref": .string("https://json-schema.org/draft/2020-12/meta/" + place)]).isValid(1))
        }
    }

    /// RFC 8259 §6.
    @Test func `zeros before an exponent say nothing`() throws {
        #expect(try JSON(parsing: "1e00000000000000002").number == JSON(parsing: "100").number)
        #expect(throws: (any Error).self) { try JSON(parsing: "1e10000000000") }
    }
}
