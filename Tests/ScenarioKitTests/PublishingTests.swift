import DecisionEngine
import Definitions
import Diagnostics
import JSONTree
import ScenarioKit
import Testing
import WorkCalendar

@Suite struct PublishingTests {
    /// A stand-in for SHA-256: any function of 32 bytes will do here.
    private let hash: DefinitionHash.Function = { bytes in
        var digest = [UInt8](repeating: 0, count: 32)
        for (index, byte) in bytes.enumerated() { digest[index % 32] = digest[index % 32] &* 31 &+ byte }
        return digest
    }

    @Test func `every declaration is published once, parameters one by one, tests not at all`() throws {
        let package = try #require(MiniPackage().check().package)
        let definitions = try package.definitions(effective: CivilDate(year: 2025, month: 1, day: 1)!, hash: hash)
        let names = definitions.map { "\($0.kind.rawValue) \($0.id)" }.sorted()
        #expect(
            names == [
                "contract child-record", "decision enrol", "directory directory", "document acceptance",
                "elements elements", "form enrol", "notice decided", "parameters age_years", "parameters season",
                "process enrol", "register person", "scenario demo", "service enrol",
            ])
        #expect(definitions.allSatisfy { $0.effective == CivilDate(year: 2026, month: 1, day: 1) })
    }

    @Test func `YAML becomes canonical JSON, DMN stays as it is`() throws {
        let package = try #require(MiniPackage().check().package)
        let definitions = try package.definitions(effective: .earliest, hash: hash)
        let decision = try #require(definitions.first { $0.kind == .decision })
        #expect(decision.bytes == Array(MiniPackage.good["decisions/enrol.dmn"]!.utf8))
        let parameter = try #require(definitions.first { $0.id == "season" })
        #expect(
            String(decoding: parameter.bytes, as: UTF8.self)
                == #"{"name":"season","title":{"en":"Season","zh":"年度"},"type":"text","values":[{"basis":{"en":"Sample rule","zh":"示例规定"},"from":"2026-01-01","value":"2026"}]}"#
        )
    }

    @Test func `comments and order of keys do not change the hash`() throws {
        let first = try #require(MiniPackage().check().package)
        let second = try #require(
            MiniPackage().with(
                "registers/person.yaml", "update: daily\nsharing: conditional",
                "sharing: conditional # why\nupdate: daily"
            )
            .check().package)
        let day = CivilDate.earliest
        #expect(
            try first.definitions(effective: day, hash: hash).map(\.hash)
                == second.definitions(effective: day, hash: hash).map(\.hash))
    }

    @Test func `findings print as compilers print them, in either language and as JSON`() throws {
        let finding = Diagnostic(
            .error, code: "x.y", message: Text(zh: "错了", en: "wrong"),
            location: SourceLocation(file: "a.yaml", line: 3, column: 7), hint: Text(zh: "改", en: "mend"))
        #expect(DiagnosticPrinter(.en).line(finding) == "a.yaml:3:7: error: wrong [x.y]\n    hint: mend")
        #expect(DiagnosticPrinter(.zh).report([finding]) == "a.yaml:3:7: 错误: 错了 [x.y]\n    提示: 改\n1 个错误，0 个警告")
        let json = try JSON(parsing: DiagnosticPrinter.json([finding]))
        #expect(json[0]?["message"]?["zh"]?.string == "错了")
        #expect(json[0]?["line"]?.integer == 3)
        let gap = TableFinding(
            .gap, decision: "fee", table: "t", rows: [2], column: "年龄",
            conditions: [.init(input: "年龄", values: "[6..18)", example: "6")])
        let object = DiagnosticPrinter.object(gap, gap.diagnostic)
        #expect(object["code"] == "decision.table.gap" && object["decision"] == "fee" && object["rows"] == [2])
        #expect(object["heading"] == "年龄" && object["case"]?[0]?["values"] == "[6..18)")
    }
}
