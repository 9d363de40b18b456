import Cryptography
package import Directory
import JSONTree
import Storage
package import WorkCalendar
import Workflow

extension CaseDesk {
    private static let openCases: SQL = """
        SELECT id, service, due_from, due_on FROM service_case
        WHERE closed_at IS NULL AND due_on IS NOT NULL AND due_from IS NOT NULL AND id > ? ORDER BY id LIMIT ?
        """
    private static let moveCase: SQL = """
        UPDATE service_case SET due_on = ?, version = version + 1 WHERE id = ? AND closed_at IS NULL AND due_on = ?
        """
    private static let unanswered: SQL = """
        SELECT k.id, c.service, COALESCE(k.assigned_at, k.asked_at), k.due_on FROM correction k JOIN service_case c ON c.id = k.case_id
        WHERE k.answered_at IS NULL AND k.id > ? ORDER BY k.id LIMIT ?
        """
    private static let moveCorrection: SQL = """
        UPDATE correction SET due_on = ?, version = version + 1 WHERE id = ? AND answered_at IS NULL AND due_on = ?
        """
    /// Open cases whose clock is due on another day than the case says.
    private static let ledCases: SQL = """
        SELECT c.id, c.due_on, k.due_on FROM service_case c
        JOIN v_clock k ON k.matter = c.id AND k.matter_kind = 'case' AND k.name = ? AND k.state = 'running'
        WHERE c.service = ? AND c.closed_at IS NULL AND c.due_on <> k.due_on AND c.id > ? ORDER BY c.id LIMIT ?
        """
    private static let part = 500

    /// The seasons of a service that lists can be of, the running one first.
    package func seasons(of service: String, now: Int64) -> [String] {
        guard let runtime = try? runtime(service) else { return [] }
        let today = today(now)
        var seasons: [String] = []
        for years in 0..<4 {
            let season = runtime.season(on: today.adding(years: -years))
            if !seasons.contains(season) { seasons.append(season) }
        }
        return seasons
    }

    /// The season that a viewer is shown without asking for one: the running one, and before it has begun the last. One
    /// season at a time, so that what was years ago makes no list of today slower.
    package func listedSeason(of service: String, in scope: AccessScope, now: Int64) async throws -> String? {
        let seasons = seasons(of: service, now: now)
        for season in seasons.prefix(2) {
            var filter = CaseFilter(service: service)
            filter.season = season
            if try await cases.hasAny(filter, in: scope) { return season }
        }
        return seasons.first
    }

    /// Whether a day lies beyond the last published calendar, so that it may still move.
    package func isProvisional(_ date: CivilDate) -> Bool { calendar.isProvisional(date) }

    /// Reckons the days of all open work again when the calendar is another one than last time.
    ///
    /// - Returns: how many days and clocks moved.
    @discardableResult
    package func recalculateDueDates() async throws -> Int {
        let recalculation = DueRecalculation(
            storage: storage, clocks: clocks, jobs: JobQueue(identifiers: cases.identifiers))
        let digest = calendar.digest(with: clocks.due.hours)
        if try await recalculation.isInForce(digest) { return 0 }
        var moved = try await recalculation.run()
        moved += try await move(CaseDesk.openCases, CaseDesk.moveCase, since: { CivilDate(iso: try $0.text(2)) }) {
            runtime, since in
            runtime.service.statutoryLimit.flatMap { limit in
                limit.unit == .working ? calendar.addingWorkingDays(limit.amount, to: since).date : nil
            }
        }
        moved += try await move(
            CaseDesk.unanswered, CaseDesk.moveCorrection, since: { [self] in today(try $0.integer(2)) }
        ) { runtime, since in correctionDue(runtime, since: since) }
        moved += try await followClocks()
        try await storage.commit([recalculation.puttingInForce(digest)])
        return moved
    }

    /// Cases led by a clock are due when it is.
    private func followClocks() async throws -> Int {
        var moved = 0
        for runtime in services {
            guard let leading = runtime.service.leadingClock else { continue }
            var last: Int64 = 0
            var count = CaseDesk.part
            while count == CaseDesk.part {
                let rows = try await storage.query(
                    CaseDesk.ledCases,
                    [.text(leading.id), .text(runtime.service.id), .integer(last), SQLValue(CaseDesk.part)],
                    limit: CaseDesk.part
                ) { (id: try $0.integer(0), was: try $0.text(1), now: try $0.text(2)) }
                count = rows.count
                var writes = WriteSet()
                for row in rows {
                    last = row.id
                    writes.append(Statement(CaseDesk.moveCase, [.text(row.now), .integer(row.id), .text(row.was)]))
                }
                moved += writes.count
                try await storage.commit(writes)
            }
        }
        return moved
    }

    private func move(
        _ read: SQL, _ write: SQL, since: @escaping @Sendable (Row) throws -> CivilDate?,
        to day: (ServiceRuntime, CivilDate) -> CivilDate?
    ) async throws -> Int {
        var moved = 0
        var last: Int64 = 0
        while true {
            let rows = try await storage.query(read, [.integer(last), SQLValue(CaseDesk.part)], limit: CaseDesk.part) {
                row in
                (
                    id: try row.integer(0), service: try row.text(1), since: try since(row), dueOn: try row.text(3)
                )
            }
            var writes = WriteSet()
            for row in rows {
                last = row.id
                guard let runtime = try? runtime(row.service), let since = row.since, let now = day(runtime, since),
                    now.iso != row.dueOn
                else { continue }
                writes.append(Statement(write, [.text(now.iso), .integer(row.id), .text(row.dueOn)]))
            }
            moved += writes.count
            try await storage.commit(writes)
            if rows.count < CaseDesk.part { return moved }
        }
    }
}

extension WorkingCalendar {
    /// Equal for calendars and hours that count the same: one sign a day from 2020 to 2059, and the hours.
    fileprivate func digest(with hours: OfficeHours) -> String {
        guard let first = CivilDate(iso: "2020-01-01") else { return "" }
        let days = (0..<14_610).map { offset -> UInt8 in
            let day = first.adding(days: offset)
            return (isWorkingDay(day) ? 1 : 0) | (isProvisional(day) ? 2 : 0)
        }
        return Hexadecimal.encoded(Digest.sha256.hash(days + Array(hours.signature.utf8)))
    }
}
