package import FEELEngine
package import JSONTree
import WorkCalendar

extension FEELValue {
    /// A fact of a case as FEEL sees it: a string that is exactly an ISO date (`2019-05-04`) is a date, a number keeps
    /// its digits.
    package init(fact json: JSON) {
        switch json.kind {
        case .null: self = .null
        case .boolean: self = .boolean(json.bool ?? false)
        case .number: self = json.numberText.flatMap { FEELNumber($0) }.map(FEELValue.number) ?? .null
        case .string:
            let text = json.string ?? ""
            if let date = CivilDate(iso: text), let day = FEELDate(year: date.year, month: date.month, day: date.day) {
                self = .date(day)
            } else {
                self = .string(text)
            }
        case .array: self = .list(json.elements.map { FEELValue(fact: $0) })
        case .object: self = .context(FEELContext(json.members.map { ($0.name, FEELValue(fact: $0.value)) }))
        }
    }
}
