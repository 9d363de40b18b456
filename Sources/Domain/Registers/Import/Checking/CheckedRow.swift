import Tabular

/// One row of a file, read against its register.
struct CheckedRow: Sendable {
    let number: Int
    /// The cells as the file holds them.
    let cells: [Cell]
    /// A value for each field in the descriptor's order; null where the file says nothing.
    let values: [FieldValue]
    let key: RowKey?
    let problems: [ImportProblem]

    var isGood: Bool { problems.isEmpty }
}

/// A row's key in 128 bits, to find it again among millions without keeping them.
struct RowKey: Sendable, Hashable {
    private let high: Int
    private let low: Int

    /// - Parameter values: the key fields' values in the register's order.
    init?(_ values: [FieldValue], types: [ElementType]) {
        var first = Hasher()
        var second = Hasher()
        second.combine(0x5957)
        for (value, type) in zip(values, types) {
            guard let text = RowKey.text(value, type) else { return nil }
            first.combine(text)
            second.combine(text)
        }
        high = first.finalize()
        low = second.finalize()
    }

    /// A key value as equal writings have it in common.
    static func text(_ value: FieldValue, _ type: ElementType) -> String? {
        guard let text = value.canonicalText else { return nil }
        return type == .idNumber ? CodeReading.identity(text) ?? text : text
    }
}
