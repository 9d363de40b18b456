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
    let body: Body

    /// A function with a fixed or, by `optional`, shorter list of arguments.
    init(_ name: String, _ signatures: [[String]], optional: Int = 0, body: @escaping Body) {
        self.name = name
        self.signatures = signatures
        let counts = signatures.map(\.count)
        least = (counts.min() ?? 0) - optional
        most = counts.max() ?? 0
        self.body = body
    }

    /// A function of any number of arguments, at least `least`.
    init(_ name: String, variadic signatures: [[String]], least: Int = 1, body: @escaping Body) {
        self.name = name
        self.signatures = signatures
        self.least = least
        most = 1_000
        self.body = body
    }

    func accepts(_ count: Int) -> Bool { count >= least && count <= most }

    func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard accepts(arguments.count) else { return run.fail(.wrongArguments) }
        return run.step() ? body(arguments, run) : .null
    }

    /// What a parameter must be when it is named, since its name chooses the form of the function.
    func type(ofNamed parameter: String) -> FEELType? {
        guard signatures.count > 1 else { return nil }
        switch parameter {
        case "key": return .string
        case "keys": return .list(.any)
        case "position": return .number
        case "match": return .function([], .any)
        default: return nil
        }
    }

    /// For each parameter of the form that has all these names, which argument it takes; `nil` if no form has them.
    func order(of names: [String]) -> [Int?]? {
        guard Set(names).count == names.count else { return nil }
        for signature in signatures where names.allSatisfy(signature.contains) {
            var order: [Int?] = signature.map { names.firstIndex(of: $0) }
            while order.count > least, order.last == .some(.none) { order.removeLast() }
            return order
        }
        return nil
    }
}
