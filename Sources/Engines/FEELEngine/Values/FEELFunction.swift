/// What a function does when called.
public protocol FEELCallable: Sendable {
    /// The result for arguments that are complete, in order and of the declared types.
    func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue
}

/// A FEEL function as a value (DMN 1.5, 10.3.2.13).
public final class FEELFunction: Sendable {
    /// A formal parameter.
    public struct Parameter: Sendable {
        /// Its name, for named arguments.
        public let name: String
        /// Its type; arguments are coerced to it.
        public let type: FEELType

        /// Makes a parameter.
        public init(name: String, type: FEELType = .any) {
            self.name = NameCharacters.normalised(name).key
            self.type = type
        }
    }

    /// The name; `nil` for a function literal.
    public let name: String?
    /// The formal parameters.
    public let parameters: [Parameter]
    /// The type of the result, which is coerced to it.
    public let result: FEELType
    let body: any FEELCallable
    private let takesAnything: Bool
    /// The built-in of this name, whose arguments may vary.
    let builtIn: BuiltIn?

    /// A function from its parts.
    public init(name: String?, parameters: [Parameter], result: FEELType = .any, body: any FEELCallable) {
        self.name = name
        self.parameters = parameters
        self.result = result
        self.body = body
        takesAnything = parameters.allSatisfy { $0.type.isAny }
        builtIn = nil
    }

    /// An extension function in Swift: pure, for values of any type; the name and parameters may contain spaces.
    public convenience init(
        name: String, parameters: [String], body: @escaping @Sendable ([FEELValue]) -> FEELValue
    ) {
        self.init(
            name: name, parameters: parameters.map { Parameter(name: $0) }, body: NativeCallable(body: body))
    }

    init(builtIn: BuiltIn) {
        name = builtIn.name
        parameters = (builtIn.signatures.first ?? []).map { Parameter(name: $0) }
        result = .any
        body = NativeCallable(body: { _ in .null })
        takesAnything = true
        self.builtIn = builtIn
    }

    /// Calls the function with arguments by position; wrong number or types give `null` with a warning.
    public func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        if let builtIn { return builtIn.call(arguments, run) }
        guard arguments.count == parameters.count else { return run.fail(.wrongArguments) }
        guard run.enter() else { return .null }
        defer { run.leave() }
        if takesAnything, result.isAny { return body.call(arguments, run) }
        var coerced = arguments
        for index in arguments.indices {
            guard let value = parameters[index].type.coerce(arguments[index], run) else {
                return run.fail(.wrongType)
            }
            coerced[index] = value
        }
        let value = body.call(coerced, run)
        return result.coerce(value, run) ?? run.fail(.wrongType)
    }
}

extension FEELFunction: CustomStringConvertible {
    /// `function(a, b)`.
    public var description: String { "function(" + parameters.map(\.name).joined(separator: ", ") + ")" }
}

/// A function written in Swift.
struct NativeCallable: FEELCallable {
    let body: @Sendable ([FEELValue]) -> FEELValue

    func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue { body(arguments) }
}
