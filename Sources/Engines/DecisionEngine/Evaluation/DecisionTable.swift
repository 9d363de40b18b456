import Diagnostics
import FEELEngine

/// A compiled decision table.
final class DecisionTable: @unchecked Sendable {
    /// A column of inputs. A class, like the others here, since rules are gone through without copying them.
    final class Input: Sendable {
        let label: String
        /// The expression as it is written.
        let text: String
        let expression: FEELNode
        /// Where its value stands while rules are tested.
        let place: Int
        let type: FEELType
        let allowed: FEELTests?
        /// Whether what is allowed reads nothing but the value.
        let isAllowedConstant: Bool

        init(label: String, text: String, expression: FEELNode, place: Int, type: FEELType, allowed: FEELTests?) {
            self.label = label
            self.text = text
            self.expression = expression
            self.place = place
            self.type = type
            self.allowed = allowed
            isAllowedConstant = allowed?.areConstant ?? false
        }
    }

    /// A column of outputs.
    final class Output: Sendable {
        let name: String
        /// How people call it.
        let label: String
        let type: FEELType
        /// The values in the order of their priority.
        let priorities: [FEELValue]
        let allowed: FEELTests?
        let byDefault: FEELNode?

        init(
            name: String, label: String, type: FEELType, priorities: [FEELValue], allowed: FEELTests?,
            byDefault: FEELNode?
        ) {
            self.name = name
            self.label = label
            self.type = type
            self.priorities = priorities
            self.allowed = allowed
            self.byDefault = byDefault
        }

        /// The place of a value in the order of priorities.
        func rank(_ value: FEELValue) -> Int {
            priorities.firstIndex { $0.equals(value) == true } ?? priorities.count
        }
    }

    /// A row.
    final class Rule: Sendable {
        let hit: RuleHit
        /// The hit alone, as explanations mostly have it.
        let hits: [RuleHit]
        let cells: [FEELTests]
        let outputs: [FEELNode]
        /// The outputs, if they are the same for every input.
        let constant: FEELValue?
        /// The outputs as the only result of a table of many, if they are the same for every input.
        let single: FEELValue?
        /// Where they stand in the order of priorities, if they are constant.
        let ranks: [Int]
        /// Where it stands in the document.
        let location: SourceLocation?
        /// The cells as they are written: inputs, then outputs.
        let texts: [String]

        init(
            hit: RuleHit, cells: [FEELTests], outputs: [FEELNode], constant: FEELValue?, ranks: [Int],
            location: SourceLocation?, texts: [String] = []
        ) {
            self.texts = texts
            self.hit = hit
            hits = [hit]
            self.location = location
            self.cells = cells
            self.outputs = outputs
            self.constant = constant
            single = constant.map { .list([$0]) }
            self.ranks = ranks
        }
    }

    let id: String?
    let decision: String
    let policy: HitPolicy
    let inputs: [Input]
    let outputs: [Output]
    let rules: [Rule]
    /// The names of the columns of annotations.
    let annotationNames: [String]
    /// The shape of results with several outputs.
    let shape: FEELShape
    /// The labels of the inputs.
    let labels: [String]
    /// The columns whose tests were gone through beforehand; after those of the rules what the column allows, if it is constant.
    let indexes: [FEELTestIndex?]
    /// The place of each rule in the order of the priorities, where all results are constant.
    let order: [Int]?
    /// The columns that each rule tests, one rule after another.
    let tested: UnsafeMutablePointer<Int>
    /// Where those of each rule begin; one more for the end.
    let starts: UnsafeMutablePointer<Int>

    init(
        id: String?, decision: String, policy: HitPolicy, inputs: [Input], outputs: [Output], rules: [Rule],
        annotationNames: [String] = [], shape: FEELShape
    ) {
        self.annotationNames = annotationNames
        self.id = id
        self.decision = decision
        self.policy = policy
        self.inputs = inputs
        self.outputs = outputs
        self.rules = rules
        self.shape = shape
        labels = inputs.map(\.label)
        indexes = inputs.enumerated().map { column, input in
            // What the column allows is asked together with the cells, as one more of them.
            let allowed = input.isAllowedConstant ? [input.allowed].compactMap { $0 } : []
            return FEELTestIndex(rules.map { $0.cells[column] } + allowed)
        }
        order = Self.order(of: rules)
        let columns = rules.map { rule in rule.cells.indices.filter { !rule.cells[$0].isAny } }
        tested = .allocate(capacity: max(1, columns.reduce(0) { $0 + $1.count }))
        starts = .allocate(capacity: rules.count + 1)
        var place = 0
        for (index, row) in columns.enumerated() {
            starts[index] = place
            for column in row {
                tested[place] = column
                place += 1
            }
        }
        starts[rules.count] = place
    }

    private static func order(of rules: [Rule]) -> [Int]? {
        guard rules.allSatisfy({ $0.constant != nil }) else { return nil }
        let sorted = rules.indices.sorted { left, right in
            for (a, b) in zip(rules[left].ranks, rules[right].ranks) where a != b { return a < b }
            return left < right
        }
        var order = [Int](repeating: 0, count: rules.count)
        for (place, rule) in sorted.enumerated() { order[rule] = place }
        return order
    }

    deinit {
        tested.deallocate()
        starts.deallocate()
    }

    /// The ranks of a result in the order of the output columns.
    static func ranks(of value: FEELValue, _ outputs: [Output]) -> [Int] {
        outputs.count == 1 ? [outputs[0].rank(value)] : outputs.map { $0.rank(value[$0.name]) }
    }

    /// The result of cells that are nothing but constants of the declared types.
    static func constant(
        _ cells: [FEELNode], _ outputs: [Output], _ shape: FEELShape, _ environment: FEELEnvironment
    ) -> FEELValue? {
        FEELRun.start(environment: environment) { run in
            var values: [FEELValue] = []
            for (node, output) in zip(cells, outputs) {
                guard let value = node.constant, let coerced = output.type.coerce(value, run) else { return nil }
                values.append(coerced)
            }
            return values.count == 1 ? values[0] : .context(FEELContext(shape: shape, values: values))
        }
    }
}
