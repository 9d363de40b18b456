import Cryptography
import DecisionEngine
package import Directory
import Journal
import Storage
package import WorkCalendar

/// What is done with a changed rule; each act leaves a leaf.
extension RuleDesk {
    private static let insert: SQL = """
        INSERT INTO rule_change (id, service, hash, body, state, note, number, effective, drafted_by, drafted_at, file_by,
            reason, packaged, version)
        VALUES (?, ?, ?, ?, 'draft', ?, '', NULL, ?, ?, ?, '', '', 1)
        """
    private static let replace: SQL = """
        UPDATE rule_change SET hash = ?, body = ?, file_by = ?, rehearsal = NULL, version = version + 1 WHERE id = ? AND version = ?
        """
    private static let attach: SQL =
        "UPDATE rule_change SET rehearsal = ?, version = version + 1 WHERE id = ? AND version = ?"
    private static let propose: SQL = """
        UPDATE rule_change SET state = 'proposed', note = ?, number = ?, effective = ?, proposed_by = ?,
            proposed_at = ?, reason = '',
            version = version + 1 WHERE id = ? AND version = ?
        """
    private static let back: SQL = """
        UPDATE rule_change SET state = 'draft', reason = ?, decided_by = ?, decided_at = ?, version = version + 1
        WHERE id = ? AND version = ?
        """
    private static let drop: SQL =
        "UPDATE rule_change SET state = 'dropped', reason = '', version = version + 1 WHERE id = ? AND version = ?"
    private static let publish: SQL = """
        UPDATE rule_change SET state = 'published', decided_by = ?, decided_at = ?, packaged = ?, sequence = ?, version = version + 1
        WHERE id = ? AND version = ?
        """
    private static let withdraw: SQL = """
        UPDATE rule_change SET state = 'withdrawn', withdrawn_by = ?, withdrawn_at = ?, reason = ?,
            version = version + 1 WHERE id = ? AND version = ?
        """

    private static let keepDraft: SQL = "INSERT INTO rule_draft (change, version, body) VALUES (?, ?, ?)"
    private static let forgetDrafts: SQL = "DELETE FROM rule_draft WHERE change = ? AND version < ?"
    private static let touch: SQL =
        "UPDATE rule_change SET touched = ?, version = version + 1 WHERE id = ? AND version = ?"
    private static let publishedOf = SQL(
        "SELECT \(RuleChange.columns) FROM rule_change WHERE service = ? AND state = 'published' ORDER BY sequence")
    private static let lastSequence: SQL = "SELECT COALESCE(MAX(sequence), 0) FROM rule_change WHERE service = ?"

    /// Begins a change with a file of rules, or a workbook of the tables in force. Sent again, it is the draft that it began.
    ///
    /// - Returns: the change's id.
    /// - Throws: ``RuleFileRefused``, `rule.unchanged`, `rule.file`, `rule.not-found`.
    package func draft(_ upload: [UInt8], of service: String, note: String = "", by official: Official, now: Int64)
        async throws -> Int64
    {
        let runtime = try runtime(service, for: official)
        let bytes = try file(upload, over: source(of: runtime, on: desk.today(now)) ?? [])
        try mustDiffer(bytes, runtime, now: now)
        return try await start(bytes, of: service, note: note, by: official, now: now)
    }

    /// Begins a change, also with what is in force already.
    func start(_ bytes: [UInt8], of service: String, note: String = "", by official: Official, now: Int64) async throws
        -> Int64
    {
        guard official.permissions.contains(.draftRules) else { throw RuleChangeError(.notOffered) }
        let runtime = try runtime(service, for: official)
        _ = try checked(bytes, for: runtime)
        let hash = Self.hash(bytes)
        let known = try await changes(of: service, for: official).first {
            $0.isOpen && $0.hash == hash && $0.draftedBy == official.id
        }
        if let known { return known.id }
        let id = desk.cases.identifiers.next()
        try await commit(
            [
                Statement(
                    RuleDesk.insert,
                    [
                        .integer(id), .text(service), .text(hash), .bytes(bytes), .text(note), .integer(official.id),
                        .integer(now), .integer(official.id),
                    ], expect: .rows(1)),
                Statement(RuleDesk.keepDraft, [.integer(id), .integer(1), .bytes(bytes)], expect: .rows(1)),
            ],
            leaf("drafted", change: id, runtime, hash: hash, by: official), now: now)
        return id
    }

