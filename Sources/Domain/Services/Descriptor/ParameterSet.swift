package import JSONTree
package import WorkCalendar

/// The parameters of a package by name.
package struct ParameterSet: Sendable, Hashable {
    /// The tables by name.
    package let tables: [String: ParameterTable]

    /// Makes a set; of two tables with one name the first counts.
    package init(_ tables: some Sequence<ParameterTable>) {
        self.tables = Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }
    }

    /// A parameter's value on a day; `nil` when there is no such parameter or no value yet.
    package func value(_ name: String, on day: CivilDate) -> JSON? { tables[name]?.value(on: day) }

    /// Every parameter that has a value on a day.
    package func values(on day: CivilDate) -> [String: JSON] { tables.compactMapValues { $0.value(on: day) } }
}
