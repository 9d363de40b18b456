package import JSONTree
package import Registers
import WorkCalendar

extension ContractFacts {
    /// Takes the members of a role or of the case from JSON: a list gives several values, an ISO date a date.
    package mutating func add(_ root: String, _ members: some Sequence<(key: String, value: JSON)>) {
        for (name, value) in members {
            let values = value.kind == .array ? value.elements.map(FieldValue.init(fact:)) : [FieldValue(fact: value)]
            subjects[root, default: [:]][name] = values
        }
    }
}

extension FieldValue {
    /// A fact of a case as a value to look by; what is nested is nothing to look by.
    package init(fact json: JSON) {
        switch json.kind {
        case .boolean: self = json.bool.map(FieldValue.boolean) ?? .null
        case .number: self = json.integer.map(FieldValue.integer) ?? json.numberText.map(FieldValue.decimal) ?? .null
        case .string:
            let text = json.string ?? ""
            self = CivilDate(iso: text).map(FieldValue.date) ?? .text(text)
        case .null, .array, .object: self = .null
        }
    }
}
