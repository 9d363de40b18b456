package import Definitions
package import Diagnostics
package import JSONTree
package import WorkCalendar

/// A parameter (参数): its values by date of effect, each with what it rests on.
package struct ParameterTable: Sendable, Hashable {
    /// The type of the values.
    package enum ValueType: String, Sendable, Hashable, CaseIterable {
        case text, integer, decimal, boolean, date, duration, list, context
    }

    /// One value.
    package struct Entry: Sendable, Hashable {
        /// The first day on which it holds.
        package let from: CivilDate
        package let value: JSON
        package let basis: [LegalBasis]
        package let note: Text?

        package init(from: CivilDate, value: JSON, basis: [LegalBasis], note: Text? = nil) {
            self.from = from
            self.value = value
            self.basis = basis
            self.note = note
        }
    }

    /// The name, `parameters.<name>` in FEEL.
    package let name: String
    package let title: Text
    package let unit: Text?
    package let type: ValueType
    /// The values, the oldest first.
    package let entries: [Entry]

    /// Makes a table.
    package init(name: String, title: Text, unit: Text?, type: ValueType, entries: [Entry]) {
        self.name = name
        self.title = title
        self.unit = unit
        self.type = type
        self.entries = entries
    }

    /// The entry that holds on a day; `nil` before the first.
    package func entry(on day: CivilDate) -> Entry? { entries.last { $0.from <= day } }

    /// The value that holds on a day; `nil` before the first.
    package func value(on day: CivilDate) -> JSON? { entry(on: day)?.value }
}
