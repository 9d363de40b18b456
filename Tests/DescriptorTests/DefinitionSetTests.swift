import Definitions
import Testing
import WorkCalendar

@Suite struct DefinitionSetTests {
    private let hash: DefinitionHash.Function = { bytes in
        (0..<32).map { index in
            bytes.enumerated().reduce(UInt8(index)) { $0 &* 33 &+ $1.element &+ UInt8($1.offset % 7) }
        }
    }

    private func day(_ text: String) -> CivilDate { CivilDate(iso: text) ?? .earliest }

    private func definition(_ id: String, _ version: String, from: String, bytes: String) throws -> Definition {
        let made = Definition(
            kind: .form, id: id, package: "p", version: SemanticVersion(version) ?? SemanticVersion(0, 0, 0),
            effective: day(from),
            bytes: Array(bytes.utf8), hash: hash)
        return try #require(made)
    }

    @Test func `the version in force is the latest whose day has come`() throws {
        let set = DefinitionSet([
            try definition("f", "2.0.0", from: "2026-09-01", bytes: "b"),
            try definition("f", "1.0.0", from: "2026-01-01", bytes: "a"),
        ])
        func version(on text: String) -> String? {
            set.inForce(.form, package: "p", id: "f", on: day(text))?.version.description
        }
        #expect(version(on: "2025-12-31") == nil)
        #expect(version(on: "2026-01-01") == "1.0.0")
        #expect(version(on: "2026-08-31") == "1.0.0")
        #expect(version(on: "2026-09-01") == "2.0.0")
        #expect(set.nextChange(after: day("2026-01-01")) == day("2026-09-01"))
        #expect(set.nextChange(after: day("2026-09-01")) == nil)
    }

    @Test func `of two versions with one day the later published is in force`() throws {
        let set = DefinitionSet([
            try definition("f", "1.0.0", from: "2026-01-01", bytes: "a"),
            try definition("f", "1.0.1", from: "2026-01-01", bytes: "b"),
        ])
        #expect(set.inForce(.form, package: "p", id: "f", on: day("2026-02-01"))?.version.description == "1.0.1")
    }

    @Test func `publishing the same again changes nothing, and each is found by hash`() throws {
        let first = try definition("f", "1.0.0", from: "2026-01-01", bytes: "a")
        var set = DefinitionSet([first, first])
        #expect(set.count == 1)
        set.insert(try definition("g", "1.0.0", from: "2026-01-01", bytes: "c"))
        #expect(set.count == 2)
        #expect(set.definition(hash: first.hash) == first)
        #expect(DefinitionHash(hex: first.hash.hex) == first.hash)
        #expect(set.allInForce(.form, on: day("2026-02-01")).map(\.id) == ["f", "g"])
    }

    @Test func `a hash function of the wrong length gives no definition`() {
        let wrong = Definition(
            kind: .form, id: "f", package: "p", version: SemanticVersion(1, 0, 0), effective: .earliest, bytes: [1],
            hash: { $0 })
        #expect(wrong == nil)
    }

    @Test(arguments: [
        (">=1.0.0", "1.0.0", true), (">=1.0.0", "0.9.9", false), (">=1.0.0 <2.0.0", "1.99.0", true),
        (">=1.0.0 <2.0.0", "2.0.0", false), ("1.2.3", "1.2.3", true), ("1.2.3", "1.2.4", false),
        (">1.0.0", "1.0.0", false), ("<=1.0.0", "1.0.0", true),
    ])
    func `ranges of versions`(range: String, version: String, isIn: Bool) throws {
        #expect(try #require(VersionRange(range)).contains(SemanticVersion(version)!) == isIn)
    }

    @Test(arguments: ["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "-1.0.0", "1.0.0-rc"])
    func `what is no version`(text: String) {
        #expect(SemanticVersion(text) == nil)
    }

    @Test func `the nearest name is a slip away`() {
        #expect(NearestName.of("teritory", among: ["territory", "title", "owner"]) == "territory")
        #expect(NearestName.of("tilte", among: ["territory", "title", "owner"]) == "title")
        #expect(NearestName.of("colour", among: ["territory", "title", "owner"]) == nil)
    }
}
