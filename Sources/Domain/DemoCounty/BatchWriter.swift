/// Gathers the values of one register and hands them on in batches.
struct BatchWriter {
    let register: String
    let columns: [String]
    let limit: Int
    private var values: [DemoValue] = []

    init(_ register: DemoRegister, limit: Int) {
        self.register = register.rawValue
        columns = register.columns
        self.limit = max(1, limit) * columns.count
        values.reserveCapacity(self.limit)
    }

    mutating func add(_ value: DemoValue) { values.append(value) }
    mutating func add(_ text: String) { values.append(.text(text)) }
    mutating func add(_ number: Int) { values.append(.integer(number)) }

    /// Ends a row; hands a full batch on.
    mutating func end<E: Error>(_ body: (DemoBatch) throws(E) -> Void) throws(E) {
        if values.count >= limit { try flush(body) }
    }

    mutating func flush<E: Error>(_ body: (DemoBatch) throws(E) -> Void) throws(E) {
        guard !values.isEmpty else { return }
        try body(DemoBatch(register: register, columns: columns, values: values))
        values.removeAll(keepingCapacity: true)
    }
}
