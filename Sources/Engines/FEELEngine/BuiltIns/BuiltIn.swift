/// A built-in function (DMN 1.5, 10.3.4).
struct BuiltIn: Sendable {
    typealias Body = @Sendable (_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue

    let name: String
    /// The parameter names of each form.
    let signatures: [[String]]
    /// The fewest arguments by position.
    let least: Int
    /// The most arguments by position.
    let most: Int
    private let body: Body
    /// The places whose parameters take neither lists nor values of any type: a list of one is its element there (DMN 1.5,
    /// 10.3.2.9.4).
    private let singles: [Int]

    /// A function with a fixed or, by `optional`, shorter list of arguments.
    init(_ name: String, _ signatures: [[String]], optional: Int = 0, body: @escaping Body) {
        self.name = name
        self.signatures = signatures
        let counts = signatures.map(\.count)
        least = (counts.min() ?? 0) - optional
        most = counts.max() ?? 0
        singles = Self.singles(name, signatures)
        self.body = body
    }

    /// A function of any number of arguments, at least `least`.
    init(_ name: String, variadic signatures: [[String]], least: Int = 1, body: @escaping Body) {
        self.name = name
        self.signatures = signatures
        self.least = least
        most = 1_000
        singles = []
        self.body = body
    }

    func accepts(_ count: Int) -> Bool { count >= least && count <= most }

    func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard accepts(arguments.count) else { return run.fail(.wrongArguments) }
        return run.step() ? apply(arguments, run) : .null
    }

    /// Calls it with a number of arguments that is known to be right.
    @inline(__always)
    func apply(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        for place in singles where place < arguments.count {
            if case .list(let elements) = arguments[place], elements.count == 1 {
                return body(unwrapped(arguments), run)
            }
        }
        return body(arguments, run)
    }

    private func unwrapped(_ arguments: [FEELValue]) -> [FEELValue] {
        var arguments = arguments
        for place in singles where place < arguments.count {
            if case .list(let elements) = arguments[place], elements.count == 1 { arguments[place] = elements[0] }
        }
        return arguments
    }

    /// Parameters that may be a list, a range, or a value of any type.
    private static let wide: Set<String> = [
        "list", "element", "item", "newItem", "keys", "value", "value1", "value2", "default", "entries", "contexts",
        "precedes", "point", "point1", "point2", "range", "range1", "range2",
    ]

    private static func singles(_ name: String, _ signatures: [[String]]) -> [Int] {
        let takesAnyMatch = name == "index of" || name == "list replace"
        if name == "string" { return [] }
        return (0..<(signatures.map(\.count).max() ?? 0)).filter { place in
            signatures.allSatisfy { signature in
                guard place < signature.count else { return true }
                return !wide.contains(signature[place]) && !(takesAnyMatch && signature[place] == "match")
            }
        }
    }

    /// What a parameter must be when it is named, since its name chooses the form of the function.
    func type(ofNamed parameter: String) -> FEELType? {
        guard signatures.count > 1 else { return nil }
        switch parameter {
        case "key": return .string
        case "keys": return .list(.any)
        case "position": return .number
        case "match": return .function(nil, .any)
        default: return nil
        }
    }

    /// For each parameter of the form that has all these names, which argument it takes; `nil` if no form has them.
    func order(of names: [String]) -> [Int?]? {
        guard Set(names).count == names.count else { return nil }
        // Forms that differ in the order of their parameters only are told apart by the order of the names.
        for signature in signatures.filter({ $0 == names }) + signatures where names.allSatisfy(signature.contains) {
            var order: [Int?] = signature.map { names.firstIndex(of: $0) }
            while order.count > least, order.last == .some(.none) { order.removeLast() }
            return order
        }
        return nil
    }
}
