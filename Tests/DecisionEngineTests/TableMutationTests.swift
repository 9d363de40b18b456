import DecisionEngine
import Diagnostics
import FEELEngine
import Testing

/// The checker's own test: complete tables made at random, in which nothing is found, and every small change to them that
/// makes a gap, an overlap or a row that never decides, each of which is found — and is one, as evaluation shows.
@Suite struct `Mutated tables` {
    /// How many tables.
    private static let tables = 40

    @Test func `in complete tables nothing is invented`() throws {
        for seed in 0..<Self.tables {
            let table = CompleteTable(seed: UInt64(seed))
            let found = try table.check()
            #expect(found.isEmpty, "seed \(seed): \(found.map(\.message.en))\n\(table.text)")
        }
    }

    @Test func `whatever takes a case away leaves a gap, and the gap is one`() throws {
        var count = 0
        for seed in 0..<Self.tables {
            for (name, mutated) in CompleteTable(seed: UInt64(seed)).lessened() {
                count += 1
                let found = try mutated.check()
                let gaps = found.filter { $0.kind == .gap }
                #expect(!gaps.isEmpty, "seed \(seed), \(name): nothing found\n\(mutated.text)")
                #expect(!found.contains { $0.kind == .overlap }, "seed \(seed), \(name)")
                for gap in gaps {
                    let (value, warnings) = try mutated.evaluate(gap.conditions)
                    #expect(value.isNull && warnings.isEmpty, "seed \(seed), \(name): \(gap.message.en)")
                }
            }
        }
        #expect(count > Self.tables * 20)
    }

    @Test func `whatever gives a case to two rows is an overlap, and the overlap is one`() throws {
        var count = 0
        for seed in 0..<Self.tables {
            for (name, mutated) in CompleteTable(seed: UInt64(seed)).widened() {
                count += 1
                let found = try mutated.check()
                let overlaps = found.filter { $0.kind == .overlap }
                #expect(!overlaps.isEmpty, "seed \(seed), \(name): nothing found\n\(mutated.text)")
                #expect(!found.contains { $0.kind == .gap }, "seed \(seed), \(name)")
                for overlap in overlaps {
                    let (_, warnings) = try mutated.evaluate(overlap.conditions)
                    #expect(warnings == ["feel.overlapping-rules"], "seed \(seed), \(name): \(overlap.message.en)")
                }
            }
        }
        #expect(count > Self.tables * 20)
    }

    @Test func `a row in the shadow of others is found wherever it stands`() throws {
        for seed in 0..<Self.tables {
            var table = CompleteTable(seed: UInt64(seed))
            table.policy = "FIRST"
            #expect(try table.check().isEmpty)
            for place in 1...table.rows.count {
                var mutated = table
                mutated.rows.insert(.init(cells: table.rows[place - 1].cells, output: 99), at: place)
                let found = try mutated.check().filter { $0.kind == .unreachable }
                #expect(found.map(\.rows) == [[place + 1]], "seed \(seed), row \(place)\n\(mutated.text)")
            }
            // Behind all of them a row for everything decides still: where nothing is known.
            var mutated = table
            mutated.rows.append(.init(cells: table.rows[0].cells.map { _ in .any }, output: 99))
            #expect(try mutated.check().isEmpty, "seed \(seed)")
            let (value, _) = try mutated.evaluate([], isKnown: false)
            #expect(value == .number(99), "seed \(seed)")
        }
    }

    @Test func `outputs that were swapped contradict their equals`() throws {
        for seed in 0..<Self.tables {
            var table = CompleteTable(seed: UInt64(seed))
            table.policy = "ANY"
            // Each row twice: both say the same.
            table.rows += table.rows
            #expect(try table.check().isEmpty)
            let half = table.rows.count / 2
            for first in 0..<half {
                let second = (first + 1) % half
                guard first != second, table.rows[first].output != table.rows[second].output else { continue }
                var mutated = table
                mutated.rows[first].output = table.rows[second].output
                mutated.rows[second].output = table.rows[first].output
                let found = try mutated.check()
                #expect(
                    Set(found.filter { $0.kind == .overlap }.map(\.rows)) == [
                        [first + 1, first + 1 + half], [second + 1, second + 1 + half],
                    ], "seed \(seed), rows \(first), \(second)\n\(mutated.text)")
            }
        }
    }
}

/// A table that takes every case once: made by parting everything there is again and again.
private struct CompleteTable {
    enum Cell: Equatable {
        case any
        case range(from: Int?, fromIncluded: Bool, to: Int?, toIncluded: Bool)
        case texts(Set<String>)
        case truth(Bool)

        /// As a cell of the table.
        func text(_ literal: (Int) -> String) -> String {
            switch self {
            case .any: return "-"
            case .truth(let value): return "\(value)"
            case .texts(let texts): return texts.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            case .range(nil, _, nil, _): return "-"
            case .range(let from?, let included, nil, _): return "\(included ? ">=" : ">") \(literal(from))"
            case .range(nil, _, let to?, let included): return "\(included ? "<=" : "<") \(literal(to))"
            case .range(let from?, let fromIncluded, let to?, let toIncluded):
                return "\(fromIncluded ? "[" : "(")\(literal(from))..\(literal(to))\(toIncluded ? "]" : ")")"
            }
        }
    }

