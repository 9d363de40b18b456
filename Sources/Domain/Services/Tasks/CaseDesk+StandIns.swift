package import Directory
import Journal
import Storage
package import WorkCalendar
import Workflow

/// 代理: while somebody is away, what is theirs to do is a colleague's as well.
extension CaseDesk {
    /// Days of one absence at most.
    private static let longestAbsence = 366

    /// Who may stand in for an official: colleagues in office of the same department, of the same post or reviewers, so
    /// that nobody comes by a stand-in to what they have not learnt.
    package func possibleStandIns(for official: Official) async throws -> [Official] {
        try await directory.officials(in: official.scope).filter { colleague in
            colleague.id != official.id && colleague.department == official.department && colleague.isActive
                && (colleague.post == official.post
                    || (colleague.scope.may(.readCases) && colleague.scope.may(.reviewCases)))
        }
    }

    /// Appoints a stand-in for oneself.
    ///
    /// - Throws: `task.colleague` for somebody who cannot stand in, `stand-in.days` for days that do not follow each
    ///   other, are over, or are more than a year.
    package func standIn(
        for official: Official, deputy: Int64, from: CivilDate, through: CivilDate, now: Int64
    ) async throws {
        guard try await possibleStandIns(for: official).contains(where: { $0.id == deputy }) else {
            throw WorkflowError(.noSuchColleague)
        }
        guard from <= through, through >= today(now), from.days(until: through) < CaseDesk.longestAbsence else {
            throw WorkflowError(.standInDays)
        }
        let made = StandIn(
            id: cases.identifiers.next(), official: official.id, deputy: deputy, from: from, through: through)
        try await planned { [self] reader in
            var writes: WriteSet = [directory.appointing(made, by: official.id, now: now)]
            try journal.record([event(made, "appointed", official)], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    /// Ends a stand-in early: somebody is back.
    package func endStandIn(_ id: Int64, of official: Official, now: Int64) async throws {
        guard
            let standIn = try await directory.standIns(of: official.id, from: today(now)).first(where: { $0.id == id })
        else { return }
        try await planned { [self] reader in
            var writes: WriteSet = [directory.endingStandIn(id, of: official.id, now: now)]
            try journal.record([event(standIn, "ended", official)], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    private func event(_ standIn: StandIn, _ state: String, _ official: Official) -> JournalEvent {
        JournalEvent(
            .standInChanged, department: official.department,
            [
                "official": String(standIn.official), "deputy": String(standIn.deputy), "from": standIn.from.iso,
                "through": standIn.through.iso, "state": state,
            ])
    }
}
