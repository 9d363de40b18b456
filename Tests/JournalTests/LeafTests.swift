import Cryptography
import JSONTree
import Journal
import Testing

@Suite struct LeafTests {
    /// Salts of the golden leaves: the bytes 0, 1, 2 …
    private func salts(_ count: Int) -> [UInt8] { (0..<count * 16).map { UInt8(truncatingIfNeeded: $0) } }

    @Test func `leaf v1 about a person has these bytes for ever`() {
        let event = JournalEvent(
            .caseWithdrawn, department: "education", subject: Array(repeating: 0xAB, count: 16), caseID: 5,
            ["case": "2026-ABCD-EFGH", "agent": "citizen:42"])
        let leaf = Leaf(event, second: 1_785_718_800, sequence: 3, salts: salts(3))
        // Computed apart from this program, from the words of Leaf.swift.
        let golden = #"""
            {"at":"2026-08-03T01:00:00Z","dept":"education","fields":{"agent":"51WkwZKT4T_9K_6KASCvkvKKu9M4Wdxwtf7LKjny-I4",\#
            "case":"zMllaw8Gq1e1j-QYKOYZ2tdkPgnMGa2Fosul7Hka5mk","subject":"FPemF_f9IQdkcfETOC6yO4F9eV-7dnaWU4fxPDNtHYQ"},\#
            "type":"case.withdrawn","v":1}
            """#
        #expect(String(decoding: leaf.body, as: UTF8.self) == golden)
        #expect(
            Hexadecimal.encoded(leaf.hash) == "35d4c0922ca7b66037e5ab222521633a6b6ebf91eb393f503dc0adf07a45a1c2")
    }

    @Test func `leaf v1 about nobody has these bytes for ever`() {
        let event = JournalEvent(.officialSignedIn, department: "教育", ["official": "7", "post": "enrolment-clerk"])
        let leaf = Leaf(event, second: -1, sequence: 0, salts: salts(2))
        let golden = #"""
            {"at":"1969-12-31T23:59:59Z","dept":"教育","fields":{"official":"TIIQKMsPYmIdTLfm9PZcNzf49WwlGZYQ-Ttnur-Q9T8",\#
            "post":"-ZWA7jAXa9kG8RwAXXwor7OSgmYjkSbVGJQUorMy6oU"},"type":"official.signed-in","v":1}
            """#
        #expect(String(decoding: leaf.body, as: UTF8.self) == golden)
        #expect(
            Hexadecimal.encoded(leaf.hash) == "6dcdff282f3400b1d253b334d5ddb3fcb13f2d927aec807a5559efd18cca63d7")
    }

    @Test(arguments: EventType.catalogue)
    func `each kind of event makes a canonical leaf within two kilobytes, with nothing of its values in clear`(
        type: EventType
    ) throws {
        let values = type.fields.map { "plain-\($0)-" + String(repeating: "值", count: 2000) }
        let event = JournalEvent(
            type, department: String(repeating: "d", count: 60),
            subject: type.hasSubject ? Array(repeating: 1, count: 16) : nil, values: values)
        let leaf = Leaf(event, second: 1, sequence: .max, salts: salts(values.count + 1))
        #expect(leaf.body.count <= Leaf.maximumSize)
        #expect(try leaf.parsed().canonicalBytes() == leaf.body)
        let text = String(decoding: leaf.body, as: UTF8.self)
        #expect(!text.contains("plain-"))
        #expect(!text.contains("值"))
        #expect(try leaf.parsed()["fields"]?.members.map { $0 }.count == type.fields.count + (type.hasSubject ? 1 : 0))
    }

    @Test func `the same value under another salt is another commitment`() {
        let one = Leaf.commitment(name: "case", value: "1", salt: salts(1))
        let other = Leaf.commitment(name: "case", value: "1", salt: salts(2).suffix(16))
        #expect(one != other)
        // The name and the value cannot run into each other.
        #expect(
            Leaf.commitment(name: "a", value: "b1", salt: salts(1))
                != Leaf.commitment(name: "ab", value: "1", salt: salts(1)))
    }

    @Test func `names of events are unique and no event names a field twice`() {
        let names = EventType.catalogue.map(\.name)
        #expect(Set(names).count == names.count)
        for type in EventType.catalogue {
            #expect(Set(type.fields).count == type.fields.count, "\(type.name)")
            #expect(!type.fields.contains("subject"), "\(type.name): `subject` is the leaf's own")
        }
    }
}
