import Definitions
import Diagnostics
import Foundation
import JSONTree
import Notices
import ScenarioKit
import Services
import Testing
import WorkCalendar

@Suite struct OverlayTests {
    private func overlay(_ changes: String, range: String = ">=1.0.0 <2.0.0", package: String = "demo") -> String {
        """
        overlay: songhe
        package: \(package)
        for: "\(range)"
        title: {zh: 松禾, en: Songhe}
        reason: {zh: 本县通知, en: The county's notice}
        changes:
        \(changes)
        """
    }

    private func codes(_ changes: String) -> [String] {
        MiniPackage().check(overlay: overlay(changes)).diagnostics.map(\.code)
    }

    @Test func `a value is set, and the package's file stays as it was`() {
        let result = MiniPackage().check(
            overlay: overlay(
                "  - {file: parameters/rules.yaml, set: '/parameters/[age_years]/values/[2026-01-01]/value', to: 5, was: 6}"
            ))
        #expect(result.diagnostics.map(\.description) == [])
        let day = CivilDate(year: 2026, month: 8, day: 1)!
        #expect(result.package?.parameters.value("age_years", on: day)?.integer == 5)
        #expect(result.package?.overlay == "songhe")
        #expect(MiniPackage().check().package?.parameters.value("age_years", on: day)?.integer == 6)
    }

    @Test func `list items are appended, replaced and removed by id`() {
        let result = MiniPackage().check(
            overlay: overlay(
                """
                  - {file: services/enrol.yaml, append: /materials, item: {id: deed, title: {zh: 房产证, en: Deed}, required: always}}
                  - {file: services/enrol.yaml, remove: /materials, id: booklet}
                  - {file: forms/enrol.yaml, replace: /pages/0/fields, id: wish, item: {name: wish, type: boolean, title: {zh: 要坐校车吗, en: School bus}, show_if: child_record.division != null}}
                """))
        #expect(result.diagnostics.map(\.description) == [])
        #expect(result.package?.services[0].materials.map(\.id) == ["deed"])
        #expect(result.package?.forms["enrol"]?["pages"]?[0]?["fields"]?[1]?["title"]?["en"]?.string == "School bus")
    }

    @Test func `rules of a decision table are set, added and removed`() throws {
        let result = MiniPackage().check(
            overlay: overlay(
                """
                  - {file: decisions/enrol.dmn, set_rule: R-old, outputs: {outcome: '"unknown"'}, annotations: {reason_zh: 另有规定, reason_en: Another rule}}
                  - {file: decisions/enrol.dmn, add_rule: R-new, table: row, before: R-young, inputs: {age: 'false'}, outputs: {outcome: '"ineligible"', rule: '"R-new"'}, annotations: {reason_zh: 新, reason_en: New, source_zh: 通知, source_en: Notice}}
                  - {file: decisions/enrol.dmn, remove_rule: R-none}
                """))
        #expect(result.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
        let bytes = try #require(result.package?.decisions["enrol"])
        let text = String(decoding: bytes, as: UTF8.self)
        let rules = text.matches(of: /rule id="([^"]+)"/).map { String($0.1) }
        #expect(rules == ["R-old", "R-new", "R-young"])
        #expect(text.contains("另有规定"))
    }

    @Test func `files are replaced, added and taken out`() {
        let folder = FileManager.default.temporaryDirectory
        let name = "beside-\(UUID().uuidString).yaml"
        let file = folder.appendingPathComponent(name)
        try? Data(
            "notice: extra\ntitle: {zh: 另一个, en: Extra}\nbody: {zh: 内容, en: Body}\nchannels: [in-app]\nplaceholders: {}"
                .utf8
        )
        .write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let result = MiniPackage().check(
            overlay: overlay(
                """
                  - {file: notices/extra.yaml, add: \(name)}
                  - {file: tests/age.yaml, remove_file: true}
                """))
        #expect(result.package?.notices.map(\.code) == ["decided", "extra"])
        #expect(result.diagnostics.map(\.code) == ["tests.missing"])
    }

    @Test(arguments: [
        (
            "overlay.conflict",
            "  - {file: parameters/rules.yaml, set: /parameters/0/title/zh, to: 甲}\n  - {file: parameters/rules.yaml, set: /parameters/0/title, to: {zh: 乙, en: B}}"
        ),
        ("overlay.conflict", "  - {file: parameters/rules.yaml, set: /parameters/1/values/1/value, to: 5, was: 8}"),
        (
            "overlay.conflict",
            "  - {file: services/enrol.yaml, append: /materials, item: {id: booklet, title: {zh: 户口簿, en: Booklet}, required: always}}"
        ),
        ("overlay.conflict", "  - {file: decisions/enrol.dmn, add_rule: R-old, table: row}"),
        ("overlay.rule.refused", "  - {file: decisions/enrol.dmn, add_rule: R new, table: row}"),
        ("overlay.target.missing", "  - {file: parameters/rule.yaml, set: /name, to: x}"),
        ("overlay.target.missing", "  - {file: parameters/rules.yaml, set: /parameters/9/name, to: x}"),
        ("overlay.target.missing", "  - {file: services/enrol.yaml, remove: /materials, id: bookle}"),
        ("overlay.target.missing", "  - {file: decisions/enrol.dmn, remove_rule: R-odd}"),
        ("overlay.target.missing", "  - {file: decisions/enrol.dmn, add_rule: R-x, table: rows}"),
        ("overlay.target.missing", "  - {file: decisions/enrol.dmn, set_rule: R-old, inputs: {colour: '-'}}"),
        ("overlay.target.kind", "  - {file: services/enrol.yaml, append: /title, item: x}"),
        ("overlay.pointer", "  - {file: services/enrol.yaml, set: title, to: x}"),
        ("overlay.change.verb", "  - {file: services/enrol.yaml, set: /a, to: x, remove: /b, id: c}"),
        ("overlay.change.kind", "  - {file: services/enrol.yaml, remove_rule: R-old}"),
        ("overlay.change.kind", "  - {file: decisions/enrol.dmn, set: /a, to: x}"),
        ("overlay.file.missing", "  - {file: notices/n.yaml, add: nowhere.yaml}"),
        ("package.symlink", "  - {file: notices/n.yaml, add: ../../../../etc/passwd}"),
    ])
    func `a change that cannot be made is reported`(code: String, changes: String) {
        let found = codes(changes)
        #expect(found.contains(code), "found \(found)")
    }

    @Test func `an overlay of another package or version is reported`() {
        let other = MiniPackage().check(overlay: overlay("  []", package: "other")).diagnostics.map(\.code)
        #expect(other.contains("overlay.package"))
        let old = MiniPackage().check(overlay: overlay("  []", range: ">=2.0.0")).diagnostics.map(\.code)
        #expect(old.contains("overlay.version"))
    }

    @Test func `what an overlay breaks is found by the linter, in the overlay's file`() {
        let result = MiniPackage().check(
            overlay: overlay("  - {file: services/enrol.yaml, set: /form, to: nothing}"))
        let finding = result.diagnostics.first { $0.code == "form.unknown" }
        #expect(finding != nil)
    }
}
