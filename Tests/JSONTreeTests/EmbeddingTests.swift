import JSONTree
import Testing

/// The example of JSONTree.docc, which shows it as it stands here.
@Suite struct `Embedding the JSON tree` {
    @Test func `read, look, change, write`() throws {
        let value = try JSON(parsing: "{\"name\": \"松禾\", \"places\": [40, 1e400], \"ratio\": 0.10}")
        #expect(value["name"]?.string == "松禾")
        // Numbers keep what was written: none is rounded.
        #expect(value["places"]?.elements.map(\.text) == ["40", "1e400"])
        let changed = value.setting("name", to: "松禾县")
        #expect(changed.text == "{\"name\":\"松禾县\",\"places\":[40,1e400],\"ratio\":0.10}")
        // RFC 8785, for hashes and signatures.
        let canonical = try JSON(parsing: "{\"b\": 1.0, \"a\": [\"\\u4e00\"]}").canonicalBytes()
        #expect(String(decoding: canonical, as: UTF8.self) == "{\"a\":[\"一\"],\"b\":1}")
    }
}
