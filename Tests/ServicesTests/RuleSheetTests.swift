import Application
import CountySupport
import DecisionEngine
import Diagnostics
import Directory
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar

/// A rule edited table by table: what the page shows, what is kept, and what is refused.
@Suite struct `Editing a rule` {
    struct Office {
        let county: County
        let drafter: Official
        var rules: RuleDesk { county.system.rules }

        init(_ county: County) async throws {
            self.county = county
            drafter = try await county.official("songjiao04")
        }

        func begin() async throws -> RuleChange {
            try await change(try await rules.begin(County.service, by: drafter, now: county.now))
        }

        func change(_ id: Int64) async throws -> RuleChange { try await rules.change(id, for: drafter) }

        /// The table of villages.
        func village(
            _ change: RuleChange, _ edit: RuleSheetEdit? = nil, _ act: RuleSheetAct = .none
        ) async throws -> RuleSheet {
            try await rules.sheet(
                of: change, key: "table-village_answer", edit: edit, act: act, by: drafter, now: county.now)
        }

        @discardableResult
        func save(_ change: RuleChange, _ edit: RuleSheetEdit, seen: Int64? = nil) async throws -> RuleSheetKeeping {
            try await rules.save(
                change, key: "table-village_answer", edit: edit, seen: seen ?? change.version, by: drafter,
                now: county.now)
        }

        func file(_ change: RuleChange) async throws -> String {
            String(decoding: try await rules.file(of: change), as: UTF8.self)
        }
    }

    private func withOffice(
        _ backend: Backend = .sqlite, _ body: @escaping @Sendable (Office) async throws -> Void
    ) async throws {
        try await withCounty(backend) { county in try await body(try await Office(county)) }
    }

