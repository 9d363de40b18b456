import Cryptography
import DecisionEngine
package import Directory
import Journal
import Storage
package import WorkCalendar

/// What is done with a changed rule; each act leaves a leaf.
extension RuleDesk {
    private static let insert: SQL = """
        INSERT INTO rule_change (id, service, hash, body, state, note, number, effective, drafted_by, drafted_at, reason,
            packaged, version)
        VALUES (?, ?, ?, ?, 'draft', ?, '', NULL, ?, ?, '', '', 1)
        """
    private static let replace: SQL = """
        UPDATE rule_change SET hash = ?, body = ?, rehearsal = NULL, version = version + 1 WHERE id = ? AND version = ?
        """
    private static let attach: SQL =
        "UPDATE rule_change SET rehearsal = ?, version = version + 1 WHERE id = ? AND version = ?"
    private static let propose: SQL = """
        UPDATE rule_change SET state = 'proposed', note = ?, number = ?, effective = ?, proposed_at = ?, reason = '',
            version = version + 1 WHERE id = ? AND version = ?
        """
    private static let back: SQL =
        "UPDATE rule_change SET state = ?, reason = ?, version = version + 1 WHERE id = ? AND version = ?"
    private static let publish: SQL = """
        UPDATE rule_change SET state = 'published', decided_by = ?, decided_at = ?, packaged = ?, version = version + 1
        WHERE id = ? AND version = ?
        """
    private static let withdraw: SQL = """
        UPDATE rule_change SET state = 'withdrawn', withdrawn_by = ?, withdrawn_at = ?, reason = ?, rehearsal = ?,
            version = version + 1 WHERE id = ? AND version = ?
        """

    /// Begins a change with a file of rules. Sent again, it is the draft that it began.
    ///
    /// - Returns: the change's id.
    /// - Throws: ``RuleFileRefused``, `rule.unchanged`, `rule.file`, `rule.not-found`.
    package func draft(_ bytes: [UInt8], of service: String, note: String = "", by official: Official, now: Int64)
        async throws -> Int64
    {
        guard official.permissions.contains(.draftRules) else { throw RuleChangeError(.notOffered) }
        let runtime = try runtime(service, for: official)
        let hash = try newHash(bytes, runtime, now: now)
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
                        .integer(now),
                    ], expect: .rows(1))
            ],
            leaf("drafted", change: id, runtime, hash: hash, by: official), now: now)
        return id
    }

    /// Puts another file in the place of a draft's; its rehearsal is void with that.
    package func replace(_ change: RuleChange, with bytes: [UInt8], by official: Official, now: Int64) async throws {
        let runtime = try open(change, for: official)
        let hash = try newHash(bytes, runtime, now: now)
        guard hash != change.hash else { return }
        try await commit(
            [moved(RuleDesk.replace, [.text(hash), .bytes(bytes)], change)],
            leaf("drafted", change: change.id, runtime, hash: hash, by: official), now: now)
    }

    /// Rehearses a draft on the cases of a period against the rule in force, and keeps what it came to.
    package func rehearse(
        _ change: RuleChange, from first: CivilDate, through last: CivilDate, by official: Official, now: Int64
    ) async throws {
        let runtime = try open(change, for: official)
        guard first <= last, first.days(until: last) < RuleDesk.longestPeriod else { throw RuleChangeError(.period) }
        let (model, _) = try checked(try await file(of: change), for: runtime)
        let today = desk.today(now)
        let base = runtime.rule(on: today)
        let start = ContinuousClock.now
        let rehearsal = try await desk.rehearse(
            change.service, with: model, from: first, through: last, today: today)
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
        guard let number = RuleChange.documentNumber(number) else { throw RuleChangeError(.documentNumber) }
        guard let effective, effective >= desk.today(now) else { throw RuleChangeError(.effectiveDay) }
        let note = note.trimmed(to: CaseDesk.longestReason)
        guard !note.isEmpty else { throw RuleChangeError(.reasonMissing) }
        try await mustBeRehearsed(change, runtime, effective)
        try await commit(
            [
                moved(
                    RuleDesk.propose, [.text(note), .text(number), .text(effective.iso), .integer(now)], change)
            ],
            leaf(
                "proposed", change: change.id, runtime, hash: change.hash, by: official, number: number,
                effective: effective, rehearsal: change.rehearsal, reason: note), now: now)
    }

    /// The second person puts it in force.
    package func publish(_ change: RuleChange, by official: Official, now: Int64) async throws {
        let runtime = try second(change, for: official)
        guard change.draftedBy != official.id else { throw RuleChangeError(.samePerson) }
        guard let effective = change.effective, effective >= desk.today(now) else {
            throw RuleChangeError(.effectiveDay)
        }
        try await mustBeRehearsed(change, runtime, effective)
        // What was right when it was drafted may not load any more, after an upgrade.
        _ = try checked(try await file(of: change), for: runtime)
        try await commit(
            [
                moved(
                    RuleDesk.publish, [.integer(official.id), .integer(now), .text(runtime.packagedRule)], change)
            ],
            leaf(
                "published", change: change.id, runtime, hash: change.hash, by: official, number: change.number,
                effective: effective, rehearsal: change.rehearsal), now: now)
        try await refresh()
    }

    /// The second person sends it back, or the drafter takes it back.
    package func sendBack(_ change: RuleChange, reason: String, by official: Official, now: Int64) async throws {
        let runtime =
            change.draftedBy == official.id && change.state == .proposed
            ? try desk.runtime(change.service) : try second(change, for: official)
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        guard !reason.isEmpty else { throw RuleChangeError(.reasonMissing) }
        try await commit(
            [moved(RuleDesk.back, [.text(RuleChange.State.draft.rawValue), .text(reason)], change)],
            leaf("sent-back", change: change.id, runtime, hash: change.hash, by: official, reason: reason), now: now)
    }

    /// Gives a draft up.
    package func drop(_ change: RuleChange, by official: Official, now: Int64) async throws {
        let runtime = try open(change, for: official)
        try await commit(
            [moved(RuleDesk.back, [.text(RuleChange.State.dropped.rawValue), .text("")], change)],
            leaf("dropped", change: change.id, runtime, hash: change.hash, by: official), now: now)
    }

    /// Withdraws a wrong rule at once: nothing more is decided by it, and the cases that were are listed, each with what the
    /// rule that was in force without it says.
    package func withdraw(_ change: RuleChange, reason: String, by official: Official, now: Int64) async throws {
        guard change.state == .published, official.permissions.contains(.publishDefinitions) else {
            throw RuleChangeError(.notOffered)
        }
        let runtime = try runtime(change.service, for: official)
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        guard !reason.isEmpty else { throw RuleChangeError(.reasonMissing) }
        guard let effective = change.effective, let wrong = book.model(change.hash) else {
            throw RuleChangeError(.notFound)
        }
        let today = desk.today(now)
        let right = runtime.rule(on: today, without: change.id)
        let first = min(effective, today)
        let start = ContinuousClock.now
        let touched = try await desk.rehearse(
            change.service, before: wrong, after: right.model, between: desk.start(of: first), and: now + 1,
            days: first.days(until: today) + 1, under: change.hash)
        let kept = RuleRehearsal(
            id: desk.cases.identifiers.next(), change: change.id, hash: right.hash, base: change.hash,
            madeBy: official.id, madeAt: now, first: first, last: today,
            microseconds: Int64((ContinuousClock.now - start) / .microseconds(1)), rehearsal: touched)
        try await commit(
            [
                kept.inserting,
                moved(
                    RuleDesk.withdraw, [.integer(official.id), .integer(now), .text(reason), .integer(kept.id)], change),
            ],
            leaf(
                "withdrawn", change: change.id, runtime, hash: change.hash, by: official, number: change.number,
                effective: effective, rehearsal: kept.id, reason: reason), now: now)
        try await refresh()
    }
}

