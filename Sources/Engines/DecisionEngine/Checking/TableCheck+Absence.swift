import FEELEngine

/// Where something not being known is decided like a no.
extension TableCheck {
    /// Rows, or the default result, that decide where an input is not known though they were made for what is known of it:
    /// of each one finding, with the inputs it is about.
    func absences() -> [TableFinding] {
        var columns: [Int?: [Int]] = [:]
        var isWhole = true
        for (place, dimension) in dimensions.enumerated() where dimension.isAsked && dimension.domain != nil {
            for row in deciders(place, &isWhole) { columns[row, default: []].append(place) }
        }
        let found = columns.sorted { ($0.key ?? .max) < ($1.key ?? .max) }.map { row, places in
            finding(
                .silentAbsence, rows: row.map { [$0] } ?? [],
                column: places.map { dimensions[$0].label }.joined(separator: "、"),
                columnIndex: places.count == 1 ? dimensions[places[0]].columns.first : nil)
        }
        return isWhole ? found : found + [finding(.tooLarge)]
    }

    /// The rows that decide where an input is not known; `nil` stands for the default result.
    private func deciders(_ place: Int, _ isWhole: inout Bool) -> Set<Int?> {
        let dimension = dimensions[place]
        guard let domain = dimension.domain else { return [] }
        // What is told in a word of its own is told by rows of their own: none is thrown in with the rest.
        var found = Set<Int?>(thrownIn(place, domain))
        if domain.isAbsenceNamed || !dimension.unknown.isEmpty { return found }
        // What is not this or that may as well be not known: a row that says `not(…)` takes it.
        let taking = table.rules.indices.filter { row in
            dimension.rows[row]?.contains(domain.absent) == true
                && dimension.columns.contains { !table.rules[row].cells[$0].isAny }
        }
        if let first = taking.first(where: { !table.policy.isMultiple || saysNo($0) }) { found.insert(first) }
        guard taking.isEmpty else { return found }
        var search = AbsenceSearch(self, place, absent: domain.absent)
        if let other = search.decider() { found.insert(other) }
        isWhole = isWhole && search.isWhole
        return found
    }

    /// Rows whose cell takes the word for what is not known together with others, and whose result is a no.
    private func thrownIn(_ place: Int, _ domain: InputDomain) -> [Int?] {
        let dimension = dimensions[place]
        guard !dimension.unknown.isEmpty else { return [] }
        var unknown = dimension.unknown
        unknown.insert(domain.absent)
        return table.rules.indices.filter { row in
            guard let set = dimension.rows[row], set.intersects(dimension.unknown), !unknown.isSuperset(of: set)
            else { return false }
            return dimension.columns.contains { !table.rules[row].cells[$0].isAny } && saysNo(row)
        }
    }

    private func saysNo(_ row: Int) -> Bool {
        table.rules[row].outputs.contains { node in
            switch node.constant {
            case .boolean(let flag): !flag
            case .string(let text): words.isRefusal(text)
            default: false
            }
        }
    }
}

/// Looks for the row that decides where an input is not known, while for one of its values, all else being the same, a row with
/// another result does.
private struct AbsenceSearch {
    private let check: TableCheck
    private let place: Int
    /// The rows' classes in the other dimensions; a row that was not analysed takes everything there.
    private let others: [[BitSet]]
    /// The rows that take what is not known, or may.
    private let covering: [Int]
    /// Rows that were analysed, which take what is not known, and which do not.
    private let taking: [Int]
    private let asking: [Int]
    private var budget = TableCheck.budget
    /// Whether everything was gone through.
    private(set) var isWhole = true

    init(_ check: TableCheck, _ place: Int, absent: Int) {
        self.check = check
        self.place = place
        let dimensions = check.dimensions
        let rest = dimensions.indices.filter { $0 != place }
        others = check.table.rules.indices.map { row in
            rest.map { dimensions[$0].rows[row] ?? dimensions[$0].domain?.all ?? BitSet(all: 1) }
        }
        let known = check.table.rules.indices.filter { row in dimensions.allSatisfy { $0.rows[row] != nil } }
        covering = check.table.rules.indices.filter { dimensions[place].rows[$0]?.contains(absent) ?? true }
        taking = known.filter { dimensions[place].rows[$0]?.contains(absent) ?? false }
        asking = known.filter { !(dimensions[place].rows[$0]?.contains(absent) ?? false) }
    }

    /// The row, the inner `nil` for the default result; the outer `nil` if there is none.
    mutating func decider() -> Int?? {
        let table = check.table
        if let comesBefore = check.comesBefore {
            for row in taking {
                for other in asking where comesBefore(other, row) && !hasSameResult(row, other) {
                    guard budget > 0 else { return nil }
                    let box = zip(others[row], others[other]).map { $0.intersection($1) }
                    if isOpen(box, covering.filter { $0 != row && comesBefore($0, row) }) { return .some(row) }
                }
            }
        }
        guard table.outputs.contains(where: { $0.byDefault != nil }) else { return nil }
        for row in asking where !isDefault(row) && isOpen(others[row], covering) { return .some(nil) }
        return nil
    }

    /// Whether in a part of the box none of the rows applies.
    private mutating func isOpen(_ box: [BitSet], _ rows: [Int]) -> Bool {
        budget -= 1 + rows.count
        if box.contains(where: \.isEmpty) { return false }
        guard budget > 0 else {
            isWhole = false
            return false
        }
        var search = CoverSearch(
            box: box, rows: rows.map { others[$0] }, budget: min(budget, TableCheck.budget / 20), most: 1)
        if !search.run() && search.uncovered.isEmpty { isWhole = false }
        return !search.uncovered.isEmpty
    }

    private func hasSameResult(_ row: Int, _ other: Int) -> Bool {
        let (left, right) = (check.table.rules[row], check.table.rules[other])
        if let first = left.constant, let second = right.constant { return first == second }
        let count = check.table.outputs.count
        return !left.texts.isEmpty && left.texts.suffix(count) == right.texts.suffix(count)
    }

    private func isDefault(_ row: Int) -> Bool {
        zip(check.table.outputs, check.table.rules[row].outputs).allSatisfy { output, node in
            node.constant != nil && node.constant == output.byDefault?.constant
        }
    }
}
