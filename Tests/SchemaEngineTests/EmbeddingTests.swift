import Diagnostics
import JSONTree
import SchemaEngine
import Testing

/// The example of SchemaEngine.docc, which shows it as it stands here.
@Suite struct `Embedding the schema engine` {
    @Test func `compile once, validate often`() throws {
        let definition = """
            {"$schema": "https://yiwang.org/schema/2020-12", "type": "object", "required": ["phone"],
             "properties": {"phone": {"format": "cn-mobile-number"}, "born": {"format": "date"}}}
            """
        let schema = try Schema(JSON(parsing: definition), options: SchemaOptions(assertsFormats: true))
        #expect(schema.isValid(try JSON(parsing: "{\"phone\": \"13800000000\"}")))
        let output = schema.validate(["phone": "138", "born": "2026-02-30"])
        #expect(output.violations.map(\.instanceLocation.description) == ["/phone", "/born"])
        #expect(output.violations[1].message.en == "must be a date, such as 2026-09-01")
        #expect(output.json(.basic)["errors"]?.elements.count == 2)
    }
}
