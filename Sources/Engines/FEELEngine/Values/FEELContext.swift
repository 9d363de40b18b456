/// A FEEL context: names with values, in order (DMN 1.5, 10.3.2.6).
public final class FEELContext: Sendable {
    /// The names, shared with other contexts of the same form.
    public let shape: FEELShape
    /// The values in the order of the names.
    public let values: [FEELValue]

    /// A context from pairs; of a name given twice the last value counts.
    public convenience init(_ pairs: [(String, FEELValue)]) {
        var names: [String] = []
        var values: [FEELValue] = []
        names.reserveCapacity(pairs.count)
        values.reserveCapacity(pairs.count)
        var seen: [String: Int] = [:]
        let isSmall = pairs.count <= 12
        for (name, value) in pairs {
            if let place = isSmall ? names.firstIndex(where: { ScalarText.equal($0, name) }) : seen[name] {
                values[place] = value
            } else {
                if !isSmall { seen[name] = names.count }
                names.append(name)
                values.append(value)
            }
        }
        self.init(shape: FEELShape(names), values: values)
    }

    /// A context of a known shape; missing values are `null`, surplus ones are left out.
    public init(shape: FEELShape, values: [FEELValue]) {
        self.shape = shape
        if values.count == shape.names.count {
            self.values = values
        } else {
            self.values = shape.names.indices.map { $0 < values.count ? values[$0] : .null }
        }
    }

    /// No entries.
    public static let empty = FEELContext(shape: .empty, values: [])

    /// How many entries there are.
    public var count: Int { values.count }
    /// The names in order.
    public var names: [String] { shape.names }
    /// The entries in order.
    public var entries: [(name: String, value: FEELValue)] { zip(shape.names, values).map { ($0, $1) } }

    /// The value of a name; `nil` if there is no such entry.
    public subscript(name: String) -> FEELValue? { shape.place(of: name).map { values[$0] } }

    /// The value of a name whose hash is known.
    @inline(__always)
    func value(_ name: String, hash: UInt64) -> FEELValue? {
        guard let place = shape.place(of: name, hash: hash) else { return nil }
        return values[place]
    }

    /// A copy with one entry set, in its place or at the end.
    public func setting(_ name: String, to value: FEELValue) -> FEELContext {
        if let place = shape.place(of: name) {
            var changed = values
            changed[place] = value
            return FEELContext(shape: shape, values: changed)
        }
        return FEELContext(shape: FEELShape(shape.names + [name]), values: values + [value])
    }
}

extension FEELContext: Equatable {
    /// Structural equality; the order of the names does not matter.
    public static func == (left: FEELContext, right: FEELContext) -> Bool {
        if left === right { return true }
        guard left.count == right.count else { return false }
        if left.shape === right.shape { return left.values == right.values }
        return zip(left.names, left.values).allSatisfy { right[$0] == $1 }
    }
}