    /// Puts another file, or a workbook of its tables, in the place of a draft's; its rehearsal is void with that.
    package func replace(_ change: RuleChange, with upload: [UInt8], by official: Official, now: Int64) async throws {
        let bytes = try file(upload, over: try await file(of: change))
        try mustDiffer(bytes, try open(change, for: official), now: now)
        try await keep(bytes, of: change, by: official, now: now)
    }

    /// Puts another file in the place of a draft's, also one that says what is in force already.
    func keep(_ bytes: [UInt8], of change: RuleChange, by official: Official, now: Int64) async throws {
        let runtime = try open(change, for: official)
        _ = try checked(bytes, for: runtime)
        let hash = Self.hash(bytes)
        guard hash != change.hash else { return }
        try await commit(
            [
                moved(RuleDesk.replace, [.text(hash), .bytes(bytes), .integer(official.id)], change),
                Statement(
                    RuleDesk.keepDraft, [.integer(change.id), .integer(change.version + 1), .bytes(bytes)],
                    expect: .rows(1)),
                forgetting(change, before: change.version - RuleDesk.keptDrafts),
            ],
            leaf("drafted", change: change.id, runtime, hash: hash, by: official), now: now)
    }

    /// Rehearses a draft on the cases of a period against the rule in force, and keeps what it came to.
    ///
    /// - Parameter effective: the day from which it is meant to be in force: what is in force until then is what it is compared
    ///   with; today without one.
    package func rehearse(
        _ change: RuleChange, from first: CivilDate, through last: CivilDate, effective: CivilDate? = nil,
        by official: Official, now: Int64
    ) async throws {
        let runtime = try open(change, for: official)
        let today = desk.today(now)
        guard first <= last, last <= today, first.days(until: last) < RuleDesk.longestPeriod else {
            throw RuleChangeError(.period)
        }
        let (model, _) = try checked(try await file(of: change), for: runtime)
        let base = runtime.rule(on: max(effective ?? today, today))
        let start = ContinuousClock.now
        let rehearsal = try await desk.rehearse(
            change.service, before: base.model, after: model, from: first, through: last)
        let kept = RuleRehearsal(
            id: desk.cases.identifiers.next(), change: change.id, hash: change.hash, base: base.hash,
            madeBy: official.id, madeAt: now, first: first, last: last,
            microseconds: Int64((ContinuousClock.now - start) / .microseconds(1)), rehearsal: rehearsal)
        try await commit(
            [kept.inserting, moved(RuleDesk.attach, [.integer(kept.id)], change)],
            leaf("rehearsed", change: change.id, runtime, hash: change.hash, by: official, rehearsal: kept.id), now: now
        )
    }

    /// Hands a rehearsed draft to the second person.
    ///
    /// - Parameters:
    ///   - number: the document's number (文号).
    ///   - effective: the first day on which it is to be in force.
    package func propose(
        _ change: RuleChange, note: String, number: String, effective: CivilDate?, by official: Official, now: Int64
    ) async throws {
        let runtime = try open(change, for: official)
        let note = note.trimmed(to: CaseDesk.longestReason)
        let proper = RuleChange.documentNumber(number)
        let day = effective.flatMap { $0 < desk.today(now) ? nil : $0 }
        let wrong: [RuleChangeError.Code] =
            (note.isEmpty ? [.reasonMissing] : []) + (proper == nil ? [.documentNumber] : [])
            + (day == nil ? [.effectiveDay] : [])
        if let first = wrong.first { throw RuleChangeError(first, also: Array(wrong.dropFirst())) }
        guard let number = proper, let effective = day else { return }
        try await mustBeRehearsed(change, runtime, effective)
        guard try await changesSomething(change, runtime, effective) else { throw RuleChangeError(.unchanged) }
        try await commit(
            [
                moved(
                    RuleDesk.propose,
                    [.text(note), .text(number), .text(effective.iso), .integer(official.id), .integer(now)], change)
            ],
            leaf(
                "proposed", change: change.id, runtime, hash: change.hash, by: official, number: number,
                effective: effective, rehearsal: change.rehearsal, reason: note), now: now)
    }

