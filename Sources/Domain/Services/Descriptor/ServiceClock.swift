package import Definitions
package import Diagnostics
import JSONTree
package import WorkCalendar

/// A time limit of a service that runs as a clock: what it counts, what stops it, what lengthens it, and by which law.
package struct ServiceClock: Sendable, Hashable {
    /// Whose limit it is.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The law's (法定期限).
        case statutory
        /// The county's own promise (承诺期限).
        case promised
        /// That of whoever passed the matter down, such as the city.
        case upper
    }

    /// What sets it going, or ends it.
    package enum Edge: String, Sendable, Hashable, CaseIterable {
        /// The application was handed in.
        case submitted
        /// The rules, or a person, have decided.
        case decided
        /// The process says so.
        case process
    }

    /// How long: written in the declaration, or a parameter's value on the day on which it begins.
    package enum Length: Sendable, Hashable {
        case fixed(ClockPeriod)
        case parameter(String, unit: ClockPeriod.Unit)

        /// The unit.
        package var unit: ClockPeriod.Unit {
            switch self {
            case .fixed(let period): period.unit
            case .parameter(_, let unit): unit
            }
        }
    }

    /// A reason for which the law lets it stand still (不计入时限).
    package struct Pause: Sendable, Hashable {
        package let id: String
        package let title: Text
        package let basis: [LegalBasis]
    }

    /// How it may be lengthened, once, with approval.
    package struct Extension: Sendable, Hashable {
        package let length: Length
        package let basis: [LegalBasis]
    }

    /// Its name, by which the process speaks of it.
    package let id: String
    package let title: Text
    package let kind: Kind
    package let length: Length
    package let starts: Edge
    package let ends: Edge
    /// How long before the end it turns yellow.
    package let warning: Length?
    package let pauses: [Pause]
    package let lengthening: Extension?
    package let basis: [LegalBasis]

    init?(_ reader: DescriptorReader) {
        guard
            reader.expectObject(keys: [
                "id", "title", "kind", "limit", "starts", "ends", "warn", "pauses", "extension", "basis",
            ])
        else { return nil }
        let id = reader.required("id")?.identifier()
        let title = reader.text("title")
        let kind = reader.choice("kind", Kind.self)
        let length = reader.required("limit")?.clockLength()
        let starts = reader.choice("starts", Edge.self)
        let ends = reader.choice("ends", Edge.self)
        let warning = reader.child("warn")?.clockLength()
        let basis = reader.basis()
        let pauses = (reader.child("pauses")?.items() ?? []).compactMap { part -> Pause? in
            guard part.expectObject(keys: ["id", "title", "basis"]) else { return nil }
            let basis = part.basis()
            guard let id = part.required("id")?.identifier(), let title = part.text("title") else { return nil }
            return Pause(id: id, title: title, basis: basis)
        }
        let lengthening = reader.child("extension").flatMap { part -> Extension? in
            guard part.expectObject(keys: ["limit", "basis"]) else { return nil }
            let basis = part.basis()
            return part.required("limit")?.clockLength().map { Extension(length: $0, basis: basis) }
        }
        guard let id, let title, let kind, let length, let starts, let ends else { return nil }
        if let warning, warning.unit != length.unit {
            reader.child("warn")?.error(
                "clock.unit", Text(zh: "预警和时限要用同一种单位", en: "The warning has to be in the limit's own unit"))
        }
        if let lengthening, lengthening.length.unit != length.unit {
            reader.child("extension")?.error(
                "clock.unit", Text(zh: "延长和时限要用同一种单位", en: "The extension has to be in the limit's own unit"))
        }
        self.id = id
        self.title = title
        self.kind = kind
        self.length = length
        self.starts = starts
        self.ends = ends
        self.warning = warning
        self.pauses = pauses
        self.lengthening = lengthening
        self.basis = basis
    }
}

extension DescriptorReader {
    /// `20wd`, or `{parameter: licensing_decision_days, unit: wd}`.
    fileprivate func clockLength() -> ServiceClock.Length? {
        if let text = json.string {
            if let period = ClockPeriod(text) { return .fixed(period) }
        } else if json.kind == .object {
            guard expectObject(keys: ["parameter", "unit"]), let name = string("parameter"),
                let unit = choice("unit", ClockPeriod.Unit.self)
            else { return nil }
            return .parameter(name, unit: unit)
        }
        error(
            "clock.limit", Text(zh: "看不懂这个时限", en: "This limit cannot be read"),
            hint: Text(
                zh: "写 20wd（工作日）、4wh（工作时）、7d（天）、2h（小时）、30m（分钟），或 {parameter: 名称, unit: wd}",
                en: "Write 20wd (working days), 4wh (working hours), 7d, 2h, 30m, or {parameter: name, unit: wd}"))
        return nil
    }
}
