package import Storage

extension AccessScope {
    /// A condition that keeps the rows of this scope, to be joined with `AND`, and its values in order.
    ///
    /// - Parameters:
    ///   - division: the column with the row's 12-digit division code.
    ///   - people: the columns with the subject keys the row is about.
    package func condition(division: String, people: [String]) -> (sql: String, values: [SQLValue]) {
        switch reach {
        case .county: return ("1 = 1", [])
        case .divisions(let codes):
            if codes.isEmpty { return ("1 = 0", []) }
            var values: [SQLValue] = []
            let ranges = codes.map { code in
                let range = AccessScope.codeRange(below: code)
                values.append(.text(range.lowerBound))
                values.append(.text(range.upperBound))
                return "(\(division) >= ? AND \(division) <= ?)"
            }
            return ("(\(ranges.joined(separator: " OR ")))", values)
        case .people(let keys):
            if keys.isEmpty || people.isEmpty { return ("1 = 0", []) }
            var values: [SQLValue] = []
            let places = Array(repeating: "?", count: keys.count).joined(separator: ", ")
            let tests = people.map { column in
                values.append(contentsOf: keys.map { .bytes($0.bytes) })
                return "\(column) IN (\(places))"
            }
            return ("(\(tests.joined(separator: " OR ")))", values)
        }
    }

    /// The codes under a division (GB/T 2260 and GB/T 10114): county 6 digits, town 9, village 12.
    package static func codeRange(below code: String) -> ClosedRange<String> {
        let stem: String
        if code.hasSuffix("000000") {
            stem = String(code.prefix(6))
        } else if code.hasSuffix("000") {
            stem = String(code.prefix(9))
        } else {
            stem = code
        }
        let width = max(0, 12 - stem.count)
        return (stem + String(repeating: "0", count: width))...(stem + String(repeating: "9", count: width))
    }
}
