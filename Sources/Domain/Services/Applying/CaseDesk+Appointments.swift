import Diagnostics
import Directory
import JSONTree
import Journal
import Localisation
import Storage
package import WorkCalendar

/// A visit arranged at a place.
package struct Appointment: Sendable, Hashable {
    package let place: String
    package let day: CivilDate
    /// `HH:MM`.
    package let slot: String

    package init(place: String, day: CivilDate, slot: String) {
        self.place = place
        self.day = day
        self.slot = slot
    }
}

extension CaseDesk {
    private static let taken: SQL = """
        SELECT day, slot, COUNT(*) FROM appointment WHERE place = ? AND day >= ? AND day <= ? AND cancelled_at IS NULL
        GROUP BY day, slot
        """
    private static let seats: SQL = """
        SELECT seat FROM appointment WHERE place = ? AND day = ? AND slot = ? AND cancelled_at IS NULL
        """
    private static let book: SQL = """
        INSERT INTO appointment (id, case_id, place, day, slot, seat) VALUES (?, ?, ?, ?, ?, ?)
        """
    static let cancelAppointment: SQL =
        "UPDATE appointment SET cancelled_at = ? WHERE case_id = ? AND cancelled_at IS NULL"
    private static let ofCase: SQL = """
        SELECT place, day, slot FROM appointment WHERE case_id = ? AND cancelled_at IS NULL ORDER BY id DESC LIMIT 1
        """
    private static let hours = ["08:30", "09:30", "10:30", "14:30", "15:30", "16:30"]

    /// How many families one time takes.
    private static func seats(of rule: ServiceDefinition.Appointment) -> Int { max(1, rule.slotsPerDay / hours.count) }

    /// The times still free on the next five working days at a service's place, by its zh name.
    package func freeSlots(_ service: String, place: String, now: Int64) async throws -> [Appointment] {
        let runtime = try runtime(service)
        guard let rule = runtime.service.appointment,
            runtime.service.places.contains(where: { $0.name.zh == place })
        else { return [] }
        let perSlot = CaseDesk.seats(of: rule)
        let today = today(now)
        let days = (1...5).map { calendar.addingWorkingDays($0, to: today).date }
        guard let first = days.first, let last = days.last else { return [] }
        let booked = try await storage.query(
            CaseDesk.taken, [.text(place), .text(first.iso), .text(last.iso)]
        ) { (day: try $0.text(0), slot: try $0.text(1), count: try $0.int(2)) }
        return days.flatMap { day in
            CaseDesk.hours.compactMap { slot in
                let count = booked.first { $0.day == day.iso && $0.slot == slot }?.count ?? 0
                return count < perSlot ? Appointment(place: place, day: day, slot: slot) : nil
            }
        }
    }

    /// Takes a time for a case; an earlier one of the same case is given back.
    ///
    /// - Throws: `appointment.full` when somebody else took the last one.
    package func appoint(
        _ wanted: Appointment, for number: String, by agent: Agent, now: Int64
    ) async throws {
        let found = try await cases.find(number: number, in: agent.scope)
        let free = try await freeSlots(found.service, place: wanted.place, now: now)
        guard free.contains(wanted) else { throw ServiceError(.noFreeSlot) }
        let runtime = try runtime(found.service)
        let perSlot = runtime.service.appointment.map(CaseDesk.seats(of:)) ?? 1
        try await planned { [self] reader in
            // Two who take the same seat meet at its unique index; the later one looks again and may find none left.
            let taken = Set(
                try reader.rows(
                    CaseDesk.seats, [.text(wanted.place), .text(wanted.day.iso), .text(wanted.slot)], limit: perSlot
                ) { try $0.int(0) })
            guard let seat = (1...perSlot).first(where: { !taken.contains($0) }) else {
                throw ServiceError(.noFreeSlot)
            }
            let current = try cases.find(id: found.id, in: agent.scope, reader: reader)
            guard current.state != .withdrawn else { throw ServiceError(.notOffered) }
            let step = self.step(
                current,
                knowledge: try knowledge(of: found, now: now), actor: .rules(for: runtime),
                agentName: agent.journalName, reader: reader, now: now)
            var values: [String: Text] = [:]
            if let place = runtime.service.places.first(where: { $0.name.zh == wanted.place }) {
                values["place"] = place.name
                values["address"] = place.address
            }
            values["slot"] = wanted.day.text.followed(by: .verbatim(" \(wanted.slot)"))
            try step.issue("appointed", values: Placeholders(step, own: values))
            step.events.append(
                JournalEvent(
                    .caseChanged, department: runtime.service.department, subject: step.subject, caseID: found.id,
                    [
                        "case": number, "change": "appointed", "agent": agent.journalName,
                        "detail": "\(wanted.day.iso) \(wanted.slot)",
                    ]))
            try journal.record(step.events, at: now, to: &step.writes, reader: reader)
            var writes = WriteSet([
                Statement(CaseDesk.cancelAppointment, [.integer(now), .integer(found.id)]),
                Statement(
                    CaseDesk.book,
                    [
                        .integer(cases.identifiers.next()), .integer(found.id), .text(wanted.place),
                        .text(wanted.day.iso), .text(wanted.slot), SQLValue(seat),
                    ], expect: .rows(1)),
                CaseEvent.statement(
                    .appointed, id: cases.identifiers.next(), caseID: found.id, at: now,
                    office: runtime.service.department,
                    data: ["day": .string(wanted.day.iso), "slot": .string(wanted.slot)]),
            ])
            writes.append(contentsOf: step.writes)
            return (writes, ())
        }
    }

    /// The visit arranged for a case.
    package func appointment(of found: Case) async throws -> Appointment? {
        let row = try await storage.point(CaseDesk.ofCase, [.integer(found.id)]) {
            (place: try $0.text(0), day: try $0.text(1), slot: try $0.text(2))
        }
        guard let row, let day = CivilDate(iso: row.day) else { return nil }
        return Appointment(place: row.place, day: day, slot: row.slot)
    }
}