extension RuleDesk {
    /// The rule's hash, when it is one that can be taken and not what is in force.
    private func newHash(_ bytes: [UInt8], _ runtime: ServiceRuntime, now: Int64) throws -> String {
        _ = try checked(bytes, for: runtime)
        let hash = Hexadecimal.encoded(Digest.sha256.hash(bytes))
        guard hash != runtime.rule(on: desk.today(now)).hash else { throw RuleChangeError(.unchanged) }
        return hash
    }

    /// A draft and who may change it: those who draft for its service.
    private func open(_ change: RuleChange, for official: Official) throws -> ServiceRuntime {
        guard change.isOpen, official.permissions.contains(.draftRules) else { throw RuleChangeError(.notOffered) }
        return try runtime(change.service, for: official)
    }

    private func second(_ change: RuleChange, for official: Official) throws -> ServiceRuntime {
        guard change.state == .proposed, official.permissions.contains(.publishDefinitions) else {
            throw RuleChangeError(.notOffered)
        }
        return try runtime(change.service, for: official)
    }

    /// The rehearsal that goes with it is of these bytes, and against the rule that will be in force till that day.
    private func mustBeRehearsed(_ change: RuleChange, _ runtime: ServiceRuntime, _ effective: CivilDate) async throws {
        guard let rehearsal = try await rehearsal(change.rehearsal), rehearsal.hash == change.hash else {
            throw RuleChangeError(.notRehearsed)
        }
        guard rehearsal.base == runtime.rule(on: effective).hash else { throw RuleChangeError(.baseMoved) }
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
        do {
            try await desk.planned { [desk] reader in
                var writes = WriteSet()
                for statement in statements { writes.append(statement) }
                try desk.journal.record([event], at: now, to: &writes, reader: reader)
                return (writes, ())
            }
        } catch StorageError.guardFailed(let code, _) where code == RuleChangeError.Code.movedOn.rawValue {
            throw RuleChangeError(.movedOn)
        }
    }
}