    struct Row {
        var cells: [Cell]
        var output: Int
    }

    static let words: Set<String> = ["甲", "乙", "丙", "丁"]
    /// Of the last column the type changes from table to table.
    private static let ordered = [
        "number", "date", "time", "date and time", "days and time duration", "years and months duration",
    ]

    private let types: [String]

    var policy = "UNIQUE"
    var rows: [Row] = []

    init(seed: UInt64) {
        types = ["number", "string", "boolean", Self.ordered[Int(seed) % Self.ordered.count]]
        var random = Random(seed)
        var boxes: [[Cell]] = [
            [
                .range(from: nil, fromIncluded: false, to: nil, toIncluded: false), .texts(Self.words), .any,
                .range(from: nil, fromIncluded: false, to: nil, toIncluded: false),
            ]
        ]
        // Every column is asked at least once.
        for step in 0..<Int(4 + random.next() % 9) {
            let place = Int(random.next() % UInt64(boxes.count))
            if let (left, right) = Self.parted(boxes[place], column: step < 4 ? step : Int(random.next() % 4), &random)
            {
                boxes[place] = left
                boxes.insert(right, at: Int(random.next() % UInt64(boxes.count + 1)))
            }
        }
        rows = boxes.enumerated().map { Row(cells: $1, output: $0 % 3) }
    }

    private static func parted(_ box: [Cell], column: Int, _ random: inout Random) -> (left: [Cell], right: [Cell])? {
        var (left, right) = (box, box)
        switch box[column] {
        case .any:
            left[column] = .truth(true)
            right[column] = .truth(false)
        case .truth: return nil
        case .texts(let texts):
            guard texts.count > 1 else { return nil }
            let sorted = texts.sorted()
            let cut = 1 + Int(random.next() % UInt64(sorted.count - 1))
            left[column] = .texts(Set(sorted.prefix(cut)))
            right[column] = .texts(Set(sorted.dropFirst(cut)))
        case .range(let from, let fromIncluded, let to, let toIncluded):
            let (lowest, highest) = (from ?? ((to ?? 0) - 40), to ?? ((from ?? 0) + 40))
            guard highest - lowest >= 4 else { return nil }
            let cut = lowest + 2 + Int(random.next() % UInt64(highest - lowest - 3))
            let isLeft = random.next() % 2 == 0
            left[column] = .range(from: from, fromIncluded: fromIncluded, to: cut, toIncluded: isLeft)
            right[column] = .range(from: cut, fromIncluded: !isLeft, to: to, toIncluded: toIncluded)
        }
        return (left, right)
    }

    // MARK: Mutations

    private func changing(_ row: Int, _ column: Int, to cell: Cell) -> CompleteTable {
        var table = self
        table.rows[row].cells[column] = cell
        return table
    }

    /// Each change that takes something away from a row, everywhere it fits.
    func lessened() -> [(name: String, table: CompleteTable)] {
        var found: [(String, CompleteTable)] = []
        for row in rows.indices where rows.count > 1 {
            var dropped = self
            dropped.rows.remove(at: row)
            found.append(("row \(row + 1) dropped", dropped))
            for (column, cell) in rows[row].cells.enumerated() {
                switch cell {
                case .range(let from, let fromIncluded, let to, let toIncluded):
                    if let to {
                        let place = "row \(row + 1), column \(column), upper end"
                        found.append(
                            (
                                "\(place) narrowed",
                                changing(
                                    row, column,
                                    to: .range(
                                        from: from, fromIncluded: fromIncluded, to: to - 1, toIncluded: toIncluded))
                            ))
                        if toIncluded {
                            found.append(
                                (
                                    "\(place) opened",
                                    changing(
                                        row, column,
                                        to: .range(from: from, fromIncluded: fromIncluded, to: to, toIncluded: false))
                                ))
                        }
                    }
                    if let from {
                        let place = "row \(row + 1), column \(column), lower end"
                        found.append(
                            (
                                "\(place) narrowed",
                                changing(
                                    row, column,
                                    to: .range(
                                        from: from + 1, fromIncluded: fromIncluded, to: to, toIncluded: toIncluded))
                            ))
                        if fromIncluded {
                            found.append(
                                (
                                    "\(place) opened",
                                    changing(
                                        row, column,
                                        to: .range(from: from, fromIncluded: false, to: to, toIncluded: toIncluded))
                                ))
                        }
                    }
                case .texts(let texts) where texts.count > 1:
                    for text in texts.sorted() {
                        found.append(
                            (
                                "row \(row + 1) without \(text)",
                                changing(row, column, to: .texts(texts.subtracting([text])))
                            ))
                    }
                case .any: found.append(("row \(row + 1) only if true", changing(row, column, to: .truth(true))))
                default: break
                }
            }
        }
        return found
    }

