import Diagnostics
import FEELEngine
import JSONTree
import Localisation
import Registers
import Synchronization
import WorkCalendar

/// The parameters as they stand on one day, in each form that a case needs them in.
struct DayParameters: Sendable {
    /// What forms, conditions and decisions see; a parameter without a value yet is null.
    let context: FEELValue
    /// What contracts may look by: the parameters that are texts.
    let facts: [String: [FieldValue]]
    /// What notices may name.
    let texts: [String: Text]
    /// What a process is started with, by name.
    let json: JSON

    init(_ parameters: ParameterSet, on day: CivilDate) {
        let tables = parameters.tables.values.sorted { $0.name < $1.name }
        var entries: [(String, FEELValue)] = []
        var members: [(String, JSON)] = []
        var facts: [String: [FieldValue]] = [:]
        var texts: [String: Text] = [:]
        for table in tables {
            guard let value = table.value(on: day) else {
                entries.append((table.name, .null))
                continue
            }
            members.append((table.name, value))
            let text = value.string
            let date = text.flatMap { CivilDate(iso: $0) }
            if let text {
                facts[table.name] = [.text(text)]
                texts[table.name] = date?.text ?? .verbatim(text)
            } else if let number = value.integer {
                texts[table.name] = .verbatim(number)
            }
            if table.type == .date, let date {
                let day = FEELDate(year: date.year, month: date.month, day: date.day)
                entries.append((table.name, day.map { .date($0) } ?? .null))
            } else {
                entries.append((table.name, FEELValue(json: value)))
            }
        }
        context = .context(FEELContext(entries))
        json = .object(members)
        self.facts = facts
        self.texts = texts
    }
}

/// The parameters by day, worked out once for each day that cases are decided on.
final class DayParameterCache: Sendable {
    private let parameters: ParameterSet
    private let days = Mutex<[CivilDate: DayParameters]>([:])
    private static let most = 64

    init(_ parameters: ParameterSet) { self.parameters = parameters }

    func on(_ day: CivilDate) -> DayParameters {
        if let known = days.withLock({ $0[day] }) { return known }
        let made = DayParameters(parameters, on: day)
        days.withLock { days in
            if days.count >= DayParameterCache.most { days.removeAll() }
            days[day] = made
        }
        return made
    }
}
