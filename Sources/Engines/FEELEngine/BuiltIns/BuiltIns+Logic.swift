extension BuiltIns {
    /// Boolean functions, and functions over all values (DMN 1.5, 10.3.4.2 and 10.3.4.9).
    static let logic: [BuiltIn] = [
        BuiltIn("not", [["negand"]]) { a, run in
            switch a[0] {
            case .boolean(let value): return .boolean(!value)
            case .null: return .null
            default: return run.fail(.wrongType)
            }
        },
        BuiltIn("is", [["value1", "value2"]]) { a, _ in .boolean(isSame(a[0], a[1])) },
        BuiltIn("get or else", [["value", "default"]]) { a, _ in a[0].isNull ? a[1] : a[0] },
    ]

    /// The same value in the semantic domain: for times and dates with times, the same zone too.
    private static func isSame(_ left: FEELValue, _ right: FEELValue) -> Bool {
        switch (left, right) {
        case (.time(let a), .time(let b)):
            return a.secondOfDay == b.secondOfDay && isSame(a.zone, b.zone)
        case (.dateTime(let a), .dateTime(let b)):
            return a.date == b.date && a.time.secondOfDay == b.time.secondOfDay && isSame(a.time.zone, b.time.zone)
        default: return left.equals(right) == true
        }
    }

    private static func isSame(_ left: FEELZone, _ right: FEELZone) -> Bool {
        switch (left, right) {
        case (.local, .local): true
        case (.offset(let a), .offset(let b)): a == b
        case (.named(let a, _), .named(let b, _)): a == b
        default: false
        }
    }
}
