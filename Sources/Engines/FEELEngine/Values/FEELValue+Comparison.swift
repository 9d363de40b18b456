extension FEELValue {
    /// FEEL's `=`: `nil` when two known values are of types that cannot be equal (DMN 1.5, table 53).
    ///
    /// Only `null` equals `null`; times and dates with times compare at their instants, to the second.
    public func equals(_ other: FEELValue) -> Bool? {
        switch (self, other) {
        case (.null, .null): return true
        case (.null, _), (_, .null): return false
        case (.string(let a), .string(let b)): return ScalarText.equal(a, b)
        case (.number(let a), .number(let b)): return a == b
        case (.boolean(let a), .boolean(let b)): return a == b
        case (.date(let a), .date(let b)): return a == b
        case (.time(let a), .time(let b)):
            return Self.sameKind(a.zone, b.zone) && a.comparableSecond == b.comparableSecond
        case (.dateTime(let a), .dateTime(let b)):
            return Self.sameKind(a.time.zone, b.time.zone) && a.epochSecond == b.epochSecond
        case (.daysTimeDuration(let a), .daysTimeDuration(let b)): return a == b
        case (.yearsMonthsDuration(let a), .yearsMonthsDuration(let b)): return a == b
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (left, right) in zip(a, b) where left.equals(right) != true { return false }
            return true
        case (.context(let a), .context(let b)):
            guard a.count == b.count else { return false }
            for (name, value) in zip(a.names, a.values) {
                guard let other = b[name], value.equals(other) == true else { return false }
            }
            return true
        case (.range(let a), .range(let b)):
            return a.form == b.form && a.startIncluded == b.startIncluded && a.endIncluded == b.endIncluded
                && a.start.equals(b.start) == true && a.end.equals(b.end) == true
        case (.function(let a), .function(let b)): return a === b
        default: return nil
        }
    }

    /// Local values and values with an offset are never equal.
    private static func sameKind(_ left: FEELZone, _ right: FEELZone) -> Bool {
        (left.offset == nil) == (right.offset == nil)
    }

    /// Below zero, zero or above as this comes before, with or after the other; `nil` if they have no order. Of two times of
    /// which one has no offset, that one is taken to have the other's (DMN 1.5, table 54).
    @inline(__always)
    func ordering(against other: FEELValue) -> Int? {
        if case .number(let a) = self, case .number(let b) = other { return a.ordering(against: b) }
        return generalOrdering(against: other)
    }

    private func generalOrdering(against other: FEELValue) -> Int? {
        switch (self, other) {
        case (.string(let a), .string(let b)): return ScalarText.compare(a, b)
        case (.date(let a), .date(let b)): return a < b ? -1 : (a == b ? 0 : 1)
        case (.time(let a), .time(let b)):
            guard Self.sameKind(a.zone, b.zone) else {
                return Self.order(a.secondOfDay, a.nanosecond, b.secondOfDay, b.nanosecond)
            }
            return Self.order(a.comparableSecond, a.nanosecond, b.comparableSecond, b.nanosecond)
        case (.dateTime(let a), .dateTime(let b)):
            guard Self.sameKind(a.time.zone, b.time.zone) else {
                return Self.order(a.localSecond, a.time.nanosecond, b.localSecond, b.time.nanosecond)
            }
            return Self.order(a.epochSecond, a.time.nanosecond, b.epochSecond, b.time.nanosecond)
        case (.date(let a), .dateTime(let b)):
            return Self.order(a.daysSinceEpoch * 86_400, 0, b.epochSecond, b.time.nanosecond)
        case (.dateTime(let a), .date(let b)):
            return Self.order(a.epochSecond, a.time.nanosecond, b.daysSinceEpoch * 86_400, 0)
        case (.daysTimeDuration(let a), .daysTimeDuration(let b)): return a < b ? -1 : (a == b ? 0 : 1)
        case (.yearsMonthsDuration(let a), .yearsMonthsDuration(let b)): return a < b ? -1 : (a == b ? 0 : 1)
        default: return nil
        }
    }

    /// Whether this, standing at the same place as the other in their order, equals it: what has an offset equals nothing local.
    func isNoOtherKind(of other: FEELValue) -> Bool {
        switch (self, other) {
        case (.time(let a), .time(let b)): Self.sameKind(a.zone, b.zone)
        case (.dateTime(let a), .dateTime(let b)): Self.sameKind(a.time.zone, b.time.zone)
        default: true
        }
    }

    private static func order(_ second: Int, _ fraction: Int, _ other: Int, _ otherFraction: Int) -> Int {
        if second != other { return second < other ? -1 : 1 }
        return fraction == otherFraction ? 0 : (fraction < otherFraction ? -1 : 1)
    }
}

extension FEELValue {
    /// Below zero, zero or above as this comes before, with or after the other; `nil` if they have no order
    /// (DMN 1.5, table 54).
    public func compare(_ other: FEELValue) -> Int? { ordering(against: other) }
}
