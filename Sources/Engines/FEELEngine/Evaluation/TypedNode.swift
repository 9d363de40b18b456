/// A value that must be of a type as it is; `null` otherwise.
final class TypedNode: FEELNode, @unchecked Sendable {
    private let base: FEELNode
    private let type: FEELType

    init(_ base: FEELNode, _ type: FEELType) {
        self.base = base
        self.type = type
        super.init(location: base.location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let value = base.evaluate(frame)
        return type.conforms(value, frame.run) ? value : frame.run.fail(.wrongType, at: location)
    }

    override var constant: FEELValue? {
        guard let value = base.constant else { return nil }
        return FEELRun.start(environment: .standard) { type.conforms(value, $0) } ? value : nil
    }

    override var children: [FEELNode] { [base] }
}
