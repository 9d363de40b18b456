import Diagnostics
import JSONTree
import SchemaEngine
import Testing

@Suite struct `Formats of Chinese codes` {
    @Test(arguments: [
        ("cn-citizen-id", "11010519491231002X", true), ("cn-citizen-id", "440524188001010014", true),
        ("cn-citizen-id", "11010519491231002x", false), ("cn-citizen-id", "110105194912310021", false),
        ("cn-citizen-id", "11010519491331002X", false), ("cn-citizen-id", "110105491231002", false),
        ("cn-citizen-id", " 11010519491231002X", false), ("cn-citizen-id", "", false),
        ("cn-credit-code", "91350100M000100Y43", true), ("cn-credit-code", "91350100M000100Y44", false),
        ("cn-credit-code", "91350100m000100y43", false), ("cn-credit-code", "91350100M000100I43", false),
        ("cn-credit-code", "", false),
        ("cn-division-code", "11", true), ("cn-division-code", "110105", true), ("cn-division-code", "110105001", true),
        ("cn-division-code", "110105001001", true), ("cn-division-code", "11010", false),
        ("cn-division-code", "１１", false), ("cn-division-code", "1101050010011", false),
        ("cn-mobile-number", "13800000000", true), ("cn-mobile-number", "19900000000", true),
        ("cn-mobile-number", "12800000000", false), ("cn-mobile-number", "+8613800000000", false),
        ("cn-mobile-number", "138 0000 000", false), ("cn-mobile-number", "1380000000", false),
    ])
    func `know a code that can be`(format: String, text: String, expected: Bool) throws {
        #expect(Formats.isValid(text, format: format) == expected)
        #expect(Formats.isValid(text, format: format + "s") == nil)
        let schema = try Schema(
            ["format": .string(format)], options: SchemaOptions(assertsFormats: true))
        #expect(schema.isValid(.string(text)) == expected)
        #expect(schema.isValid(3))
    }

    @Test func `are assertions in a schema of their vocabulary, and there alone`() throws {
        let rules: [(String, JSON)] = [
            ("properties", ["id": ["format": "cn-citizen-id"], "born": ["format": "date"]])
        ]
        let wrong: JSON = ["id": "11010519491231002x", "born": "yesterday"]
        #expect(try Schema(.object(rules)).isValid(wrong))
        let ours = try Schema(.object([("$schema", .string(Formats.nationalDialect))] + rules))
        let output = ours.validate(wrong)
        // The standard's formats stay annotations there, as its own dialect has them.
        #expect(output.violations.map { "\($0.code) \($0.instanceLocation)" } == ["schema.format /id"])
        #expect(output.violations[0].message.zh.contains("公民身份号码"))
        #expect(ours.isValid(["id": "11010519491231002X", "born": "yesterday"]))
        let other: JSON = [
            "$id": "https://example.org/dialect",
            "$vocabulary": [
                "https://json-schema.org/draft/2020-12/vocab/core": true,
                "https://json-schema.org/draft/2020-12/vocab/applicator": true,
                "https://yiwang.org/schema/vocab/national-codes": true,
            ],
        ]
        let options = SchemaOptions(loader: { $0 == "https://example.org/dialect" ? other : nil })
        let theirs = try Schema(.object([("$schema", "https://example.org/dialect")] + rules), options: options)
        #expect(!theirs.isValid(wrong))
    }

    @Test func `have a metaschema like any dialect`() throws {
        let meta = try Schema(["$ref": .string(Formats.nationalDialect)])
        #expect(meta.isValid(["$schema": .string(Formats.nationalDialect), "format": "cn-mobile-number"]))
        #expect(!meta.isValid(["minLength": -1]))
        #expect(!meta.isValid(["format": 1]))
    }

    @Test func `say what is wanted, in words that can be acted on`() throws {
        for name in Formats.names {
            let schema = try Schema(["format": .string(name)], options: SchemaOptions(assertsFormats: true))
            let message = try #require(schema.validate("\u{1}{ no").violations.first, "\(name)").message
            #expect(!message.zh.isEmpty && !message.en.isEmpty)
            #expect(!message.en.hasPrefix("not a valid"), "\(name)")
        }
    }
}
