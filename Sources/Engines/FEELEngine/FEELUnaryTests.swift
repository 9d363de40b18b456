public import Diagnostics

/// Compiled unary tests: a cell of a decision table, allowed values, a guard.
public struct FEELUnaryTests: Sendable {
    /// The text they were read from.
    public let text: String
    private let tests: FEELTests
    private let names: [String]?
    private let hashes: [UInt64]
    private let frameSize: Int
    private let place: Int
    private let environment: FEELEnvironment

    /// Compiles unary tests such as `< 10`, `"a", "b"`, `not(null)`, `? in [1..5]`.
    ///
    /// - Throws: ``FEELError`` with line and column.
    public init(
        parsing text: String, names: [String]? = nil, environment: FEELEnvironment = .standard,
        origin: SourceLocation? = nil
    ) throws(FEELError) {
        let scope = FEELExpression.scope(names, environment)
        place = scope.layout.next()
        tests = try scope.compileTests(text, input: place, at: origin)
        self.text = text
        self.names = names
        hashes = (names ?? []).map(FEELShape.hash)
        frameSize = scope.layout.count
        self.environment = environment
    }

    /// Whether a value passes; `nil` if that is unknown.
    public func matches(_ input: FEELValue, _ variables: FEELContext = .empty, now: FEELDateTime? = nil) -> Bool? {
        FEELRun.start(environment: environment, now: now) { run in
            run.withFrame(frameSize) { frame in
                FEELExpression.fill(frame, names, hashes, variables)
                let result = tests.matches(input, frame)
                return run.isExhausted ? nil : result
            }
        }
    }

    /// Whether a value passes, within a run.
    func matches(_ input: FEELValue, _ run: FEELRun) -> Bool? {
        run.withFrame(frameSize) { tests.matches(input, $0) }
    }

    /// The values listed, if they are all constants, in order; ranges among them as ranges.
    public var constants: [FEELValue]? { tests.constants }
}
