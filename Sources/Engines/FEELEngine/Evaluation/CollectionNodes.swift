public import Diagnostics

/// `[a, b]`
public final class ListNode: FEELNode, @unchecked Sendable {
    private let elements: [FEELNode]
    private let folded: FEELValue?

    /// A list of expressions.
    public init(_ elements: [FEELNode], location: SourceLocation? = nil) {
        self.elements = elements
        let constants = elements.compactMap(\.constant)
        folded = constants.count == elements.count ? .list(constants) : nil
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        if let folded { return folded }
        return frame.run.list(elements.evaluated(frame))
    }

    public override var constant: FEELValue? { folded }
    public override var children: [FEELNode] { elements }
}

/// `{a: 1, b: a + 1}`, and boxed contexts.
public final class ContextNode: FEELNode, @unchecked Sendable {
    /// One entry; later entries see its value in `place`.
    public struct Entry: Sendable {
        let name: String
        let place: Int
        let value: FEELNode
        let type: FEELType

        /// Makes an entry.
        public init(name: String, place: Int, value: FEELNode, type: FEELType = .any) {
            self.name = name
            self.place = place
            self.value = value
            self.type = type
        }
    }

    private let entries: [Entry]
    private let shape: FEELShape
    private let result: FEELNode?
    private let nodes: [FEELNode]
    private let places: [Int]
    private let isUntyped: Bool

    /// A context; with `result`, a boxed context whose last cell is the value of the whole.
    public init(_ entries: [Entry], result: FEELNode? = nil, location: SourceLocation? = nil) {
        self.entries = entries
        shape = FEELShape(entries.map(\.name))
        self.result = result
        nodes = entries.map(\.value)
        places = entries.map(\.place)
        isUntyped = entries.allSatisfy(\.type.isAny)
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        var values: [FEELValue] = []
        if result == nil { values.reserveCapacity(nodes.count) }
        for index in nodes.indices {
            let value = value(index, frame)
            frame[places[index]] = value
            if result == nil { values.append(value) }
        }
        if let result { return result.evaluate(frame) }
        guard frame.run.allot(values.count * 24 + 32) else { return .null }
        return .context(FEELContext(shape: shape, values: values))
    }

    /// Where an entry stands; `nil` without such an entry, and for a boxed context with a last cell.
    func entryPlace(of name: String) -> Int? { result == nil ? shape.place(of: name) : nil }

    /// One entry: those after it are not computed, and no context is made.
    func entry(at place: Int, _ frame: FEELFrame) -> FEELValue {
        for index in 0..<place { frame[places[index]] = value(index, frame) }
        return value(place, frame)
    }

    private func value(_ index: Int, _ frame: FEELFrame) -> FEELValue {
        let value = nodes[index].evaluate(frame)
        if isUntyped { return value }
        return entries[index].type.coerce(value, frame.run) ?? frame.run.fail(.wrongType, at: location)
    }

    public override var children: [FEELNode] { entries.map(\.value) + (result.map { [$0] } ?? []) }
}

/// `[a..b]`, `(< b)` and the like.
final class RangeNode: FEELNode, @unchecked Sendable {
    private let start: FEELNode?
    private let end: FEELNode?
    private let startIncluded: Bool
    private let endIncluded: Bool
    private let form: FEELRange.Form

    init(
        start: FEELNode?, startIncluded: Bool, end: FEELNode?, endIncluded: Bool, form: FEELRange.Form,
        location: SourceLocation?
    ) {
        self.start = start
        self.end = end
        self.startIncluded = startIncluded
        self.endIncluded = endIncluded
        self.form = form
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        make(start?.evaluate(frame) ?? .null, end?.evaluate(frame) ?? .null) ?? frame.run.fail(.wrongType, at: location)
    }

    /// The range between two ends: of one type, and the first not after the second (DMN 1.5, 10.3.2.7).
    private func make(_ lower: FEELValue, _ upper: FEELValue) -> FEELValue? {
        if form == .interval, !lower.isNull, !upper.isNull {
            guard lower.typeName == upper.typeName, let order = lower.ordering(against: upper), order <= 0 else {
                return nil
            }
        }
        return .range(range(lower, upper))
    }

    private func range(_ lower: FEELValue, _ upper: FEELValue) -> FEELRange {
        FEELRange(start: lower, startIncluded: startIncluded, end: upper, endIncluded: endIncluded, form: form)
    }

    /// What is written as an interval that runs downwards between constants: no range, but a cell that says so is known to
    /// hold for nothing.
    var reversed: FEELRange? {
        guard form == .interval, let lower = start?.constant, let upper = end?.constant,
            lower.typeName == upper.typeName, let order = lower.ordering(against: upper), order > 0
        else { return nil }
        return range(lower, upper)
    }

    override var constant: FEELValue? {
        if let start, start.constant == nil { return nil }
        if let end, end.constant == nil { return nil }
        return make(start?.constant ?? .null, end?.constant ?? .null)
    }

    override var children: [FEELNode] { [start, end].compactMap { $0 } }
}

/// `list[condition]`, `list[position]`
public final class FilterNode: FEELNode, @unchecked Sendable {
    private let base: FEELNode
    private let condition: FEELNode
    private let item: Int
    private let isStrict: Bool

    /// A filter; the element is in place `item` while the condition runs. A strict one takes conditions only.
    public init(base: FEELNode, condition: FEELNode, item: Int, isStrict: Bool = false, location: SourceLocation? = nil)
    {
        self.base = base
        self.condition = condition
        self.item = item
        self.isStrict = isStrict
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let run = frame.run
        let value = base.evaluate(frame)
        if value.isNull {
            // Nothing has no element, and none that a condition holds for.
            frame[item] = .null
            if !condition.isCondition, case .number = condition.evaluate(frame) {
                return isStrict ? run.fail(.wrongType, at: location) : .null
            }
            return .list([])
        }
        let elements = value.asList
        if let constant = condition.constant {
            if case .number(let position) = constant {
                return isStrict ? run.fail(.wrongType, at: location) : Self.element(elements, position)
            }
        }
        if condition.isCondition { return kept(elements, frame) }
        frame[item] = elements.first ?? .null
        let first = condition.evaluate(frame)
        if case .number(let position) = first {
            return isStrict ? run.fail(.wrongType, at: location) : Self.element(elements, position)
        }
        if elements.isEmpty { return .list([]) }
        var kept: [FEELValue] = []
        for (index, element) in elements.enumerated() {
            guard run.step() else { return .null }
            frame[item] = element
            let result = index == 0 ? first : condition.evaluate(frame)
            switch result {
            case .boolean(true): kept.append(element)
            case .boolean(false), .null: break
            default: return run.fail(.wrongType, at: location)
            }
        }
        return run.list(kept)
    }

    /// The elements that a condition holds for, which can be nothing but a condition.
    private func kept(_ elements: [FEELValue], _ frame: FEELFrame) -> FEELValue {
        let run = frame.run
        var kept: [FEELValue] = []
        if elements.count <= 16 { kept.reserveCapacity(elements.count) }
        for element in elements {
            guard run.step() else { return .null }
            frame[item] = element
            if condition.truth(frame) == .yes { kept.append(element) }
        }
        return run.list(kept)
    }

    private static func element(_ elements: [FEELValue], _ position: FEELNumber) -> FEELValue {
        guard let place = position.integer else { return .null }
        if place > 0, place <= elements.count { return elements[place - 1] }
        if place < 0, place >= -elements.count { return elements[elements.count + place] }
        return .null
    }

    public override var children: [FEELNode] { [base, condition] }
}
