package import Registers

/// What a contract answers: the one place that decides between “this”, “there is none” and “not found”.
///
/// Production and package tests both come here with the rows a source gave.
package struct ContractAnswer: Sendable, Hashable {
    /// Why the answer is what it is.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// Rows were found.
        case found
        /// The register is complete and has no row.
        case none
        /// No row, and the register does not claim to be complete.
        case notFound = "not-found"
        /// Rows that cannot all be true, or more than the contract allows.
        case contradictory
        /// The source could not be asked.
        case unreachable
        /// The case does not hold what to look by.
        case keyMissing = "key-missing"
        /// The consent needed is not there.
        case consentMissing = "consent-missing"
        /// The contract's condition says it is not needed.
        case notAsked = "not-asked"
    }

    /// One row: the contract's fields in their order.
    package struct Row: Sendable, Hashable {
        /// The names, shared by all rows of an answer.
        package let names: [String]
        /// The values beside the names.
        package let values: [FieldValue]

        package init(names: [String], values: [FieldValue]) {
            self.names = names
            self.values = values
        }

        /// The value of a field; `nil` when the contract does not show it.
        package subscript(name: String) -> FieldValue? {
            names.firstIndex(of: name).map { values[$0] }
        }
    }

    /// The contract's `as`.
    package let variable: String
    /// How many rows the contract speaks of.
    package let cardinality: Contract.Cardinality
    /// Whether no row is an answer.
    package let absence: Contract.Absence
    /// The fields' names.
    package let names: [String]
    /// Why it is what it is.
    package let status: Status
    /// The rows; empty unless found.
    package let rows: [Row]

    /// An answer without rows.
    package init(_ contract: Contract, _ status: Status) {
        self.init(contract, status: status, rows: [])
    }

    init(_ contract: Contract, status: Status, rows: [Row]) {
        variable = contract.variable
        cardinality = contract.answer
        absence = contract.absence
        names = contract.names
        self.status = status
        self.rows = rows
    }

    /// Whether FEEL sees null: the third answer, 查不到.
    package var isNull: Bool { status != .found && status != .none }

    /// Judges the rows that a source found for the question's keys. `columns` names the values of each row; it holds at
    /// least `contract.columns`.
    package init(_ contract: Contract, columns: [String], rows: some Sequence<[FieldValue]>) {
        // A handful of columns: looking along them is quicker than hashing their names.
        func value(_ row: [FieldValue], _ name: String) -> FieldValue {
            columns.firstIndex(of: name).map { row[$0] } ?? .null
        }
        var kept = rows.filter { row in
            contract.where.allSatisfy { $0.values.contains(value(row, $0.field)) }
        }
        if !contract.order.isEmpty {
            kept.sort { left, right in
                for key in contract.order {
                    let a = value(left, key.field)
                    let b = value(right, key.field)
                    if a != b { return a.precedes(b) != key.descending }
                }
                return false
            }
        }
        let names = contract.names
        let places = names.map { columns.firstIndex(of: $0) }
        let seen = kept.map { row in Row(names: names, values: places.map { $0.map { row[$0] } ?? .null }) }
        guard let first = seen.first else {
            self.init(contract, contract.absence == .complete ? .none : .notFound)
            return
        }
        switch contract.answer {
        case .one where seen.allSatisfy { $0 == first }: self.init(contract, status: .found, rows: [first])
        case .one: self.init(contract, .contradictory)
        case .many where seen.count > contract.limit: self.init(contract, .contradictory)
        case .many: self.init(contract, status: .found, rows: seen)
        }
    }
}

extension FieldValue {
    /// A total order of values of one field; null comes last.
    func precedes(_ other: FieldValue) -> Bool {
        switch (self, other) {
        case (.null, _): false
        case (_, .null): true
        case (.integer(let a), .integer(let b)): a < b
        case (.date(let a), .date(let b)): a < b
        case (.instant(let a), .instant(let b)): a < b
        default: (canonicalText ?? "").utf8.lexicographicallyPrecedes((other.canonicalText ?? "").utf8)
        }
    }
}
