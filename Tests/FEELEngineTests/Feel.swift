import FEELEngine

/// Shorthands for tests.
enum Feel {
    static let now = FEELDateTime(epochSeconds: 1_782_950_400, offset: 28_800)

    /// The value of an expression.
    static func value(
        _ text: String, _ variables: [(String, FEELValue)] = [], environment: FEELEnvironment = .standard
    ) throws -> FEELValue {
        try FEELExpression(parsing: text, names: variables.map(\.0), environment: environment)
            .evaluate(FEELContext(variables), now: now)
    }

    /// The codes of the warnings of an expression.
    static func warnings(_ text: String, _ variables: [(String, FEELValue)] = []) throws -> [String] {
        try FEELExpression(parsing: text, names: variables.map(\.0))
            .outcome(FEELContext(variables), now: now).warnings.map(\.code.rawValue)
    }

    static func number(_ text: String) -> FEELNumber { FEELNumber(text) ?? .zero }
}