    /// Each change that gives a row something of others, everywhere it fits.
    func widened() -> [(name: String, table: CompleteTable)] {
        var found: [(String, CompleteTable)] = []
        for row in rows.indices {
            for (column, cell) in rows[row].cells.enumerated() {
                switch cell {
                case .range(let from, let fromIncluded, let to, let toIncluded):
                    if let to {
                        let place = "row \(row + 1), column \(column), upper end"
                        found.append(
                            (
                                "\(place) widened",
                                changing(
                                    row, column,
                                    to: .range(
                                        from: from, fromIncluded: fromIncluded, to: to + 1, toIncluded: toIncluded))
                            ))
                        if !toIncluded {
                            found.append(
                                (
                                    "\(place) closed",
                                    changing(
                                        row, column,
                                        to: .range(from: from, fromIncluded: fromIncluded, to: to, toIncluded: true))
                                ))
                        }
                    }
                    if let from {
                        let place = "row \(row + 1), column \(column), lower end"
                        found.append(
                            (
                                "\(place) widened",
                                changing(
                                    row, column,
                                    to: .range(
                                        from: from - 1, fromIncluded: fromIncluded, to: to, toIncluded: toIncluded))
                            ))
                        if !fromIncluded {
                            found.append(
                                (
                                    "\(place) closed",
                                    changing(
                                        row, column,
                                        to: .range(from: from, fromIncluded: true, to: to, toIncluded: toIncluded))
                                ))
                        }
                    }
                case .texts(let texts):
                    for text in Self.words.subtracting(texts).sorted() {
                        found.append(
                            ("row \(row + 1) with \(text)", changing(row, column, to: .texts(texts.union([text])))))
                    }
                case .truth: found.append(("row \(row + 1) for both", changing(row, column, to: .any)))
                case .any: break
                }
            }
            if rows.count > 1 {
                var doubled = self
                doubled.rows.append(rows[row])
                found.append(("row \(row + 1) twice", doubled))
            }
        }
        return found
    }

    // MARK: As a model

    var text: String {
        rows.enumerated().map { "\($0 + 1): \(texts($1).joined(separator: " | ")) → \($1.output)" }
            .joined(separator: "\n")
    }

    private func texts(_ row: Row) -> [String] {
        zip(row.cells, types).map { cell, type in cell.text { Self.literal($0, type) } }
    }

    /// A value of a type by its distance from one in the middle, as people write it and as others do.
    private static func literal(_ number: Int, _ type: String) -> String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        switch type {
        case "date":
            let day = FEELDate(daysSinceEpoch: 20_000 + number).map { "\($0)" } ?? ""
            return number % 2 == 0 ? "date(\"\(day)\")" : "@\"\(day)\""
        case "time":
            let minute = 720 + number
            let time = "\(padded(minute / 60)):\(padded(minute % 60)):00"
            return number % 2 == 0 ? "time(\"\(time)\")" : "@\"\(time)\""
        case "date and time":
            let second = 43_200 + number
            let time = "\(padded(second / 3_600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
            return number % 2 == 0
                ? "date and time(\"2026-02-28T\(time)\")" : "date and time(date(\"2026-02-28\"), time(\"\(time)\"))"
        case "days and time duration": return "duration(\"PT\(100 + number)H\")"
        case "years and months duration": return "@\"P\(100 + number)M\""
        default: return "\(number)"
        }
    }

    private func model() throws -> DecisionModel {
        let names = types.indices.map { "x\($0)" }
        let words = Self.words.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        let table = TableText(
            policy: policy,
            columns: types.indices.map {
                .init(name: names[$0], allowed: types[$0] == "string" ? words : "")
            },
            rules: rows.map { (texts($0), "\($0.output)") })
        let body =
            zip(names, types).map { Models.input($0, $1) }.joined() + Models.decision("d", names, [], table.xml)
        return try DecisionModel(loading: Models.xml(body))
    }

    func check() throws -> [TableFinding] {
        // That a column is not asked any more, or nothing said of what is not known, is no matter here.
        try model().check().filter { ![.unusedColumn, .silentAbsence].contains($0.kind) }
    }

    /// What the table says to the example of a finding; inputs that do not matter are whatever they are.
    func evaluate(_ conditions: [TableFinding.Condition], isKnown: Bool = true) throws -> (
        value: FEELValue, warnings: [String]
    ) {
        var inputs: [(String, FEELValue)] = []
        for (index, type) in types.enumerated() {
            let example = conditions.first { $0.input == "x\(index)" }?.example
            let usual = isKnown ? ["string": "\"甲\"", "boolean": "true"][type] ?? Self.literal(0, type) : nil
            let text = example ?? usual ?? "null"
            inputs.append(("x\(index)", try FEELExpression(parsing: text).evaluate()))
        }
        let result = try model().evaluate(decision: "d", inputs: FEELContext(inputs))
        return (result.value, result.warnings.map(\.code.rawValue))
    }
}
