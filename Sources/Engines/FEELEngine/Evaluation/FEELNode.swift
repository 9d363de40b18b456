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

    /// What the value is as a condition, the same as ``evaluate(_:)`` gives; quicker where no value has to be made for it.
    open func truth(_ frame: FEELFrame) -> FEELTruth { FEELTruth(evaluate(frame)) }

    /// The parts of this node.
    open var children: [FEELNode] { [] }

    /// The value, if it is the same in every frame.
    open var constant: FEELValue? { nil }

    /// Whether the value can only be a truth value or `null`.
    open var isCondition: Bool { false }

    /// Whether it is made of constants and reckoning alone, so that it can be evaluated in any frame.
    package var isPlain: Bool { constant != nil }

    /// Levels of the tree below and with this node.
    public final var height: Int { 1 + (children.map(\.height).max() ?? 0) }

    /// Whether it, or a part of it, reads an input or a decision.
    final var readsGlobals: Bool { isGlobal || children.contains { $0.readsGlobals } }

    /// Whether it reads an input or a decision itself.
    var isGlobal: Bool { false }

    /// The inputs and variables that are read, as paths; names bound inside are left out.
    open func collectReferences(_ paths: inout [String]) {
        for child in children { child.collectReferences(&paths) }
    }
}

extension [FEELNode] {
    /// The values of all nodes.
    @inline(__always)
    func evaluated(_ frame: FEELFrame) -> [FEELValue] {
        // A list written out is made for its type when this is compiled; one of any capacity looks its type up each time.
        switch count {
        case 0: return []
        case 1: return [self[0].evaluate(frame)]
        case 2: return [self[0].evaluate(frame), self[1].evaluate(frame)]
        case 3: return [self[0].evaluate(frame), self[1].evaluate(frame), self[2].evaluate(frame)]
        default:
            var values: [FEELValue] = []
            values.reserveCapacity(count)
            for node in self { values.append(node.evaluate(frame)) }
            return values
        }
    }
}

/// What a value is as a condition.
public enum FEELTruth: UInt8, Sendable {
    /// `false`
    case no
    /// `true`
    case yes
    /// `null`
    case null
    /// A value that is no truth value.
    case other

    /// What a value is.
    @inline(__always)
    public init(_ value: FEELValue) {
        switch value {
        case .boolean(let flag): self = flag ? .yes : .no
        case .null: self = .null
        default: self = .other
        }
    }

    @inline(__always)
    init(_ flag: Bool) { self = flag ? .yes : .no }

    /// The truth value; `null` for all else.
    var value: FEELValue {
        switch self {
        case .no: .boolean(false)
        case .yes: .boolean(true)
        case .null, .other: .null
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

    public override var isCondition: Bool {
        if case .boolean = value { return true }
        return false
    }

    public override var constant: FEELValue? { value }
}
