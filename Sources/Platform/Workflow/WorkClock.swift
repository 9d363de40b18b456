import Diagnostics
package import JSONTree
import Storage
package import WorkCalendar

/// A clock of a matter as it is kept: the limit by its name, when it turns yellow and red, and what it follows from.
package struct WorkClock: Sendable {
    package let id: Int64
    package let matter: Matter
    /// Its name in the declarations, such as `statutory`.
    package let name: String
    /// Whose hours working hours are counted in.
    package let post: String?
    /// How long before the end it turns yellow.
    package let warning: ClockPeriod?
    package internal(set) var clock: Clock
    /// The row's version: who writes it says which one was read.
    package let version: Int64
    /// Microseconds since 1970, UTC; `nil` while it is paused.
    package let dueAt: Int64?
    package let warnAt: Int64?
    package let dueOn: CivilDate?
    package let isProvisional: Bool
    package let isLate: Bool

    static let columns =
        "id, matter_kind, matter, name, version, due_at, warn_at, due_on, is_provisional, is_late, body"

    init(_ row: Row) throws {
        id = try row.integer(0)
        matter = Matter(kind: try row.text(1), id: try row.integer(2))
        name = try row.text(3)
        version = try row.integer(4)
        dueAt = try row.optionalInteger(5)
        warnAt = try row.optionalInteger(6)
        dueOn = try row.optionalText(7).flatMap { CivilDate(iso: $0) }
        isProvisional = try row.bool(8)
        isLate = try row.bool(9)
        let body = try JSON(parsing: try row.text(10))
        guard let clock = Clock(json: body) else { throw WorkflowError(.damagedRow) }
        self.clock = clock
        post = body["post"]?.string
        warning = body["warning"]?.string.flatMap { ClockPeriod($0) }
    }

    /// How it stands at an instant, from what is kept.
    package func mark(at now: Int64) -> ClockMark {
        if clock.hasEnded { return isLate ? .missed : .kept }
        guard let dueAt else { return .paused }
        if now > dueAt { return .red }
        if let warnAt, now > warnAt { return .yellow }
        return .green
    }
}

extension Clock {
    /// What a clock follows from, as it is kept.
    package func json(post: String?, warning: ClockPeriod?) -> JSON {
        var members: [(String, JSON)] = [
            ("period", .string(period.description)), ("from", .string(from.description)),
        ]
        if !pauses.isEmpty {
            members.append(
                (
                    "pauses",
                    .array(
                        pauses.map { pause in
                            var members: [(String, JSON)] = [
                                ("kind", .string(pause.kind)), ("zh", .string(pause.reason.zh)),
                                ("en", .string(pause.reason.en)), ("from", .string(pause.from.description)),
                            ]
                            if pause.through == nil {
                                members.append(("holders", .array(pause.holders.map { .string($0) })))
                            }
                            if let through = pause.through { members.append(("through", .string(through.description))) }
                            return .object(members)
                        })
                ))
        }
        if !extensions.isEmpty { members.append(("extensions", .array(extensions.map { .integer($0) }))) }
        if let endedAt { members.append(("ended", .string(endedAt.description))) }
        if let post { members.append(("post", .string(post))) }
        if let warning { members.append(("warning", .string(warning.description))) }
        return .object(members)
    }

    init?(json: JSON) {
        guard let period = json["period"]?.string.flatMap({ ClockPeriod($0) }),
            let from = json["from"]?.string.flatMap({ CivilMinute($0) })
        else { return nil }
        var pauses: [Pause] = []
        for pause in json["pauses"]?.elements.map({ $0 }) ?? [] {
            guard let from = pause["from"]?.string.flatMap({ CivilMinute($0) }) else { return nil }
            pauses.append(
                Pause(
                    kind: pause["kind"]?.string ?? "",
                    reason: Text(zh: pause["zh"]?.string ?? "", en: pause["en"]?.string ?? ""), from: from,
                    through: pause["through"]?.string.flatMap { CivilMinute($0) },
                    holders: pause["holders"]?.elements.compactMap(\.string) ?? []))
        }
        self.init(
            period: period, from: from, pauses: pauses,
            extensions: json["extensions"]?.elements.compactMap(\.integer) ?? [],
            endedAt: json["ended"]?.string.flatMap { CivilMinute($0) })
    }
}