    /// The second person puts it in force.
    package func publish(_ change: RuleChange, by official: Official, now: Int64) async throws {
        let runtime = try second(change, for: official)
        guard !change.isWork(of: official.id) else { throw RuleChangeError(.samePerson) }
        guard let effective = change.effective, effective >= desk.today(now) else {
            throw RuleChangeError(.effectiveDayOver)
        }
        // What was right when it was drafted may not load any more, after an upgrade.
        _ = try checked(try await file(of: change), for: runtime)
        let rehearsal = try await rehearsal(change.rehearsal)
        let event = leaf(
            "published", change: change.id, runtime, hash: change.hash, by: official, number: change.number,
            effective: effective, rehearsal: change.rehearsal)
        try await commit(event, now: now) { [self] reader in
            // What others published meanwhile is in the database before this process knows of it.
            let published = try reader.rows(RuleDesk.publishedOf, [.text(change.service)], limit: 1_000) {
                try RuleChange($0)
            }
            let before = published.filter { ($0.effective ?? effective) <= effective }
            let latest = before.compactMap(\.effective).max()
            let base = before.last { $0.effective == latest }?.hash ?? runtime.packagedRule
            guard let rehearsal, rehearsal.hash == change.hash else { throw RuleChangeError(.notRehearsed) }
            guard rehearsal.base == base else { throw RuleChangeError(.baseMoved) }
            let sequence = try reader.point(RuleDesk.lastSequence, [.text(change.service)]) { try $0.integer(0) } ?? 0
            return [
                moved(
                    RuleDesk.publish,
                    [
                        .integer(official.id), .integer(now), .text(runtime.packagedRule), .integer(sequence + 1),
                    ], change),
                forgetting(change),
            ]
        }
        try await refresh()
    }

    /// The second person sends it back, or the drafter takes it back.
    package func sendBack(_ change: RuleChange, reason: String, by official: Official, now: Int64) async throws {
        let runtime =
            change.isWork(of: official.id) && change.state == .proposed
            ? try desk.runtime(change.service) : try second(change, for: official)
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        guard !reason.isEmpty else { throw RuleChangeError(.reasonMissing) }
        try await commit(
            [moved(RuleDesk.back, [.text(reason), .integer(official.id), .integer(now)], change)],
            leaf("sent-back", change: change.id, runtime, hash: change.hash, by: official, reason: reason), now: now)
    }

    /// Gives a draft up.
    package func drop(_ change: RuleChange, by official: Official, now: Int64) async throws {
        let runtime = try open(change, for: official)
        try await commit(
            [
                moved(RuleDesk.drop, [], change),
                forgetting(change),
            ],
            leaf("dropped", change: change.id, runtime, hash: change.hash, by: official), now: now)
    }

    /// Withdraws a wrong rule at once: nothing more is decided by it. Then the cases that were are listed (``list(_:by:now:)``).
    package func withdraw(_ change: RuleChange, reason: String, by official: Official, now: Int64) async throws {
        guard change.state == .published, official.permissions.contains(.publishDefinitions) else {
            throw RuleChangeError(.notOffered)
        }
        let runtime = try runtime(change.service, for: official)
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        guard !reason.isEmpty else { throw RuleChangeError(.reasonMissing) }
        try await commit(
            [moved(RuleDesk.withdraw, [.integer(official.id), .integer(now), .text(reason)], change)],
            leaf(
                "withdrawn", change: change.id, runtime, hash: change.hash, by: official, number: change.number,
                effective: change.effective, reason: reason), now: now)
        try await refresh()
    }

    /// Lists all cases that were handed in under a withdrawn rule, each with what it said and what the rule says that would
    /// have been in force on that day without it.
    ///
    /// Another process of the county may have used the rule until it learnt of the withdrawal, a second later; made again, the
    /// list has those, too.
    package func list(_ change: RuleChange, by official: Official, now: Int64) async throws {
        guard change.state == .withdrawn, official.permissions.contains(.publishDefinitions),
            let effective = change.effective, let wrong = book.model(change.hash)
        else { throw RuleChangeError(.notOffered) }
        let runtime = try runtime(change.service, for: official)
        let today = desk.today(now)
        let first = min(effective, today)
        let start = ContinuousClock.now
        let touched = try await desk.rehearse(
            change.service, before: wrong,
            after: { [desk] found in
                let rule = runtime.rule(on: desk.today(found.submittedAt ?? found.openedAt))
                return (rule.model, rule.hash)
            },
            // Until tomorrow: none of them may be left out.
            between: desk.start(of: first), and: desk.start(of: today.adding(days: 1)),
            days: first.days(until: today) + 1, under: change.id)
        let kept = RuleRehearsal(
            id: desk.cases.identifiers.next(), change: change.id, hash: runtime.rule(on: today).hash, base: change.hash,
            madeBy: official.id, madeAt: now, first: first, last: today,
            microseconds: Int64((ContinuousClock.now - start) / .microseconds(1)), rehearsal: touched)
        try await commit(
            [kept.inserting, moved(RuleDesk.touch, [.integer(kept.id)], change)],
            leaf("listed", change: change.id, runtime, hash: change.hash, by: official, rehearsal: kept.id), now: now)
    }
}

