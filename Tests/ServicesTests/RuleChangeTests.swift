import Application
import CountySupport
import DemoCounty
import Diagnostics
import Directory
import FEELEngine
import Foundation
import JSONTree
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar

/// A changed rule: drafted, rehearsed, put in force by a second person, withdrawn when it was wrong.
@Suite struct `Changing a rule` {
    /// What the tests go through: the drafter of the education bureau, the publisher, the desk.
    private struct Office {
        let county: County
        let drafter: Official
        let publisher: Official
        var rules: RuleDesk { county.system.rules }
        var today: CivilDate { county.system.today }

        init(_ county: County) async throws {
            self.county = county
            drafter = try await county.official("songjiao04")
            publisher = try await county.official("guize01")
        }

        func draft(_ changes: [(String, String)]) async throws -> Int64 {
            try await rules.draft(
                try ChangedRule.bytes(changes), of: County.service, by: drafter, now: county.now)
        }

        func change(_ id: Int64) async throws -> RuleChange { try await rules.change(id, for: drafter) }

        func rehearse(_ id: Int64) async throws {
            try await rules.rehearse(
                try await change(id), from: today.adding(days: -30), through: today, by: drafter, now: county.now)
        }

        func propose(_ id: Int64, effective: CivilDate? = nil) async throws {
            try await rules.propose(
                try await change(id), note: "村里的房子另行核实", number: "松教发[2026]12号", effective: effective ?? today,
                by: drafter, now: county.now)
        }

        func publish(_ id: Int64) async throws {
            try await rules.publish(try await change(id), by: publisher, now: county.now)
        }

        /// All the way at once.
        func inForce(_ changes: [(String, String)], effective: CivilDate? = nil) async throws -> Int64 {
            let id = try await draft(changes)
            try await rehearse(id)
            try await propose(id, effective: effective)
            try await publish(id)
            return id
        }

        func kept(_ id: Int64) async throws -> RuleRehearsal? {
            let change = try await change(id)
            return try await rules.rehearsal(change.touched ?? change.rehearsal)
        }

        func refused(_ code: RuleChangeError.Code, _ body: () async throws -> Void) async {
            await #expect(throws: RuleChangeError(code)) { try await body() }
        }
    }

    private func withOffice(
        _ backend: Backend = .sqlite, _ body: @escaping @Sendable (Office) async throws -> Void
    ) async throws {
        try await withCounty(backend) { county in try await body(try await Office(county)) }
    }

    private static let stricter = ChangedRule.stricter

    @Test(arguments: Backend.available)
    func `decides what is handed in from its day on; what was before stays`(backend: Backend) async throws {
        try await withOffice(backend) { office in
            let county = office.county
            let before = try await Family("town", in: county).register()
            // A draft takes the rule of the day on which it is handed in.
            let family = try await Family("village", in: county)
            let number = try await family.open()
            try await family.fill(number)
            let id = try await office.inForce([Self.stricter])
            let change = try await office.change(id)
            #expect(change.state == .published && change.number == "松教发〔2026〕12号")
            #expect(change.draftedBy == office.drafter.id && change.decidedBy == office.publisher.id)
            let after = try await family.submit(number)
            #expect(after.outcome == .ineligible && after.rules.contains("R-VIL-1"))
            #expect(after.definitions["decision"] == change.hash && before.definitions["decision"] != change.hash)
            // The case of before is still explained by its own rule.
            let kept = try await county.system.cases.find(number: before.number, in: .program("test"))
            let explained = try county.system.desk.ruleTables(of: kept, now: county.now)
            #expect(explained.wasChanged && explained.isAsDecided)
            #expect(try !county.system.desk.ruleTables(of: after, now: county.now).wasChanged)
            #expect(explained.isReadable && !explained.tables.isEmpty)
            let compared = try await office.rules.difference(
                of: change, from: change.packaged, today: office.today)
            let difference = try #require(compared)
            #expect(difference.definitions.isEmpty && difference.tables.count == 1)
            let row = try #require(difference.tables.first?.rows.first)
            #expect(row.kind == .changed && row.cells.count { !$0.isSame } == 1)
            let leaves = try await county.system.storage.query("SELECT body FROM journal_leaf", limit: 10_000) {
                String(decoding: try $0.bytes(0), as: UTF8.self)
            }
            #expect(leaves.count { $0.contains("rule.changed") } == 4)
            // Another process of the county learns of it.
            let other = try await CountySystem.open(County.configuration(county.database), clock: county.clock)
            #expect(try other.desk.runtime(County.service).rule(on: office.today).hash == change.hash)
            await other.storage.close()
        }
    }

