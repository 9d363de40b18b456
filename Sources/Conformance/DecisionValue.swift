import FEELEngine
import XMLTree

/// Reads and compares the values of the DMN TCK's test files.
enum DecisionValue {
    private static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"

    /// The value that an element's `value`, `list` or `component` children describe.
    static func read(_ element: XMLTreeElement) -> FEELValue {
        if isNil(element) { return .null }
        let components = element.elements.filter { $0.name.local == "component" }
        if !components.isEmpty {
            return .context(FEELContext(components.map { ($0.attribute("name") ?? "", read($0)) }))
        }
        for child in element.elements {
            switch child.name.local {
            case "value": return simple(child)
            case "list":
                return isNil(child)
                    ? .null : .list(child.elements.filter { $0.name.local == "item" }.map(read))
            default: continue
            }
        }
        return .null
    }

    private static func isNil(_ element: XMLTreeElement) -> Bool {
        element.attribute("nil", namespace: schemaInstance) == "true"
    }

    private static func simple(_ element: XMLTreeElement) -> FEELValue {
        if isNil(element) { return .null }
        let text = element.text
        let type = element.attribute("type", namespace: schemaInstance)?.split(separator: ":").last.map(String.init)
        let trimmed = element.trimmedText
        switch type {
        case "decimal", "double", "integer", "int", "float", "long":
            return FEELNumber(trimmed).map { .number($0) } ?? .null
        case "boolean": return .boolean(trimmed == "true" || trimmed == "1")
        case "date", "dateTime", "time", "duration":
            let literal = try? FEELExpression(parsing: "@\"\(trimmed)\"", names: [])
            return literal?.evaluate() ?? .string(text)
        default: return .string(text)
        }
    }

    /// Whether a result is the one expected, numbers within 10⁻⁸.
    static func matches(_ actual: FEELValue, _ expected: FEELValue) -> Bool {
        switch (actual, expected) {
        case (.number(let left), .number(let right)):
            let distance = (left.double - right.double).magnitude
            return left == right || distance <= 1e-8 * max(1, right.double.magnitude)
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { matches($0, $1) }
        case (.context(let left), .context(let right)):
            return left.count == right.count
                && right.entries.allSatisfy { entry in left[entry.name].map { matches($0, entry.value) } ?? false }
        case (.time(let left), .time(let right)): return left == right
        case (.dateTime(let left), .dateTime(let right)): return left == right
        default: return actual == expected
        }
    }
}
