import Diagnostics
public import FEELEngine
public import JSONTree

/// Compiles FEEL (DMN 1.5 §10) for processes: variables are JSON outside and FEEL values inside.
public struct FEELExpressionCompiler: ExpressionCompiling {
    private let environment: FEELEnvironment

    /// Makes a compiler.
    ///
    /// - Parameter environment: The functions and limits that expressions may use.
    public init(environment: FEELEnvironment = .standard) {
        self.environment = environment
    }

    /// Compiles a FEEL expression in an open scope: any single-word name is a variable.
    public func compile(_ text: String) throws(ExpressionError) -> any ProcessExpression {
        do throws(FEELError) {
            return FEELProcessExpression(try FEELExpression(parsing: text, environment: environment))
        } catch {
            throw ExpressionError(error.diagnostic.message)
        }
    }
}

/// A FEEL expression that asks only for what it reads: of a variable whose members alone are read, only those are
/// turned into FEEL values, so that a large variable costs nothing.
private struct FEELProcessExpression: ProcessExpression {
    private struct Root {
        let name: String
        /// The members that are read; `nil` when the variable is read as a whole.
        var members: [String]?
        var shape = FEELShape([])
    }

    private let expression: FEELExpression
    private let roots: [Root]
    private let shape: FEELShape

    init(_ expression: FEELExpression) {
        self.expression = expression
        var roots: [Root] = []
        for path in expression.references {
            let parts = path.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first else { continue }
            let at = roots.firstIndex { $0.name == name } ?? roots.count
            if at == roots.count { roots.append(Root(name: name, members: [])) }
            if parts.count == 1 {
                roots[at].members = nil
            } else if roots[at].members?.contains(parts[1]) == false {
                roots[at].members?.append(parts[1])
            }
        }
        for at in roots.indices { roots[at].shape = FEELShape(roots[at].members ?? []) }
        self.roots = roots
        shape = FEELShape(roots.map(\.name))
    }

    func evaluate(_ variable: (String) -> JSON?) -> JSON {
        let values = roots.map { root -> FEELValue in
            guard let json = variable(root.name) else { return .null }
            guard let members = root.members, json.kind == .object else { return FEELValue(json: json) }
            return .context(
                FEELContext(shape: root.shape, values: members.map { json[$0].map(FEELValue.init(json:)) ?? .null }))
        }
        return expression.evaluate(FEELContext(shape: shape, values: values)).json
    }
}

extension FEELValue {
    /// The FEEL value of a JSON value; numbers keep their digits, texts stay texts.
    public init(json: JSON) {
        switch json.kind {
        case .null: self = .null
        case .boolean: self = .boolean(json.bool ?? false)
        case .number: self = json.numberText.flatMap(FEELNumber.init).map(FEELValue.number) ?? .null
        case .string: self = .string(json.string ?? "")
        case .array: self = .list(json.elements.map(FEELValue.init(json:)))
        case .object: self = .context(FEELContext(json.members.map { ($0.name, FEELValue(json: $0.value)) }))
        }
    }

    /// The JSON of a FEEL value: dates, times and durations become their FEEL text, ranges and functions null.
    public var json: JSON {
        switch self {
        case .null, .range, .function: .null
        case .boolean(let value): .bool(value)
        case .number(let value): .number(text: value.description) ?? .null
        case .string(let value): .string(value)
        case .list(let values): .array(values.map(\.json))
        case .context(let context): .object(context.entries.map { ($0.0, $0.1.json) })
        case .date, .time, .dateTime, .daysTimeDuration, .yearsMonthsDuration: .string(text)
        }
    }
}