    @Test(arguments: Backend.available)
    func `begins with the rule in force and keeps one cell as one line`(backend: Backend) async throws {
        try await withOffice(backend) { office in
            let change = try await office.begin()
            #expect(change.hash == (try office.county.system.desk.runtime(County.service)).packagedRule)
            #expect(try await office.begin().id == change.id)
            let sheets = try await office.rules.sheets(of: change)
            #expect(sheets.count == 10 && sheets[2].key == "table-village_answer" && sheets[2].rows == 10)
            let shown = try await office.village(change)
            #expect(shown.findings.isEmpty && shown.difference.isEmpty && shown.isSavable)
            #expect(shown.examples.count > 50 && shown.examples.allSatisfy(\.differences.isEmpty))
            #expect(shown.columns.prefix(4).map(\.title.zh) == ["户籍在县城以外", "村里的住房", "村校对应表", "结论"])
            #expect(shown.rows[0].cells[0].words?.zh == "是" && shown.rows[0].examples > 0)

            // Words may be written for what they stand for.
            let edited = try await office.village(change, shown.edit { $0[0][3] = "不符合" })
            #expect(edited.rows[0].cells[3].text == "\"ineligible\"")
            #expect(edited.rows[0].cells[3].before?.zh == "符合" && edited.isSavable)
            let differing = edited.examples.filter { !$0.differences.isEmpty }
            #expect(!differing.isEmpty && differing.allSatisfy { !$0.differedBefore && $0.rows.contains(1) })
            #expect(edited.difference.count == 1 && edited.difference[0].rows.map(\.kind) == [.changed])
            // Nothing is kept before it is kept.
            #expect(try await office.change(change.id).version == change.version)
            try await office.save(change, edited.edit())
            let kept = try await office.change(change.id)
            #expect(kept.version == change.version + 1)
            let (before, after) = (
                String(decoding: try ChangedRule.bytes([]), as: UTF8.self), try await office.file(kept)
            )
            var known: [Substring: Int] = [:]
            for line in before.split(separator: "\n") { known[line, default: 0] += 1 }
            let changed = after.split(separator: "\n").filter { line in
                known[line, default: 0] -= 1
                // An empty element is written in its short form, the head of the file on one line.
                return known[line, default: 0] < 0 && !line.contains("<text/>")
            }
            #expect(changed.count { $0.contains("outputEntry") } == 1 && changed.count == 2, "\(changed)")
            #expect(after.contains("<dmndi:DMNShape id=\"shape-village_answer\""))
            // Back to what it was: the same bytes as far as tables go, and nothing to hand on.
            try await office.save(kept, shown.edit())
            let again = try await office.change(change.id)
            let difference = try await office.rules.difference(of: again, today: office.county.system.today)
            #expect(difference?.isEmpty == true)
            let today = office.county.system.today
            try await office.rules.rehearse(
                again, from: today, through: today, by: office.drafter, now: office.county.now)
            let rehearsed = try await office.change(change.id)
            await #expect(throws: RuleChangeError(.unchanged)) {
                try await office.rules.propose(
                    rehearsed, note: "没有改", number: "松教发〔2026〕12号", effective: today, by: office.drafter,
                    now: office.county.now)
            }
        }
    }

    @Test func `rows are added, copied, moved and taken out`() async throws {
        try await withOffice { office in
            let change = try await office.begin()
            let shown = try await office.village(change)
            let ids = shown.rows.map(\.id)
            let inserted = try await office.village(change, shown.edit(), .insertRow(below: 1))
            #expect(inserted.rows[2].id == "R-VIL-11" && inserted.rows[2].isAdded)
            #expect(inserted.rows[2].cells.prefix(3).map(\.text) == ["-", "-", "-"])
            #expect(inserted.rows[2].cells[4].text == "\"R-VIL-11\"")
            // A row without an answer is not kept.
            #expect(!inserted.isSavable && inserted.rows[2].cells[3].findings.contains { $0.severity == .error })
            let copied = try await office.village(change, inserted.edit(), .duplicateRow(0))
            #expect(copied.rows[1].id == "R-VIL-12" && copied.rows[1].cells[0].text == "\"yes\"")
            let moved = try await office.village(change, shown.edit(), .moveRow(0, by: 1))
            #expect(moved.rows.prefix(2).map(\.id) == [ids[1], ids[0]])
            #expect(moved.difference.first?.isReordered == true)
            let removed = try await office.village(change, shown.edit(), .removeRow(0))
            #expect(removed.removed == [ids[0]] && removed.rows.count == 9)
            // What no row covers any more is said, with a case.
            #expect(removed.findings.contains { $0.severity == .warning && $0.message.zh.contains("没有一行管到") })
            #expect(!removed.findings.contains { $0.message.zh.contains("village_answer") })
            for row in [-1, 99] {
                for act in [RuleSheetAct.removeRow(row), .moveRow(row, by: 1), .duplicateRow(row), .removeColumn(row)] {
                    #expect(try await office.village(change, shown.edit(), act).rows.map(\.id) == ids)
                }
            }
        }
    }

    @Test func `another row's id is refused, and a new id goes into the results`() async throws {
        try await withOffice { office in
            let change = try await office.begin()
            let shown = try await office.village(change)
            let twice = shown.edit(ids: [1: "R-VIL-1"])
            let refused = try await office.village(change, twice)
            #expect(!refused.isSavable && refused.rows[1].findings.contains { $0.message.zh.contains("R-VIL-1") })
            await #expect(throws: RuleFileRefused.self) { try await office.save(change, twice) }
            let other = try await office.village(change, shown.edit(ids: [1: "R-AGE-1"]))
            #expect(!other.isSavable)
            let named = try await office.village(change, shown.edit(ids: [1: "R-VIL-新"]))
            #expect(named.rows[1].cells[4].text == "\"R-VIL-新\"")
            #expect(try await office.change(change.id).version == change.version)
        }
    }

    @Test func `what cannot be read is marked in its cell and not kept`() async throws {
        try await withOffice { office in
            let change = try await office.begin()
            let shown = try await office.village(change)
            let wrong = shown.edit { $0[3][1] = ">= (" }
            let marked = try await office.village(change, wrong)
            #expect(!marked.isSavable && marked.examples.isEmpty)
            #expect(marked.rows[3].cells[1].findings.contains { $0.severity == .error })
            #expect(marked.rows[3].cells[1].text == ">= (")
            await #expect(throws: RuleFileRefused.self) { try await office.save(change, wrong) }
            let type = try await office.village(change, shown.edit { $0[3][1] = "5" })
            #expect(type.rows[3].cells[1].findings.contains { $0.severity == .error })
            let control = try await office.village(change, shown.edit { $0[0][5] = "\u{8}" })
            #expect(!control.isSavable && control.rows[0].findings.count == 1)
        }
    }

    @Test func `a condition of another table is added with what it needs`() async throws {
        try await withOffice { office in
            let change = try await office.begin()
            let shown = try await office.village(change)
            #expect(shown.sources.contains { $0.label == "够年龄" && $0.expression == "admission_facts.age" })
            #expect(!shown.sources.contains { $0.label == "户籍在县城以外" })
            let wider = try await office.village(
                change, shown.edit(), .addCondition(label: "", expression: "admission_facts.age"))
            #expect(wider.columns[3].title.zh == "够年龄" && wider.columns[3].choices.count == 3)
            #expect(wider.rows.allSatisfy { $0.cells[3].text == "-" } && wider.isSavable)
            let asked = try await office.village(change, wider.edit { $0[0][3] = "是" })
            #expect(asked.rows[0].cells[3].text == "\"yes\"" && asked.rows[0].cells[3].before?.zh == "不限")
            #expect(asked.difference.first?.rows.map(\.kind) == [.changed])
            try await office.save(change, asked.edit())
            let kept = try await office.change(change.id)
            let file = try await office.file(kept)
            #expect(file.contains("<requiredDecision href=\"#admission_facts\"/></informationRequirement>"))
            #expect(file.contains("dmnElementRef=\"i-village_answer-admission_facts\""))
            // A column that results are in stays, whoever asks.
            let result = try await office.village(kept, try await office.village(kept).edit(), .removeColumn(4))
            #expect(result.columns.count == wider.columns.count)
            let narrow = try await office.village(kept, try await office.village(kept).edit(), .removeColumn(3))
            #expect(narrow.columns.map(\.title) == shown.columns.map(\.title))
            let swapped = try await office.village(kept, try await office.village(kept).edit(), .moveColumn(3, by: -1))
            #expect(swapped.columns[2].title.zh == "够年龄" && swapped.rows[0].cells[2].text == "\"yes\"")
            let unknown = try await office.village(
                kept, try await office.village(kept).edit(), .addCondition(label: "别的", expression: "nothing.known"))
            #expect(unknown.columns[4].findings.contains { $0.severity == .error })
        }
    }

    @Test func `only what was seen is acted on, and only by those who draft`() async throws {
        try await withOffice { office in
            let change = try await office.begin()
            let shown = try await office.village(change)
            try await office.save(change, shown.edit { $0[0][3] = "不符合" })
            // Another change of the same cell is not kept over the first one.
            let later = try await office.change(change.id)
            guard
                case .clashing = try await office.save(
                    later, shown.edit { $0[0][3] = "查不到" }, seen: change.version)
            else {
                Issue.record("kept over what was kept before")
                return
            }
            // Two at the very same moment: what the first kept is taken in by the second.
            guard case .merged = try await office.save(change, shown.edit { $0[1][3] = "查不到" }) else {
                Issue.record("not put together")
                return
            }
            let kept = try await office.village(try await office.change(change.id))
            #expect(kept.rows[0].cells[3].text == "\"ineligible\"" && kept.rows[1].cells[3].text == "\"unknown\"")
            let publisher = try await office.county.official("guize01")
            for work in [
                { _ = try await office.rules.begin(County.service, by: publisher, now: office.county.now) },
                {
                    _ = try await office.rules.sheet(
                        of: change, key: "table-village_answer", by: publisher, now: office.county.now)
                },
                {
                    _ = try await office.rules.save(
                        change, key: "table-village_answer", edit: shown.edit(), seen: change.version, by: publisher,
                        now: office.county.now)
                },
            ] { await #expect(throws: RuleChangeError(.notOffered)) { try await work() } }
            await #expect(throws: RuleChangeError(.notFound)) {
                _ = try await office.rules.sheet(of: change, key: "no", by: office.drafter, now: office.county.now)
            }
            try await office.rules.drop(
                try await office.change(change.id), by: office.drafter, now: office.county.now)
            let dropped = try await office.change(change.id)
            await #expect(throws: RuleChangeError(.notOffered)) { try await office.save(dropped, shown.edit()) }
            // What somebody has written can still be read.
            #expect(try await office.village(dropped, shown.edit()).rows.count == 10)
        }
    }

    @Test(arguments: Backend.available)
    func `two edit a table at a time and neither loses what they wrote`(backend: Backend) async throws {
        try await withOffice(backend) { office in
            let begun = try await office.begin()
            let shown = try await office.village(begun)
            // One changes the first row's answer and adds a row; the other the second row's, and takes the last row out.
            let one = try await office.village(begun, shown.edit { $0[0][3] = "不符合" }, .duplicateRow(0))
            try await office.save(begun, one.edit())
            let now = try await office.change(begun.id)
            let two = try await office.village(
                begun, shown.edit { $0[1][3] = "查不到" }, .removeRow(shown.rows.count - 1))
            guard case .merged = try await office.save(now, two.edit(), seen: begun.version) else {
                Issue.record("not put together")
                return
            }
            let last = try await office.change(begun.id)
            let both = try await office.village(last)
            #expect(both.rows.count == shown.rows.count)
            #expect(both.rows[0].cells[3].text == "\"ineligible\"" && both.rows[1].isAdded)
            #expect(both.rows[2].cells[3].text == "\"unknown\"" && both.rows.last?.id == shown.rows[8].id)
            // Both wrote in one cell: nothing is kept, both are shown, and keeping it again lets one's own stand.
            let third = shown.edit { $0[0][3] = "\"not-claimed\"" }
            guard case .clashing(let mixed, let clashes) = try await office.save(last, third, seen: begun.version)
            else {
                Issue.record("one has lost what they wrote")
                return
            }
            #expect(clashes.count == 1 && clashes[0].kind == .cell && clashes[0].row == shown.rows[0].id)
            #expect(try await office.change(begun.id) == last)
            let page = try await office.rules.sheet(
                of: last, key: "table-village_answer", edit: mixed, clashes: clashes, by: office.drafter,
                now: office.county.now)
            #expect(page.rows[0].cells[3].text == "\"not-claimed\"" && page.rows[0].cells[3].other?.zh == "不符合")
            #expect(page.rows[0].cells[3].findings.contains { $0.severity == .warning })
            guard case .kept = try await office.save(last, mixed) else {
                Issue.record("not kept")
                return
            }
            let final = try await office.village(try await office.change(begun.id))
            #expect(final.rows[0].cells[3].text == "\"not-claimed\"" && final.rows[2].cells[3].text == "\"unknown\"")
        }
    }

    @Test func `what both did is shown with what is wrong in it, and clashes are carried along`() async throws {
        try await withOffice { office in
            let begun = try await office.begin()
            let shown = try await office.village(begun)
            // Each alone is right; together they give two rows one id.
            let one = try await office.village(begun, shown.edit(), .duplicateRow(0))
            try await office.save(begun, one.edit())
            let now = try await office.change(begun.id)
            let id = one.rows[1].id
            var edit = shown.edit()
            edit = RuleSheetEdit(
                columns: edit.columns,
                rows: edit.rows.enumerated().map { index, row in
                    index == 3 ? .init(key: row.key, id: id, cells: row.cells) : row
                })
            guard case .clashing(let both, let none) = try await office.save(now, edit, seen: begun.version) else {
                Issue.record("kept or refused without what both did")
                return
            }
            #expect(none.isEmpty && both.rows.count == shown.rows.count + 1)
            let page = try await office.village(now, both)
            #expect(page.findings.contains { $0.severity == .error })
            // A clash stays through checks and acts until the table is kept.
            let clash = RuleSheet.Clash(
                kind: .cell, row: shown.rows[2].id, column: shown.columns[3].key ?? "", other: "\"unknown\"")
            let acted = try await office.rules.sheet(
                of: now, key: "table-village_answer", edit: shown.edit(), act: .removeRow(0), clashes: [clash],
                by: office.drafter, now: office.county.now)
            #expect(acted.clashes == [clash] && acted.rows[1].cells[3].other?.zh == "查不到")
        }
    }

    @Test func `acts on a table that somebody else has kept meanwhile do not undo it`() async throws {
        try await withOffice { office in
            let begun = try await office.begin()
            let shown = try await office.village(begun)
            try await office.save(begun, shown.edit { $0[0][3] = "不符合" })
            let now = try await office.change(begun.id)
            let view = try await office.rules.sheet(
                of: now, key: "table-village_answer", edit: shown.edit(), act: .duplicateRow(3), seen: begun.version,
                by: office.drafter, now: office.county.now)
            #expect(view.findings.contains { $0.severity == .note && $0.row == nil })
            guard case .merged = try await office.save(now, view.edit(), seen: begun.version) else {
                Issue.record("not put together")
                return
            }
            let both = try await office.village(try await office.change(begun.id))
            #expect(both.rows.count == shown.rows.count + 1 && both.rows[0].cells[3].text == "\"ineligible\"")
            // What a draft said before is gone once it is given up; who still has it open is told so.
            try await office.rules.drop(
                try await office.change(begun.id), by: office.drafter, now: office.county.now)
            let left = try await office.county.system.storage.point(
                "SELECT COUNT(*) FROM rule_draft WHERE change = ?", [.integer(begun.id)]
            ) { try $0.integer(0) }
            #expect(left == 0)
        }
    }

    @Test func `only what was written is read as people write`() throws {
        struct Words: CaseWords {
            func category(_ code: String?) -> Text { Text(verbatim: "") }
            func place(_ code: String?) -> Text { Text(verbatim: "") }
            func department(_ code: String) -> Text { Text(verbatim: "") }
            func answer(_ word: String) -> Text {
                ["yes": Text(zh: "是", en: "yes"), "both": Text(zh: "是、否都可", en: "either")][word] ?? Text(verbatim: word)
            }
            func datum(_ name: String, runtime: ServiceRuntime) -> Text { Text(verbatim: "") }
        }
        let column = DecisionSheet.Column(
            key: "c", kind: .condition, label: "甲\n乙", expression: "if a\nthen 家庭（常住）人口", allowed: "\"yes\", \"both\"")
        let sheet = DecisionSheet(
            key: "t", decision: "d", question: "", hitPolicy: "UNIQUE", aggregation: nil,
            columns: [column, DecisionSheet.Column(key: "n", kind: .note, label: "", expression: "n")],
            rows: [
                .init(key: "r", id: "", cells: ["", "“甲”"]), .init(key: "s", id: "", cells: ["家庭（常住）人口", ""]),
            ])
        func taken(_ change: (inout [[String]]) -> Void) -> DecisionSheet {
            var cells = sheet.rows.map(\.cells)
            change(&cells)
            var taken = sheet
            let lost = taken.take(
                RuleSheetEdit(
                    columns: sheet.columns.map {
                        .init(
                            key: $0.key, kind: RuleSheet.Kind($0.kind), label: $0.label.filter { !$0.isNewline },
                            expression: $0.expression.replacing("\n", with: "\r\n"), type: nil, allowed: $0.allowed)
                    },
                    rows: sheet.rows.enumerated().map { .init(key: $1.key, id: $1.id, cells: cells[$0]) }
                        + [.init(key: "gone", id: "", cells: ["", ""])]), RuleWords(Words()), names: ["家庭（常住）人口", "a"])
            #expect(lost == ["gone"])
            taken.rows.removeLast()
            return taken
        }
        #expect(taken { _ in } == sheet)
        #expect(taken { $0[0][0] = "是" }.rows[0].cells[0] == "\"yes\"")
        #expect(taken { $0[0][0] = "是、否都可" }.rows[0].cells[0] == "\"both\"")
        #expect(taken { $0[0][0] = "是，是、否都可" }.rows[0].cells[0] == "是,是,否都可")
        #expect(taken { $0[0][0] = "“是”以外" }.rows[0].cells[0] == "not(\"yes\")")
        #expect(taken { $0[0][0] = "Anything but YES" }.rows[0].cells[0] == "not(\"yes\")")
        #expect(taken { $0[0][0] = "＞ 家庭（常住）人口" }.rows[0].cells[0] == "＞ 家庭（常住）人口")
        #expect(taken { $0[0][0] = "＞ ６" }.rows[0].cells[0] == "> 6")
        #expect(taken { $0[1][0] = " " }.rows[1].cells[0] == "-")
        // A note stays as it is written.
        #expect(taken { $0[1][1] = "“是”，（一）\r\n（二）" }.rows[1].cells[1] == "“是”，（一）\n（二）")
    }

    @Test(arguments: [
        ("“yes”", "\"yes\""), ("＞＝ ６", ">= 6"), ("［１．．５）", "[1..5)"), ("\"甲，乙\"", "\"甲，乙\""),
        ("not（“甲”）", "not(\"甲\")"),
        ("\"他说”好\"", "\"他说”好\""), ("\"a\\\"，\"，2", "\"a\\\"，\",2"), ("“甲\"", "\"甲\""), ("", ""),
    ])
    func `full-width signs become plain ones outside of texts`(written: String, plain: String) {
        #expect(CellWriting.plain(written) == plain)
    }
}

extension RuleSheet {
    /// The table as a page sends it, with some cells or ids changed.
    func edit(
        ids: [Int: String] = [:], _ change: (inout [[String]]) -> Void = { _ in }
    ) -> RuleSheetEdit {
        var cells = rows.map { $0.cells.map(\.text) }
        change(&cells)
        return RuleSheetEdit(
            columns: columns.map {
                .init(
                    key: $0.key, kind: $0.kind, label: $0.label, expression: $0.expression, type: $0.type,
                    allowed: $0.allowed)
            },
            rows: rows.enumerated().map { .init(key: $1.key, id: ids[$0] ?? $1.id, cells: cells[$0]) })
    }
}
