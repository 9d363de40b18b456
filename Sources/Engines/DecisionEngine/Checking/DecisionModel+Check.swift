import Diagnostics
import FEELEngine

extension DecisionModel {
    /// Looks for what in the model's tables is surely or probably not meant: gaps and overlaps with a case in which they
    /// show, rows that never decide, cells of wrong types, columns and inputs that nothing reads, rows without a source.
    ///
    /// Cells are analysed where they are constants, comparisons and intervals of them, also inside `not(…)` (the S-FEEL
    /// of DMN 1.5, chapter 9); others are named as not analysed.
    ///
    /// - Parameter words: by which words the tables say that something is not known, and a no.
    public func check(_ words: AbsenceWords = .none) -> [TableFinding] {
        var found: [TableFinding] = []
        for (table, location) in tables {
            found += TableCheck(table, location: location, words: words, types: type(of:)).findings()
        }
        var read: [String] = []
        for global in program.globals { global.definition?.collectReferences(&read) }
        let names = Set(read.map { String($0.prefix { $0 != "." }) } + read)
        for slot in inputSlots where !names.contains(slot.ownName) && !slot.names.contains(where: names.contains) {
            found.append(TableFinding(.unusedInput, decision: slot.names[0]))
        }
        return found
    }

    /// The tables as they are written, each once.
    public var tableOutlines: [DecisionTableOutline] {
        tables.map { table, _ in
            DecisionTableOutline(
                decision: table.decision, id: table.id, inputs: table.inputs.map(\.label),
                inputExpressions: table.inputs.map(\.text),
                outputs: table.outputs.map(\.name), outputLabels: table.outputs.map(\.label),
                rows: table.rules.map { rule in
                    DecisionTableOutline.Row(
                        rule: rule.hit, cells: Array(rule.texts.prefix(table.inputs.count)),
                        results: Array(rule.texts.dropFirst(table.inputs.count)))
                })
        }
    }

    /// The tables, each once, in the order of the model.
    private var tables: [(table: DecisionTable, location: SourceLocation?)] {
        var found: [(table: DecisionTable, location: SourceLocation?)] = []
        var seen = Set<ObjectIdentifier>()
        func collect(_ node: FEELNode) {
            if let node = node as? DecisionTableNode, seen.insert(ObjectIdentifier(node.table)).inserted {
                found.append((node.table, node.location))
            }
            for child in node.children { collect(child) }
        }
        for global in program.globals { global.definition.map(collect) }
        return found
    }

    /// The declared type of an input, or of a component of one.
    private func type(of path: String) -> FEELType? {
        let parts = path.split(separator: ".").map(String.init)
        let slots = inputSlots.filter { $0.ownName == parts.first }
        // Of two models' inputs of one name it is not known which is meant.
        guard slots.count == 1, var type = slots.first?.type else { return nil }
        for part in parts.dropFirst() {
            var base = type
            while case .constrained(let inner, _) = base { base = inner }
            guard case .context(let components) = base,
                let component = components.first(where: { $0.name == part })?.type
            else { return nil }
            type = component
        }
        if case .any = type { return nil }
        return type
    }
}
