public import Diagnostics

/// What a loop goes through.
public struct LoopIterator: Sendable {
    let place: Int
    let domain: FEELNode
    let end: FEELNode?

    /// A variable in `place` that goes through a list, or from `domain` to `end`.
    public init(place: Int, domain: FEELNode, end: FEELNode? = nil) {
        self.place = place
        self.domain = domain
        self.end = end
    }

    var children: [FEELNode] { end.map { [domain, $0] } ?? [domain] }

    /// The values; `nil` if these cannot be gone through.
    func values(_ frame: FEELFrame) -> [FEELValue]? {
        let first = domain.evaluate(frame)
        if let end { return Self.sequence(first, end.evaluate(frame), frame.run) }
        switch first {
        case .list(let elements): return elements
        case .range(let range):
            guard range.form == .interval else { return nil }
            guard var values = Self.sequence(range.start, range.end, frame.run) else { return nil }
            if !range.startIncluded, !values.isEmpty { values.removeFirst() }
            if !range.endIncluded, !values.isEmpty { values.removeLast() }
            return values
        case .null: return nil
        default: return [first]
        }
    }

    private static func sequence(_ start: FEELValue, _ end: FEELValue, _ run: FEELRun) -> [FEELValue]? {
        switch (start, end) {
        case (.number(let first), .number(let last)):
            guard let from = first.integer, let to = last.integer else { return nil }
            return steps(from, to, run)?.map { .number(FEELNumber($0)) }
        case (.date(let first), .date(let last)):
            return steps(first.daysSinceEpoch, last.daysSinceEpoch, run)?.map {
                FEELDate(daysSinceEpoch: $0).map { .date($0) } ?? .null
            }
        default: return nil
        }
    }

    private static func steps(_ from: Int, _ to: Int, _ run: FEELRun) -> [Int]? {
        let (distance, overflow) = to.subtractingReportingOverflow(from)
        guard !overflow, distance.magnitude < 100_000_000, run.step(Int(distance.magnitude)),
            run.allot(Int(distance.magnitude) * 24)
        else { return nil }
        return from <= to ? Array(from...to) : Array((to...from).reversed())
    }
}

/// `for a in list, b in list return expression`
public final class ForNode: FEELNode, @unchecked Sendable {
    private let iterators: [LoopIterator]
    private let result: FEELNode
    private let partial: Int?

    /// How many results a loop may have that reads those before: each may hold the last one, and values nested too
    /// deeply would overflow the stack when they are freed.
    private static let mostWithPartial = 5_000

    /// A loop; `partial` is the place where the results so far stand, if the expression reads them.
    public init(_ iterators: [LoopIterator], result: FEELNode, partial: Int?, location: SourceLocation? = nil) {
        self.iterators = iterators
        self.result = result
        self.partial = partial
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        var results: [FEELValue] = []
        guard go(0, frame, &results) else {
            return frame.run.isExhausted ? .null : frame.run.fail(.wrongType, at: location)
        }
        return .list(results)
    }

    private func go(_ level: Int, _ frame: FEELFrame, _ results: inout [FEELValue]) -> Bool {
        if level == iterators.count {
            guard frame.run.step(), frame.run.allot(24) else { return false }
            if let partial {
                guard results.count < Self.mostWithPartial else {
                    frame.run.exhaust()
                    return false
                }
                frame[partial] = .list(results)
            }
            results.append(result.evaluate(frame))
            return true
        }
        guard let values = iterators[level].values(frame) else { return false }
        for value in values {
            guard frame.run.step() else { return false }
            frame[iterators[level].place] = value
            guard go(level + 1, frame, &results) else { return false }
        }
        return true
    }

    public override var children: [FEELNode] { iterators.flatMap(\.children) + [result] }
}

/// `some a in list satisfies condition`, `every …`
public final class QuantifiedNode: FEELNode, @unchecked Sendable {
    private let isUniversal: Bool
    private let iterators: [LoopIterator]
    private let condition: FEELNode

    /// A quantified expression.
    public init(
        isUniversal: Bool, _ iterators: [LoopIterator], condition: FEELNode, location: SourceLocation? = nil
    ) {
        self.isUniversal = isUniversal
        self.iterators = iterators
        self.condition = condition
        super.init(location: location)
    }

    public override var isCondition: Bool { true }

    private enum Finding {
        case decided, undecided, failed
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue { truth(frame).value }

    public override func truth(_ frame: FEELFrame) -> FEELTruth {
        var hasNull = false
        switch go(0, frame, &hasNull) {
        case .decided: return FEELTruth(!isUniversal)
        case .undecided: return hasNull ? .null : FEELTruth(isUniversal)
        case .failed:
            if !frame.run.isExhausted { _ = frame.run.fail(.wrongType, at: location) }
            return .null
        }
    }

    private func go(_ level: Int, _ frame: FEELFrame, _ hasNull: inout Bool) -> Finding {
        if level == iterators.count {
            switch condition.truth(frame) {
            case .yes: return isUniversal ? .undecided : .decided
            case .no: return isUniversal ? .decided : .undecided
            case .null:
                hasNull = true
                return .undecided
            case .other: return .failed
            }
        }
        guard let values = iterators[level].values(frame) else { return .failed }
        for value in values {
            guard frame.run.step() else { return .failed }
            frame[iterators[level].place] = value
            let finding = go(level + 1, frame, &hasNull)
            if finding != .undecided { return finding }
        }
        return .undecided
    }

    public override var children: [FEELNode] { iterators.flatMap(\.children) + [condition] }
}
