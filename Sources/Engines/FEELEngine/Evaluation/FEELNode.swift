public import Diagnostics

/// A part of a compiled expression.
///
/// Nodes are immutable once made. The decision engine's boxed expressions are nodes of their own kinds.
open class FEELNode: @unchecked Sendable {
    /// Where it stands in the source.
    public let location: SourceLocation?

    /// Makes a node.
    public init(location: SourceLocation? = nil) {
        self.location = location
    }

    /// The value in a frame; errors are `null` and noted in the run.
    open func evaluate(_ frame: FEELFrame) -> FEELValue { .null }

    /// The parts of this node.
    open var children: [FEELNode] { [] }

    /// The value, if it is the same in every frame.
    open var constant: FEELValue? { nil }

    /// Whether the value can only be a truth value or `null`.
    open var isCondition: Bool { false }

    /// Levels of the tree below and with this node.
    public final var height: Int { 1 + (children.map(\.height).max() ?? 0) }

    /// The inputs and variables that are read, as paths; names bound inside are left out.
    open func collectReferences(_ paths: inout [String]) {
        for child in children { child.collectReferences(&paths) }
    }
}

extension [FEELNode] {
    /// The values of all nodes.
    @inline(__always)
    func evaluated(_ frame: FEELFrame) -> [FEELValue] {
        [FEELValue](unsafeUninitializedCapacity: count) { buffer, done in
            for index in indices {
                buffer.initializeElement(at: index, to: self[index].evaluate(frame))
                done = index + 1
            }
        }
    }
}

/// A constant.
public final class LiteralNode: FEELNode, @unchecked Sendable {
    private let value: FEELValue

    /// A constant.
    public init(_ value: FEELValue, location: SourceLocation? = nil) {
        self.value = value
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue { value }
    public override var constant: FEELValue? { value }
}
