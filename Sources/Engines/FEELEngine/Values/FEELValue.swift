/// A value of FEEL (DMN 1.5, 10.3.2.2).
///
/// `Hashable` here is structural, so that values can be keys and test expectations (`null` equals `null`, numbers by
/// value). FEEL's own three-valued `=` is ``equals(_:)``.
public enum FEELValue: Sendable {
    /// Nothing is known. Also what an error in an expression becomes.
    case null
    /// A truth value.
    case boolean(Bool)
    /// A decimal number.
    case number(FEELNumber)
    /// A text, a sequence of Unicode scalars.
    case string(String)
    /// A calendar date.
    case date(FEELDate)
    /// A time of day.
    indirect case time(FEELTime)
    /// A date and time of day.
    indirect case dateTime(FEELDateTime)
    /// A duration in days, hours, minutes, seconds.
    case daysTimeDuration(FEELDaysTimeDuration)
    /// A duration in years and months.
    case yearsMonthsDuration(FEELYearsMonthsDuration)
    /// A list.
    case list([FEELValue])
    /// A context: ordered names with values.
    case context(FEELContext)
    /// An interval between two values, or a comparison that stands for one.
    case range(FEELRange)
    /// A function.
    case function(FEELFunction)
}

extension FEELValue {
    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// The truth value, if it is one.
    public var boolean: Bool? {
        if case .boolean(let value) = self { return value }
        return nil
    }

    /// The number, if it is one.
    public var number: FEELNumber? {
        if case .number(let value) = self { return value }
        return nil
    }

    /// The text, if it is one.
    public var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    /// The date, if it is one.
    public var date: FEELDate? {
        if case .date(let value) = self { return value }
        return nil
    }

    /// The elements, if it is a list.
    public var list: [FEELValue]? {
        if case .list(let value) = self { return value }
        return nil
    }

    /// The context, if it is one.
    public var context: FEELContext? {
        if case .context(let value) = self { return value }
        return nil
    }

    /// The entry of a context; `null` if there is none or this is no context.
    public subscript(name: String) -> FEELValue {
        guard case .context(let context) = self else { return .null }
        return context[name] ?? .null
    }

    /// A whole number as a value.
    public static func number(_ value: Int) -> FEELValue { .number(FEELNumber(value)) }

    /// A context made of pairs in their order.
    public static func context(_ pairs: [(String, FEELValue)]) -> FEELValue { .context(FEELContext(pairs)) }

    /// A truth value, or `null` for `nil`.
    @inline(__always)
    static func ternary(_ value: Bool?) -> FEELValue {
        guard let value else { return .null }
        return .boolean(value)
    }

    /// A number, or `null` for `nil`.
    @inline(__always)
    static func optional(_ value: FEELNumber?) -> FEELValue {
        guard let value else { return .null }
        return .number(value)
    }

    /// The value as a list: itself, or the one element it is.
    var asList: [FEELValue] {
        if case .list(let elements) = self { return elements }
        return [self]
    }

    /// The name of the value's type as FEEL writes it.
    public var typeName: String {
        switch self {
        case .null: "null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .daysTimeDuration: "days and time duration"
        case .yearsMonthsDuration: "years and months duration"
        case .list: "list"
        case .context: "context"
        case .range: "range"
        case .function: "function"
        }
    }
}

extension FEELValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text written in source.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number written in source.
    public init(integerLiteral value: Int) { self = .number(FEELNumber(value)) }
    /// A truth value written in source.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// A list written in source.
    public init(arrayLiteral elements: FEELValue...) { self = .list(elements) }
    /// A context written in source.
    public init(dictionaryLiteral elements: (String, FEELValue)...) { self = .context(FEELContext(elements)) }
}

extension FEELValue: Hashable {
    /// Structural equality; functions are equal when they are the same function.
    public static func == (left: FEELValue, right: FEELValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): ScalarText.equal(a, b)
        case (.date(let a), .date(let b)): a == b
        case (.time(let a), .time(let b)): a == b
        case (.dateTime(let a), .dateTime(let b)): a == b
        case (.daysTimeDuration(let a), .daysTimeDuration(let b)): a == b
        case (.yearsMonthsDuration(let a), .yearsMonthsDuration(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.context(let a), .context(let b)): a == b
        case (.range(let a), .range(let b)): a == b
        case (.function(let a), .function(let b)): a === b
        default: false
        }
    }

    /// Hashes the structure.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .string(let value): for byte in value.utf8 { hasher.combine(byte) }
        case .date(let value): hasher.combine(value)
        case .time(let value): hasher.combine(value)
        case .dateTime(let value): hasher.combine(value)
        case .daysTimeDuration(let value): hasher.combine(value)
        case .yearsMonthsDuration(let value): hasher.combine(value)
        case .list(let value): hasher.combine(value)
        case .context(let value): hasher.combine(value.count)
        case .range(let value): hasher.combine(value.start)
        case .function(let value): hasher.combine(ObjectIdentifier(value))
        }
    }
}
