/// A FEEL type (DMN 1.5, 10.3.2.9), with the constraints that item definitions add.
public indirect enum FEELType: Sendable {
    /// Every value.
    case any
    /// Only `null`.
    case null
    /// Numbers.
    case number
    /// Texts.
    case string
    /// Truth values.
    case boolean
    /// Dates.
    case date
    /// Times of day.
    case time
    /// Dates with times.
    case dateTime
    /// Durations of days and time.
    case daysTimeDuration
    /// Durations of years and months.
    case yearsMonthsDuration
    /// Lists of a type.
    case list(FEELType)
    /// Ranges of a type.
    case range(FEELType)
    /// Contexts with at least these entries.
    case context([(name: String, type: FEELType)])
    /// Functions of these parameters, or of any, with a result of this type.
    case function([FEELType]?, FEELType)
    /// A type with allowed values.
    case constrained(FEELType, FEELUnaryTests)

    /// The simple type of a FEEL name such as `days and time duration`.
    public init?(named name: String) {
        switch name {
        case "Any": self = .any
        case "Null": self = .null
        case "number": self = .number
        case "string": self = .string
        case "boolean": self = .boolean
        case "date": self = .date
        case "time": self = .time
        case "date and time", "dateTime": self = .dateTime
        case "days and time duration", "dayTimeDuration": self = .daysTimeDuration
        case "years and months duration", "yearMonthDuration": self = .yearsMonthsDuration
        case "list": self = .list(.any)
        case "context": self = .context([])
        case "range": self = .range(.any)
        case "function": self = .function(nil, .any)
        default: return nil
        }
    }

    /// Whether a value is of this type; `null` is of every type inside another value, see ``isInstance(_:_:)``
    ///
    /// Allowed values count unless `isConstrained` is off.
    public func conforms(_ value: FEELValue, _ run: FEELRun, isConstrained: Bool = true) -> Bool {
        if value.isNull { return true }
        switch (self, value) {
        case (.any, _), (.number, .number), (.string, .string), (.boolean, .boolean), (.date, .date), (.time, .time),
            (.dateTime, .dateTime), (.daysTimeDuration, .daysTimeDuration),
            (.yearsMonthsDuration, .yearsMonthsDuration):
            return true
        case (.list(let type), .list(let elements)):
            if case .any = type { return true }
            return elements.allSatisfy { type.conforms($0, run, isConstrained: isConstrained) }
        case (.range(let type), .range(let range)):
            return type.conforms(range.start, run) && type.conforms(range.end, run)
        case (.context(let fields), .context(let context)):
            return fields.allSatisfy { field in
                context[field.name].map { field.type.conforms($0, run, isConstrained: isConstrained) } ?? false
            }
        case (.function(nil, _), .function): return true
        case (.function(let parameters?, let result), .function(let function)):
            // A built-in function takes as many arguments as one of its forms, whatever their types (10.3.4).
            if let builtIn = function.builtIn { return builtIn.accepts(parameters.count) }
            // What takes more and gives less than wanted will do (10.3.2.9.2). A result that is not declared may be of any type.
            return parameters.count == function.parameters.count
                && zip(parameters, function.parameters).allSatisfy { $0.conforms(to: $1.type) }
                && (function.result.isAny || function.result.conforms(to: result))
        case (.constrained(let base, let tests), _):
            return base.conforms(value, run, isConstrained: isConstrained)
                && (!isConstrained || tests.matches(value, run) == true)
        default: return false
        }
    }

    /// Whether every value of this type is one of another (DMN 1.5, 10.3.2.9.2); allowed values do not count.
    func conforms(to other: FEELType) -> Bool {
        switch (base, other.base) {
        case (_, .any), (.null, _): return true
        case (.number, .number), (.string, .string), (.boolean, .boolean), (.date, .date), (.time, .time),
            (.dateTime, .dateTime), (.daysTimeDuration, .daysTimeDuration),
            (.yearsMonthsDuration, .yearsMonthsDuration):
            return true
        case (.list(let element), .list(let wanted)), (.range(let element), .range(let wanted)):
            return element.conforms(to: wanted)
        case (.context(let fields), .context(let wanted)):
            return wanted.allSatisfy { field in
                fields.contains { $0.name == field.name && $0.type.conforms(to: field.type) }
            }
        case (.function, .function(nil, _)): return true
        case (.function(let parameters?, let result), .function(let wanted?, let wantedResult)):
            return parameters.count == wanted.count && zip(wanted, parameters).allSatisfy { $0.conforms(to: $1) }
                && result.conforms(to: wantedResult)
        default: return false
        }
    }

    /// `value instance of type`: without allowed values, and `null` is an instance of nothing but `Null`.
    public func isInstance(_ value: FEELValue, _ run: FEELRun) -> Bool {
        if value.isNull {
            if case .null = self { return true }
            return false
        }
        return conforms(value, run, isConstrained: false)
    }

    /// The value as this type (DMN 1.5, 10.3.2.9.4): as it is, out of or into a list of one, a date as its midnight;
    /// `nil` if it cannot be of this type.
    public func coerce(_ value: FEELValue, _ run: FEELRun) -> FEELValue? {
        if case .any = self { return value }
        if conforms(value, run) { return value }
        switch (base, value) {
        case (.list, .list): break
        case (.list, let single):
            let list = FEELValue.list([single])
            return conforms(list, run) ? list : nil
        case (_, .list(let elements)) where elements.count == 1:
            return conforms(elements[0], run) ? elements[0] : coerceSingle(elements[0], run)
        default: break
        }
        return coerceSingle(value, run)
    }

    private func coerceSingle(_ value: FEELValue, _ run: FEELRun) -> FEELValue? {
        if case .dateTime = base, case .date(let date) = value {
            let time = FEELTime(secondOfDay: 0, nanosecond: 0, zone: .offset(0))
            let midnight = FEELValue.dateTime(FEELDateTime(date: date, time: time))
            return conforms(midnight, run) ? midnight : nil
        }
        return nil
    }

    /// Whether every value is of this type.
    public var isAny: Bool {
        if case .any = self { return true }
        return false
    }

    /// The type without constraints.
    var base: FEELType {
        if case .constrained(let type, _) = self { return type.base }
        return self
    }
}
