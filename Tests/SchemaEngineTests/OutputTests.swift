import Diagnostics
import JSONTree
import SchemaEngine
import Testing

/// The output structures of core §12.4.
@Suite struct `Schema output` {
    static let schema: JSON = [
        "$id": "https://example.org/polygon",
        "$defs": [
            "point": [
                "type": "object", "properties": ["x": ["type": "number"], "y": ["type": "number"]],
                "additionalProperties": false, "required": ["x", "y"],
            ]
        ],
        "type": "array", "items": ["$ref": "#/$defs/point"], "minItems": 3,
    ]
    static let instance: JSON = [["x": 2.5, "y": 1.3], ["x": 1, "z": 6.7]]

    @Test func `flag is the verdict alone`() throws {
        let schema = try Schema(Self.schema)
        #expect(schema.validate(Self.instance).json(.flag) == ["valid": false])
        let point: JSON = ["x": 1, "y": 1]
        let valid = schema.validate([point, point, point])
        for structure in SchemaOutput.Structure.allCases { #expect(valid.json(structure) == ["valid": true]) }
    }

    @Test func `basic is a list of all violations with their three places`() throws {
        let output = try Schema(Self.schema).validate(Self.instance).json(.basic, in: \.en)
        #expect(output["valid"] == false)
        let units = try #require(output["errors"]).elements
        #expect(
            Set(units.map { "\($0["instanceLocation"]?.string ?? "") \($0["keywordLocation"]?.string ?? "")" }) == [
                "/1 /items/$ref/required", "/1/z /items/$ref/additionalProperties", " /minItems",
            ])
        #expect(units.count == 3)
        #expect(
            Set(units.compactMap { $0["absoluteKeywordLocation"]?.string }) == [
                "https://example.org/polygon#/$defs/point/required",
                "https://example.org/polygon#/$defs/point/additionalProperties",
                "https://example.org/polygon#/minItems",
            ])
        #expect(units.allSatisfy { $0["valid"] == false && $0["error"]?.string?.isEmpty == false })
        #expect(!output.description.contains("6.7"))
    }

    @Test func `detailed keeps the way to each violation, and leaves single ones where they are`() throws {
        let output = try Schema(Self.schema).validate(Self.instance).json(.detailed)
        let units = try #require(output["errors"]).elements
        #expect(units.count == 2)
        let point = try #require(units.first { $0["errors"] != nil })
        #expect(point["instanceLocation"] == "/1")
        #expect(point["keywordLocation"] == "/items/$ref")
        #expect(point["absoluteKeywordLocation"] == "https://example.org/polygon#/$defs/point")
        #expect(
            Set(try #require(point["errors"]).elements.compactMap { $0["keywordLocation"]?.string }) == [
                "/items/$ref/required", "/items/$ref/additionalProperties",
            ])
        let alone = try #require(units.first { $0["errors"] == nil })
        #expect(alone["keywordLocation"] == "/minItems")
        #expect(alone["error"] == "不能少于 3 项")
    }

    @Test func `names are compared by their scalars, not by how they look`() throws {
        let schema = try Schema(["properties": ["caf\u{E9}": false], "required": ["cafe\u{301}"]])
        #expect(schema.isValid(["cafe\u{301}": 1]))
        #expect(!schema.isValid(["caf\u{E9}": 1]))
        #expect(schema.validate(["x": 1]).violations.map(\.code) == ["schema.required"])
    }
}
