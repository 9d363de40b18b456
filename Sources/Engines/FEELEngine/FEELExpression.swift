public import Diagnostics

/// A compiled FEEL expression: made once, evaluated often and from any thread.
public struct FEELExpression: Sendable {
    private let node: FEELNode
    private let names: [String]?
    private let hashes: [UInt64]
    private let frameSize: Int
    private let environment: FEELEnvironment

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - text: The expression (DMN 1.5, 10.3).
    ///   - names: The variables in scope; they may contain spaces. `nil`: any name of one word is looked up among the
    ///     variables when it is evaluated.
    ///   - environment: What it may use from outside.
    ///   - origin: Where the text begins in its file, for the places of errors.
    /// - Throws: ``FEELError`` with line and column.
    public init(
        parsing text: String, names: [String]? = nil, environment: FEELEnvironment = .standard,
        origin: SourceLocation? = nil
    ) throws(FEELError) {
        let scope = Self.scope(names, environment)
        node = try scope.compile(text, at: origin)
        self.names = names
        hashes = (names ?? []).map(FEELShape.hash)
        frameSize = scope.layout.count
        self.environment = environment
    }

    static func scope(_ names: [String]?, _ environment: FEELEnvironment) -> FEELScope {
        let scope = FEELScope(environment: environment)
        guard let names else { return scope.filter(item: scope.layout.next()) }
        for name in names { _ = scope.declare(outer: name) }
        return scope
    }

    static func fill(_ frame: FEELFrame, _ names: [String]?, _ hashes: [UInt64], _ variables: FEELContext) {
        guard let names else {
            frame[0] = .context(variables)
            return
        }
        for place in names.indices { frame[place] = variables.value(names[place], hash: hashes[place]) ?? .null }
    }

    /// The value; errors and exceeded limits give `null`.
    public func evaluate(_ variables: FEELContext = .empty, now: FEELDateTime? = nil) -> FEELValue {
        outcome(variables, now: now).value
    }

    /// The value, and why parts of it became `null`.
    public func outcome(_ variables: FEELContext = .empty, now: FEELDateTime? = nil) -> FEELOutcome {
        FEELRun.start(environment: environment, now: now) { run in
            run.withFrame(frameSize) { frame in
                Self.fill(frame, names, hashes, variables)
                let value = node.evaluate(frame)
                return FEELOutcome(value: run.isExhausted ? .null : value, warnings: run.warnings)
            }
        }
    }

    /// The variables it reads, as paths such as `child.birth_date`, each once.
    public var references: [String] {
        var paths: [String] = []
        node.collectReferences(&paths)
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }
    }

    /// The value, if it does not depend on any variable.
    public var constant: FEELValue? { node.constant }
}