extension RuleDesk {
    static func hash(_ bytes: [UInt8]) -> String { Hexadecimal.encoded(Digest.sha256.hash(bytes)) }

    /// What is in force already is no change of it.
    private func mustDiffer(_ bytes: [UInt8], _ runtime: ServiceRuntime, now: Int64) throws {
        _ = try checked(bytes, for: runtime)
        guard Self.hash(bytes) != runtime.rule(on: desk.today(now)).hash else { throw RuleChangeError(.unchanged) }
    }

    /// A draft and who may change it: those who draft for its service.
    func open(_ change: RuleChange, for official: Official) throws -> ServiceRuntime {
        guard change.isOpen, official.permissions.contains(.draftRules) else { throw RuleChangeError(.notOffered) }
        return try runtime(change.service, for: official)
    }

    private func second(_ change: RuleChange, for official: Official) throws -> ServiceRuntime {
        guard change.state == .proposed, official.permissions.contains(.publishDefinitions) else {
            throw RuleChangeError(.notOffered)
        }
        return try runtime(change.service, for: official)
    }

    /// Whether a draft says anything that the rule in force on a day does not say.
    private func changesSomething(_ change: RuleChange, _ runtime: ServiceRuntime, _ day: CivilDate) async throws
        -> Bool
    {
        let (model, _) = try checked(try await file(of: change), for: runtime)
        return !RuleDifference(from: runtime.rule(on: day).model, to: model, words: RuleWords(desk.words)).isEmpty
    }

    /// The rehearsal that goes with it is of these bytes, and against the rule that will be in force till that day.
    private func mustBeRehearsed(_ change: RuleChange, _ runtime: ServiceRuntime, _ effective: CivilDate) async throws {
        guard let rehearsal = try await rehearsal(change.rehearsal), rehearsal.hash == change.hash else {
            throw RuleChangeError(.notRehearsed)
        }
        guard rehearsal.base == runtime.rule(on: effective).hash else { throw RuleChangeError(.baseMoved) }
    }

    /// Without what a draft said before some version of it; by default, ever.
    private func forgetting(_ change: RuleChange, before version: Int64 = .max) -> Statement {
        Statement(RuleDesk.forgetDrafts, [.integer(change.id), .integer(version)])
    }

    private func moved(_ sql: SQL, _ values: [SQLValue], _ change: RuleChange) -> Statement {
        Statement(
            sql, values + [.integer(change.id), .integer(change.version)], expect: .rows(1),
            otherwise: RuleChangeError.Code.movedOn.rawValue)
    }

    private func leaf(
        _ act: String, change: Int64, _ runtime: ServiceRuntime, hash: String, by official: Official,
        number: String = "",
        effective: CivilDate? = nil, rehearsal: Int64? = nil, reason: String = ""
    ) -> JournalEvent {
        JournalEvent(
            .ruleChanged, department: official.department,
            [
                "change": String(change), "service": runtime.service.id, "act": act, "hash": hash, "number": number,
                "effective": effective?.iso ?? "", "official": String(official.id),
                "rehearsal": rehearsal.map { String($0) } ?? "", "reason": reason,
            ])
    }

    private func commit(_ statements: [Statement], _ event: JournalEvent, now: Int64) async throws {
        try await commit(event, now: now) { _ in statements }
    }

    private func commit(
        _ event: JournalEvent, now: Int64,
        _ statements: @escaping @Sendable (any SnapshotReader) throws -> [Statement]
    ) async throws {
        do {
            try await desk.planned { [desk] reader in
                var writes = WriteSet()
                for statement in try statements(reader) { writes.append(statement) }
                try desk.journal.record([event], at: now, to: &writes, reader: reader)
                return (writes, ())
            }
            // It is done; who waits for it learns of it within a second in any case.
            try? await refreshWaiting()
        } catch StorageError.guardFailed(let code, _) where code == RuleChangeError.Code.movedOn.rawValue {
            throw RuleChangeError(.movedOn)
        } catch StorageError.conflict(let constraint) where constraint == "rule_change_sequence" {
            throw RuleChangeError(.movedOn)
        }
    }
}
