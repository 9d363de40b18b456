import FEELEngine

/// A value as a declared type; `null` with a warning if it cannot be (DMN 1.5, 10.3.2.9.4).
final class CoercedNode: FEELNode, @unchecked Sendable {
    private let base: FEELNode
    private let type: FEELType

    private init(_ base: FEELNode, _ type: FEELType) {
        self.base = base
        self.type = type
        super.init(location: base.location)
    }

    /// The node itself when every value will do.
    static func wrap(_ node: FEELNode, _ type: FEELType) -> FEELNode {
        if case .any = type { return node }
        return CoercedNode(node, type)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let value = base.evaluate(frame)
        return type.coerce(value, frame.run) ?? frame.run.fail(.wrongType, at: location)
    }

    override var children: [FEELNode] { [base] }
}