    @Test func `a day that went by while the second person waited is sent back`() async throws {
        try await withOffice { office in
            let id = try await office.draft([Self.stricter])
            try await office.rehearse(id)
            try await office.propose(id)
            try await office.county.passes(days: 1)
            await office.refused(.effectiveDayOver) { try await office.publish(id) }
        }
    }

    @Test func `what a condition asks for is shown before and after`() async throws {
        try await withOffice { office in
            let asked = "if village_facts.area = \"yes\" then \"yes\" else \"unknown\""
            let id = try await office.draft([("<text>village_facts.area</text>", "<text>\(asked)</text>")])
            let compared = try await office.rules.difference(of: try await office.change(id), today: office.today)
            let table = try #require(compared?.tables.first { !$0.asked.isEmpty })
            #expect(table.asked.map(\.before) == ["village_facts.area"] && table.asked.map(\.after) == [asked])
            #expect(table.rows.isEmpty)
        }
    }

    @Test func `a rule that cannot be read any more is explained by no other`() async throws {
        try await withCounty { county in
            let family = try await Family("town", in: county)
            let registered = try await family.register()
            let lost = String(repeating: "0", count: 64)
            try await county.system.storage.commit([
                Statement(
                    "UPDATE service_case SET definitions = ? WHERE id = ?",
                    [.text(#"{"decision":"\#(lost)"}"#), .integer(registered.id)])
            ])
            let found = try await family.reload(registered.number)
            let rules = try county.system.desk.ruleTables(of: found, now: county.now)
            #expect(!rules.isReadable && rules.tables.isEmpty && rules.version == nil)
        }
    }

    @Test func `a day to come is waited for`() async throws {
        try await withOffice { office in
            let county = office.county
            let id = try await office.inForce([Self.stricter], effective: office.today.adding(days: 2))
            let change = try await office.change(id)
            func inForce() throws -> String {
                try county.system.desk.runtime(County.service).rule(on: office.today).hash
            }
            #expect(try inForce() == change.packaged)
            // Whoever drafts for a day before it is told of it.
            let other = try await office.change(
                try await office.draft([Self.stricter, ("R-AGE-2", "R-AGE-2b")]))
            #expect(office.rules.published(after: other, today: office.today).map(\.change) == [id])
            #expect(office.rules.published(after: change, today: office.today).isEmpty)
            try await county.passes(days: 2)
            #expect(try inForce() == change.hash)
            #expect(office.rules.published(after: other, today: office.today).isEmpty)
        }
    }

    @Test func `each act is for who may do it, when it may be done`() async throws {
        try await withOffice { office in
            let (rules, drafter, publisher) = (office.rules, office.drafter, office.publisher)
            let county = office.county
            let reviewer = try await county.official("songjiao01")
            let elsewhere = try await county.official("shipin01")
            let file = try ChangedRule.bytes([Self.stricter])
            for stranger in [publisher, reviewer, elsewhere] {
                await #expect(throws: RuleChangeError.self) {
                    try await rules.draft(file, of: County.service, by: stranger, now: county.now)
                }
            }
            let id = try await office.draft([Self.stricter])
            #expect(try await office.draft([Self.stricter]) == id, "sent twice")
            // Who publishes sees nothing of a draft; who has nothing to do with it nothing at all.
            for stranger in [publisher, reviewer, elsewhere] {
                await office.refused(.notFound) { _ = try await rules.change(id, for: stranger) }
            }
            await office.refused(.notRehearsed) { try await office.propose(id) }
            await office.refused(.notOffered) { try await office.publish(id) }
            try await office.rehearse(id)
            for number in ["", "12号", "松教发2026-12号", "松教发〔26〕12号", "松教发〔2026〕012号", "松教发〔2026〕12"] {
                let change = try await office.change(id)
                await office.refused(.documentNumber) {
                    try await rules.propose(
                        change, note: "改", number: number, effective: office.today, by: drafter, now: county.now)
                }
            }
            await office.refused(.effectiveDay) {
                try await office.propose(id, effective: office.today.adding(days: -1))
            }
            let change = try await office.change(id)
            await office.refused(.reasonMissing) {
                try await rules.propose(
                    change, note: " ", number: "松教发〔2026〕12号", effective: office.today, by: drafter, now: county.now)
            }
            await office.refused(.period) {
                try await rules.rehearse(
                    change, from: office.today, through: office.today.adding(days: -1), by: drafter, now: county.now)
            }
            await office.refused(.period) {
                try await rules.rehearse(
                    change, from: office.today.adding(days: -400), through: office.today, by: drafter, now: county.now)
            }
            try await office.propose(id)
            // Who sent another file of somebody's draft, or handed it on, is no second person either.
            // Somebody who holds both posts still needs a second person.
            let both = Official(
                id: drafter.id, account: drafter.account, name: drafter.name, department: drafter.department,
                post: drafter.post, divisions: [], permissions: drafter.permissions.union(publisher.permissions),
                isActive: true)
            let proposed = try await office.change(id)
            await office.refused(.samePerson) { try await rules.publish(proposed, by: both, now: county.now) }
            await office.refused(.notOffered) { try await rules.publish(proposed, by: reviewer, now: county.now) }
            await office.refused(.notOffered) { try await office.rehearse(id) }
            await office.refused(.reasonMissing) {
                try await rules.sendBack(proposed, reason: "", by: publisher, now: county.now)
            }
            try await rules.sendBack(proposed, reason: "文号和文件不一致", by: publisher, now: county.now)
            let back = try await office.change(id)
            #expect(back.state == .draft && back.reason == "文号和文件不一致")
            // What was read before somebody else acted changes nothing.
            await office.refused(.movedOn) { try await rules.publish(proposed, by: publisher, now: county.now) }
            try await office.propose(id)
            try await office.publish(id)
            await office.refused(.notOffered) { try await office.publish(id) }
            let published = try await office.change(id)
            await office.refused(.notOffered) {
                try await rules.withdraw(published, reason: "错", by: drafter, now: county.now)
            }
            await office.refused(.reasonMissing) {
                try await rules.withdraw(published, reason: " ", by: publisher, now: county.now)
            }
            await office.refused(.unchanged) { _ = try await office.draft([Self.stricter]) }
            #expect(rules.services(for: reviewer).isEmpty)
        }
    }

    @Test func `a file that cannot be used is refused with each reason`() async throws {
        try await withOffice { office in
            func findings(_ bytes: [UInt8]) async throws -> [String] {
                do {
                    _ = try await office.rules.draft(
                        bytes, of: County.service, by: office.drafter, now: office.county.now)
                    return []
                } catch let error as RuleFileRefused {
                    return error.findings.filter { $0.severity == .error }.map { $0.code }
                }
            }
            let broken = try await findings(Array("<no".utf8))
            #expect(!broken.isEmpty)
            let renamed = try await findings(
                try ChangedRule.bytes([
                    ("<decision id=\"enrolment\" name=\"enrolment\"", "<decision id=\"enrolment\" name=\"other\"")
                ]))
            // What reads it by its old name is told of, too.
            #expect(renamed == ["decision.name.unknown", "rule.decision-missing"])
            let words = ChangedRule.row("R-VIL-1", ["yes", "statement", "yes"], "eligible")
            let slip = try await findings(
                try ChangedRule.bytes([(words, words.replacingOccurrences(of: "\"statement\"", with: "statment"))]))
            #expect(slip == ["decision.name.unknown"])
            let other = try await findings(
                try ChangedRule.bytes([(words, words.replacingOccurrences(of: "\"eligible\"", with: "\"合格\""))]))
            #expect(other == ["decision.cell.allowed"])
            // Each is told by the table, row and column that people see, not by the line of the file.
            do {
                _ = try await office.rules.draft(
                    try ChangedRule.bytes([
                        (
                            words,
                            words.replacingOccurrences(of: "\"statement\"", with: "statment")
                                .replacingOccurrences(of: "\"eligible\"", with: "\"合格\"")
                        )
                    ]), of: County.service, by: office.drafter, now: office.county.now)
                Issue.record("taken")
            } catch let error as RuleFileRefused {
                let wrong = error.notices.filter { $0.diagnostic.severity == .error }
                #expect(
                    wrong.map { $0.place?.zh ?? "" } == [
                        "“按村级片区符合吗？”第 1 行（R-VIL-1）“村里的住房”", "“按村级片区符合吗？”第 1 行（R-VIL-1）“结论”",
                    ])
                #expect(wrong.last?.diagnostic.message.zh == "写的不是这一栏允许的结果")
            }
            let member = try await findings(
                try ChangedRule.bytes([
                    ("<text>village_facts.registered</text>", "<text>village_facts.registred</text>")
                ]))
            #expect(member == ["decision.name.unknown"])
            let empty = try await findings(
                try ChangedRule.bytes([(words, words.replacingOccurrences(of: "\"eligible\"", with: ""))]))
            #expect(empty == ["decision.expression.missing"])
            let input = "<inputData id=\"x1\" name=\"weather\"><variable name=\"weather\"/></inputData>"
            let strange = try await findings(
                try ChangedRule.bytes([("  <inputData id=\"input-case\"", "\(input)  <inputData id=\"input-case\"")]))
            #expect(strange == ["rule.input-unknown"])
            for bytes in [[], Array(repeating: UInt8(ascii: " "), count: RuleDesk.maximumFile + 1)] {
                await office.refused(.file) {
                    _ = try await office.rules.draft(
                        bytes, of: County.service, by: office.drafter, now: office.county.now)
                }
            }
        }
    }

    @Test func `a rehearsal goes with its own file, and with the rule that it was compared with`() async throws {
        try await withOffice { office in
            let rules = office.rules
            let first = try await office.draft([Self.stricter])
            try await office.rehearse(first)
            // Another file: the rehearsal is void.
            try await rules.replace(
                try await office.change(first),
                with: try ChangedRule.bytes([("outcome: outcome,", "outcome : outcome,")]),
                by: office.drafter, now: office.county.now)
            await office.refused(.notRehearsed) { try await office.propose(first) }
            try await office.rehearse(first)
            try await office.propose(first)
            // Another rule is published meanwhile.
            _ = try await office.inForce([Self.stricter])
            await office.refused(.baseMoved) { try await office.publish(first) }
            try await rules.sendBack(
                try await office.change(first), reason: "再试算", by: office.drafter, now: office.county.now)
            office.county.clock.advance(seconds: 60)
            try await office.rehearse(first)
            try await office.propose(first)
            try await office.publish(first)
            let runtime = try office.county.system.desk.runtime(County.service)
            #expect(runtime.rule(on: office.today).hash == (try await office.change(first)).hash)
            let id = try await office.draft([Self.stricter])
            try await rules.drop(try await office.change(id), by: office.drafter, now: office.county.now)
            #expect(try await office.change(id).state == .dropped)
            await office.refused(.notOffered) { try await office.rehearse(id) }
        }
    }

    @Test(arguments: Backend.available)
    func `a wrong rule is withdrawn with the cases it touched; what is not decided goes on without it`(
        backend: Backend
    ) async throws {
        try await withOffice(backend) { office in
            let county = office.county
            let untouched = try await Family("migrant", in: county).register()
            let id = try await office.inForce([Self.stricter])
            let wrong = try await Family("village", in: county).register()
            let same = try await Family("town", in: county).register()
            #expect(wrong.outcome == .ineligible && wrong.state == .inReview)
            try await office.rules.withdraw(
                try await office.change(id), reason: "把有证明的也拒了", by: office.publisher, now: county.now)
            try await office.rules.list(try await office.change(id), by: office.publisher, now: county.now)
            let change = try await office.change(id)
            #expect(change.state == .withdrawn && change.withdrawnBy == office.publisher.id)
            let kept = try #require(await office.kept(id)).rehearsal
            #expect(kept.cases == 2 && kept.changed == 1 && kept.listsAll)
            #expect(Set(kept.differences.map(\.number)) == [wrong.number, same.number])
            #expect(!kept.differences.contains { $0.number == untouched.number })
            let turned = try #require(kept.differences.first { $0.isChanged })
            #expect(turned.number == wrong.number)
            #expect(turned.before.outcome == .ineligible && turned.after.outcome == .eligible)
            let runtime = try county.system.desk.runtime(County.service)
            #expect(runtime.rule(on: office.today).hash == change.packaged)
            // The next time the rules are asked about it, they are the ones without it.
            let agent = Agent.citizen(try await county.applicant(try county.story("village")))
            _ = try await county.system.desk.announceEvidence(in: wrong.number, by: agent, now: county.now)
            let again = try await county.system.cases.find(number: wrong.number, in: .program("test"))
            #expect(again.outcome == .eligible && again.definitions["decision"] == change.packaged)
        }
    }

    @Test func `whoever had a hand in it is no second person`() async throws {
        try await withOffice { office in
            let both = Official(
                id: office.publisher.id, account: "both", name: "both", department: "education", post: "both",
                divisions: [],
                permissions: office.drafter.permissions.union(office.publisher.permissions), isActive: true)
            let id = try await office.draft([Self.stricter])
            let file = try ChangedRule.bytes([("outcome: outcome,", "outcome : outcome,")])
            try await office.rules.replace(try await office.change(id), with: file, by: both, now: office.county.now)
            try await office.rehearse(id)
            try await office.propose(id)
            await office.refused(.samePerson) { try await office.publish(id) }
        }
    }

    @Test func `two changes rehearsed against the same rule are not both published`() async throws {
        try await withOffice { office in
            var ids: [Int64] = []
            for change in [Self.stricter, ("outcome: outcome,", "outcome : outcome,")] {
                let id = try await office.draft([change])
                try await office.rehearse(id)
                try await office.propose(id)
                ids.append(id)
            }
            // By another process, which has not heard of the first.
            let other = try await CountySystem.open(
                County.configuration(office.county.database), clock: office.county.clock)
            let second = try await office.change(ids[1])
            try await office.publish(ids[0])
            await office.refused(.baseMoved) {
                try await other.rules.publish(second, by: office.publisher, now: office.county.now)
            }
            await other.storage.close()
        }
    }

    @Test func `one of two who publish at a time is told that the other was first`() async throws {
        try await withOffice { office in
            let id = try await office.draft([Self.stricter])
            try await office.rehearse(id)
            try await office.propose(id)
            let proposed = try await office.change(id)
            let results = await withTaskGroup(of: Bool.self, returning: [Bool].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do {
                            try await office.rules.publish(proposed, by: office.publisher, now: office.county.now)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 } == 1)
        }
    }

    @Test func `a rehearsal is kept as it was`() async throws {
        try await withOffice { office in
            _ = try await Family("village", in: office.county).register()
            let paid = (
                "  outcome: outcome,\n",
                "  outcome: outcome,\n  amount: if outcome = \"eligible\" then 1200.5 else 0,\n"
            )
            let id = try await office.draft([Self.stricter, paid])
            try await office.rehearse(id)
            let kept = try #require(await office.kept(id)).rehearsal
            #expect(kept.cases == 1 && kept.changed == 1 && kept.turns.values.reduce(0, +) == 1)
            // A payment that is refused is saved.
            let refused = try await office.draft([
                Self.stricter,
                (
                    "  outcome: outcome,\n",
                    "  outcome: outcome,\n  amount: if outcome = \"eligible\" then 1200.5 else null,\n"
                ),
            ])
            try await office.rehearse(refused)
            #expect(try #require(await office.kept(refused)).rehearsal.unpriced == 0)
            // Nothing of a person is kept: a twin's number is part of what the rule gives.
            let story = try office.county.story("twins")
            let family = try await Family(
                "twins", in: office.county,
                answers: ["circumstances": ["twin"], "twin_id_number": [try #require(story.others.first)]])
            _ = try await family.register()
            let twins = try await office.draft([("together_with: if", "together_with: if false and ")])
            try await office.rehearse(twins)
            let text = try #require(await office.kept(twins)).rehearsal.keptForm.text
            #expect(!text.contains(story.child) && story.others.allSatisfy { !text.contains($0) })
            #expect(text.contains("together_with"))
            #expect(kept.amounts?.after == 0 && kept.differences.first?.after.amount == 0)
            #expect(kept.towns.values.map(\.changed) == [1] && kept.categories.values.map(\.changed) == [1])
            #expect(
                Rehearsal(keptForm: kept.keptForm)?.differences == kept.differences && kept.differences[0].isChanged)
            #expect(Rehearsal(keptForm: ["days": 3]) == nil)
        }
    }
}
