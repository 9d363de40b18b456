package import Diagnostics

/// One field of a register, with its data element resolved.
package struct RegisterField: Sendable, Hashable {
    /// Whether it says something to a person: not a shape on a map, and not a key that only joins registers.
    package var isForPeople: Bool { type != .geometry && name != "household_no" && name != "address_key" }

    /// How a field may be looked up.
    package enum Lookup: String, Sendable, Hashable, CaseIterable {
        /// By an equal value: a plain index, or a blind index when the field is sealed.
        case exact
    }

    /// What is kept in clear of a sealed field, for indicators.
    package enum Generalisation: String, Sendable, Hashable, CaseIterable {
        /// The year of a date, an integer.
        case year
        /// Year and month of a date, `2026-08`.
        case month
        /// The town of a division code, its first nine digits and three zeros.
        case town
        /// The county of a division code, its first six digits and six zeros.
        case county

        /// How the clear column is stored.
        package var storage: ColumnStorage { self == .year ? .integer : .text }
    }

    /// The name, unique in the register.
    package let name: String
    /// The element.
    package let element: DataElement
    /// The label: the field's own, or the element's.
    package let title: Text
    /// The protection level: the element's, or a higher one of the field's own.
    package let level: Int
    /// Whether a row without it is refused.
    package let required: Bool
    /// How it is looked up, if it may be.
    package let lookup: Lookup?
    /// What of it is kept in clear.
    package let generalise: Generalisation?

    /// Makes a field.
    package init(
        name: String, element: DataElement, title: Text, level: Int, required: Bool, lookup: Lookup?,
        generalise: Generalisation?
    ) {
        self.name = name
        self.element = element
        self.title = title
        self.level = level
        self.required = required
        self.lookup = lookup
        self.generalise = generalise
    }

    /// The element's type.
    package var type: ElementType { element.type }
    /// Whether it says something about a person.
    package var personal: Bool { element.personal }
    /// Whether the value is kept only sealed: level 3 and above.
    package var isSealed: Bool { level >= 3 }

    /// The column of the value in clear; `nil` when it is sealed.
    package var clearColumn: RegisterColumn? {
        isSealed ? nil : RegisterColumn(name: name, storage: type.storage, role: .value)
    }
    /// The column of the sealed value.
    package var sealedColumn: RegisterColumn? {
        isSealed ? RegisterColumn(name: "\(name)_sealed", storage: .blob, role: .sealed) : nil
    }
    /// The column of the blind index, when a sealed field is looked up.
    package var blindIndexColumn: RegisterColumn? {
        isSealed && lookup == .exact ? RegisterColumn(name: "\(name)_bidx", storage: .blob, role: .blindIndex) : nil
    }
    /// The clear column of the generalisation.
    package var generalisedColumn: RegisterColumn? {
        generalise.map {
            RegisterColumn(name: "\(name)_\($0.rawValue)", storage: $0.storage, role: .generalised($0))
        }
    }
    /// All its columns in the order of the table.
    package var columns: [RegisterColumn] {
        [clearColumn, sealedColumn, blindIndexColumn, generalisedColumn].compactMap(\.self)
    }
    /// The column to compare when looking a row up by this field.
    package var lookupColumn: RegisterColumn? { lookup == .exact ? blindIndexColumn ?? clearColumn : nil }
}
