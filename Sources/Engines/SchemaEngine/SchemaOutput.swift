public import Diagnostics
public import JSONTree

/// What validating one instance came to.
public struct SchemaOutput: Sendable, Hashable {
    /// Whether the instance is valid.
    public let isValid: Bool
    /// What it violates, in the order of the schema's keywords; empty when it is valid.
    public let violations: [SchemaViolation]

    /// The structures of core §12.4.
    public enum Structure: String, Sendable, CaseIterable {
        /// Valid or not.
        case flag
        /// The violations one after the other.
        case basic
        /// The violations under the subschemas that lead to them; subschemas with one thing wrong are left out.
        case detailed
    }

    /// The output in one of the standard's structures; its errors are in Chinese, or in English with `\.en`.
    public func json(_ structure: Structure, in language: KeyPath<Text, String> = \.zh) -> JSON {
        if isValid || structure == .flag { return ["valid": .bool(isValid)] }
        let parts: [JSON] =
            switch structure {
            case .flag: []
            case .basic: violations.map { Self.unit($0, language) }
            case .detailed: OutputTree(violations).units(language)
            }
        return ["valid": false, "keywordLocation": "", "instanceLocation": "", "errors": .array(parts)]
    }

    static func unit(_ violation: SchemaViolation, _ language: KeyPath<Text, String>) -> JSON {
        [
            "valid": false, "keywordLocation": .string(violation.keywordLocation.description),
            "absoluteKeywordLocation": .string(violation.absoluteKeywordLocation),
            "instanceLocation": .string(violation.instanceLocation.description),
            "error": .string(violation.message[keyPath: language]),
        ]
    }
}

/// Violations under the subschemas that lead to them.
private struct OutputTree {
    private final class Node {
        let scope: SchemaViolation.Scope?
        let way: SchemaViolation
        var leaves: [(order: Int, violation: SchemaViolation)] = []
        var children: [Node] = []
        var order: Int

        init(_ scope: SchemaViolation.Scope?, _ way: SchemaViolation, order: Int) {
            self.scope = scope
            self.way = way
            self.order = order
        }

        var schemaTokens: ArraySlice<String> { way.keywordLocation.tokens.prefix(scope?.schemaSteps ?? 0) }
        var instanceTokens: ArraySlice<String> { way.instanceLocation.tokens.prefix(scope?.instanceSteps ?? 0) }
    }

    private var root: Node?

    init(_ violations: [SchemaViolation]) {
        for (order, violation) in violations.enumerated() {
            let root = self.root ?? Node(violation.scopes.first, violation, order: order)
            self.root = root
            var node = root
            for scope in violation.scopes.dropFirst() {
                let next = Node(scope, violation, order: order)
                if let known = node.children.last(where: {
                    $0.schemaTokens == next.schemaTokens && $0.instanceTokens == next.instanceTokens
                }) {
                    node = known
                } else {
                    node.children.append(next)
                    node = next
                }
            }
            node.leaves.append((order, violation))
        }
    }

    func units(_ language: KeyPath<Text, String>) -> [JSON] { root.map { Self.parts($0, language) } ?? [] }

    /// What is wrong under a node: its own violations and its children, in order.
    private static func parts(_ node: Node, _ language: KeyPath<Text, String>) -> [JSON] {
        var parts = node.leaves.map { ($0.order, [SchemaOutput.unit($0.violation, language)]) }
        for child in node.children {
            let inside = self.parts(child, language)
            parts.append((child.order, inside.count == 1 ? inside : [unit(child, inside)]))
        }
        return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }

    private static func unit(_ node: Node, _ errors: [JSON]) -> JSON {
        [
            "valid": false, "keywordLocation": .string(JSONPointer(Array(node.schemaTokens)).description),
            "absoluteKeywordLocation": .string(node.scope?.location ?? ""),
            "instanceLocation": .string(JSONPointer(Array(node.instanceTokens)).description), "errors": .array(errors),
        ]
    }
}
