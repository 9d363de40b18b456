import FEELEngine

/// Where something not being known is decided like a no.
extension TableCheck {
    /// Rows, or the default result, that decide where an input is not known though they were made for what is known of it:
    /// of each one finding, with the inputs it is about.
    func absences() -> [TableFinding] {
        var columns: [Int?: [Int]] = [:]
        for (place, dimension) in dimensions.enumerated() where dimension.isAsked && dimension.domain != nil {
            for row in deciders(place) { columns[row, default: []].append(place) }
        }
        return columns.sorted { ($0.key ?? .max) < ($1.key ?? .max) }.map { row, places in
            finding(
                .silentAbsence, rows: row.map { [$0] } ?? [],
                column: places.map { dimensions[$0].label }.joined(separator: "、"),
                columnIndex: places.count == 1 ? dimensions[places[0]].columns.first : nil)
        }
    }

    /// The rows that decide where an input is not known; `nil` stands for the default result.
    private func deciders(_ place: Int) -> Set<Int?> {
        let dimension = dimensions[place]
        guard let domain = dimension.domain else { return [] }
        // What is told in a word of its own is told by rows of their own: none is thrown in with the rest.
        var found = Set<Int?>(mixed(place, dimension.unknown))
        if domain.isAbsenceNamed || !dimension.unknown.isEmpty { return found }
        // What is not this or that may as well be not known: a row that says `not(…)` takes it.
        let taking = table.rules.indices.filter { row in
            dimension.rows[row]?.contains(domain.absent) == true
                && dimension.columns.contains { !table.rules[row].cells[$0].isAny }
        }
        if let first = taking.first(where: { !table.policy.isMultiple || saysNo($0) }) { found.insert(first) }
        if taking.isEmpty, let other = stepsIn(place, absent: domain.absent) { found.insert(other) }
        return found
    }

    /// Rows whose cell takes the word for what is not known together with others, and whose result is a no.
    private func mixed(_ place: Int, _ unknown: BitSet) -> [Int?] {
        let dimension = dimensions[place]
        guard !unknown.isEmpty else { return [] }
        return table.rules.indices.filter { row in
            guard let set = dimension.rows[row], set.intersects(unknown), !unknown.isSuperset(of: set) else {
                return false
            }
            return dimension.columns.contains { !table.rules[row].cells[$0].isAny } && saysNo(row)
        }
    }

    private func saysNo(_ row: Int) -> Bool {
        table.rules[row].outputs.contains { node in
            switch node.constant {
            case .boolean(let flag): !flag
            case .string(let text): InputDomain.isRefusal(text)
            default: false
            }
        }
    }

    /// The row that decides where the input is not known, while for one of its values, all else being the same, a row with
    /// another result does; the outer `nil` if there is none.
    private func stepsIn(_ place: Int, absent: Int) -> Int?? {
        guard table.rules.count <= 400 else { return nil }
        let known = table.rules.indices.filter { row in dimensions.allSatisfy { $0.rows[row] != nil } }
        func takesAbsence(_ row: Int) -> Bool { dimensions[place].rows[row]?.contains(absent) ?? false }
        func others(_ row: Int) -> [BitSet] {
            dimensions.indices.filter { $0 != place }.map { dimensions[$0].rows[row] ?? BitSet(capacity: 1) }
        }
        /// Whether in a part of the box none of the rows applies.
        func isOpen(_ box: [BitSet], _ rows: [Int]) -> Bool {
            if box.contains(where: \.isEmpty) { return false }
            var search = CoverSearch(box: box, rows: rows.map(others), budget: TableCheck.budget / 10, most: 1)
            return search.run() && !search.uncovered.isEmpty || !search.uncovered.isEmpty
        }
        let taking = known.filter(takesAbsence), asking = known.filter { !takesAbsence($0) }
        if let comesBefore {
            for row in taking {
                for other in asking where comesBefore(other, row) && !hasSameResult(row, other) {
                    let box = zip(others(row), others(other)).map { $0.intersection($1) }
                    if isOpen(box, taking.filter { $0 != row && comesBefore($0, row) }) { return .some(row) }
                }
            }
        }
        guard table.outputs.contains(where: { $0.byDefault != nil }) else { return nil }
        return asking.contains { !isDefault($0) && isOpen(others($0), taking) } ? .some(nil) : nil
    }

    private func hasSameResult(_ row: Int, _ other: Int) -> Bool {
        guard let left = table.rules[row].constant, let right = table.rules[other].constant else { return false }
        return left == right
    }

    private func isDefault(_ row: Int) -> Bool {
        zip(table.outputs, table.rules[row].outputs).allSatisfy { output, node in
            node.constant != nil && node.constant == output.byDefault?.constant
        }
    }
}
