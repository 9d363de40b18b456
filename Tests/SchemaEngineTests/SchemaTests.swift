import Diagnostics
import JSONTree
import SchemaEngine
import Testing

@Suite struct `JSON Schema` {
    static let application = """
        {"$id": "https://example.org/application", "type": "object", "required": ["id_number", "children"],
         "properties": {"id_number": {"$ref": "#/$defs/id"},
            "children": {"type": "array", "minItems": 1, "items": {"type": "object",
               "properties": {"name": {"type": "string", "maxLength": 4}, "born": {"format": "date"}}, "unevaluatedProperties": false}}},
         "$defs": {"id": {"type": "string", "pattern": "^[0-9]{17}[0-9X]$"}}}
        """

    @Test func `each violation says where in the instance and where in the schema`() throws {
        let schema = try Schema(JSON(parsing: Self.application), options: SchemaOptions(assertsFormats: true))
        let output = schema.validate(
            ["id_number": "1", "children": [["name": "张三"], ["name": "一二三四五", "born": "2018-02-30", "x": 1]]])
        #expect(!output.isValid)
        #expect(
            output.violations.map { "\($0.code) \($0.instanceLocation) \($0.keywordLocation)" } == [
                "schema.pattern /id_number /properties/id_number/$ref/pattern",
                "schema.maxLength /children/1/name /properties/children/items/properties/name/maxLength",
                "schema.format /children/1/born /properties/children/items/properties/born/format",
            ])
        #expect(output.violations[0].absoluteKeywordLocation == "https://example.org/application#/$defs/id/pattern")
        #expect(output.violations[1].parameters == ["limit": 4])
        #expect(output.violations[1].message == Text(zh: "不能超过 4 个字", en: "must not have more than 4 characters"))
        #expect(schema.validate(["children": []]).violations.map(\.code) == ["schema.required", "schema.minItems"])
        #expect(schema.isValid(["id_number": "99012119880101123X", "children": [["name": "李"]]]))
        let unknown = schema.validate(["id_number": "99012119880101123X", "children": [["y": 1]]])
        #expect(
            unknown.violations.map { "\($0.instanceLocation) \($0.keywordLocation)" } == [
                "/children/0/y /properties/children/items/unevaluatedProperties"
            ])
    }

    @Test(arguments: [
        ##"{"type": "strin"}"##, ##"{"minLength": -1}"##, ##"{"minLength": 1.5}"##, ##"{"multipleOf": 0}"##,
        ##"{"required": "a"}"##, ##"{"enum": 1}"##,
        ##"{"properties": []}"##, ##"{"allOf": []}"##, ##"{"not": 3}"##, ##"{"$ref": 3}"##, ##"{"uniqueItems": 1}"##,
        ##"{"properties": {"a": {"maximum": "1"}}}"##,
    ])
    func `a keyword with a value that can't be is refused`(text: String) throws {
        let error = #expect(throws: SchemaDefinitionError.self) { try Schema(JSON(parsing: text)) }
        #expect(["schema.invalid-keyword", "schema.not-a-schema"].contains(error?.code.rawValue))
        #expect(error?.location.hasPrefix("schema:///#") == true)
        #expect(error?.message.zh.isEmpty == false)
    }

    @Test(arguments: [
        (##"{"pattern": "("}"##, "schema.invalid-pattern"),
        (##"{"$ref": "#/nowhere"}"##, "schema.unresolved-reference"),
        (##"{"$ref": "#anchor"}"##, "schema.unresolved-reference"),
        (##"{"$ref": "http://example.org/x"}"##, "schema.unresolved-reference"),
        (##"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"##, "schema.duplicate-identifier"),
        (##"{"$defs": {"a": {"$id": "x"}, "b": {"$id": "x"}}}"##, "schema.duplicate-identifier"),
        (##"{"$schema": "http://example.org/d"}"##, "schema.unknown-dialect"), ("3", "schema.not-a-schema"),
    ])
    func `what cannot be found or compiled is refused`(text: String, code: String) throws {
        let error = #expect(throws: SchemaDefinitionError.self) { try Schema(JSON(parsing: text)) }
        #expect(error?.code.rawValue == code)
    }

    @Test(arguments: [
        ##"{"$ref": "#"}"##, ##"{"allOf": [{"$ref": "#"}, {"$ref": "#"}]}"##, ##"{"not": {"$ref": "#"}}"##,
        ##"{"if": {"$ref": "#"}, "then": true}"##,
        ##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
        ##"{"$dynamicAnchor": "m", "$dynamicRef": "#m"}"##,
    ])
    func `a reference that leads back to itself ends in a violation`(text: String) async throws {
        // In a task of its own: its thread has the smaller stack that servers have.
        let schema = try Schema(JSON(parsing: text))
        let output = await Task.detached { schema.validate(["a": 1]) }.value
        #expect(output.violations.map(\.code) == ["schema.too-complex"])
        #expect(!schema.isValid(1))
    }

    @Test func `branches that double at each step end in a violation`() throws {
        var members: [(String, JSON)] = (0..<40).map { level in
            let next: JSON = ["$ref": "#/$defs/d\(level + 1)"]
            return ("d\(level)", ["allOf": [next, next]])
        }
        members.append(("d40", true))
        let schema = try Schema(["$ref": "#/$defs/d0", "$defs": .object(members)])
        #expect(schema.validate(1).violations.map(\.code) == ["schema.too-complex"])
    }

    @Test func `a hostile pattern ends in a violation`() throws {
        let schema = try Schema([
            "properties": ["a": ["pattern": "^(a+)+$"]], "patternProperties": ["^(x+x+)+y": false],
        ])
        #expect(
            schema.validate(["a": .string(String(repeating: "a", count: 60) + "!")]).violations.map(\.code) == [
                "schema.too-complex"
            ])
        #expect(!schema.isValid(.object([(String(repeating: "x", count: 60), JSON.integer(1))])))
        #expect(schema.isValid(["a": "aaa"]))
    }

    @Test func `a schema nested too deep is refused`() throws {
        let text = String(repeating: #"{"not":"#, count: 500) + "true" + String(repeating: "}", count: 500)
        let error = #expect(throws: SchemaDefinitionError.self) {
            try Schema(JSON(parsing: text, options: JSONOptions(maximumDepth: 1_000)))
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func `documents come from the loader and own formats from the options`() throws {
        let options = SchemaOptions(
            baseURI: "https://example.org/forms/a", assertsFormats: true,
            loader: { $0 == "https://example.org/forms/types" ? ["$defs": ["even": ["format": "even"]]] : nil },
            formats: ["even": { $0.utf8.count % 2 == 0 }])
        let schema = try Schema(["items": ["$ref": "types#/$defs/even"]], options: options)
        #expect(schema.isValid(["ab", 1]))
        #expect(
            schema.validate(["abc"]).violations.first?.absoluteKeywordLocation
                == "https://example.org/forms/types#/$defs/even/format")
    }

    @Test func `formats say nothing unless they are asked to`() throws {
        #expect(try Schema(["format": "date"]).isValid("x"))
        #expect(try !Schema(["format": "date"], options: SchemaOptions(assertsFormats: true)).isValid("x"))
        #expect(Formats.isValid("x", format: "nothing") == nil)
        #expect(Formats.isValid("2026-02-29", format: "date") == false)
        #expect(Formats.names.count == 23)
        #expect(Formats.names.filter { $0.hasPrefix("cn-") }.count == 4)
    }

    @Test func `the standard's own schema accepts schemas and refuses others`() throws {
        let meta = try Schema(["$ref": "https://json-schema.org/draft/2020-12/schema"])
        #expect(meta.isValid(try JSON(parsing: Self.application)))
        #expect(meta.validate(["properties": ["a": ["minLength": -1]]]).violations.map(\.code) == ["schema.minimum"])
        #expect(!meta.isValid(["allOf": [["type": "x"]]]))
    }
}
