import DecisionEngine
import TestSupport
import Testing

/// Two people edit one table at a time; what each did is in the result, and where they disagree it says so.
@Suite struct `Merging tables` {
    private static func column(_ key: String, _ kind: DecisionSheet.Column.Kind) -> DecisionSheet.Column {
        DecisionSheet.Column(key: key, kind: kind, label: key, expression: key)
    }

    private static func sheet(_ ids: [String], columns: [DecisionSheet.Column]? = nil) -> DecisionSheet {
        let columns = columns ?? [column("age", .condition), column("home", .condition), column("price", .result)]
        return DecisionSheet(
            key: "t", decision: "d", question: "?", hitPolicy: "UNIQUE", columns: columns,
            rows: ids.map { id in
                DecisionSheet.Row(key: id, id: id, cells: columns.map { "\(id) \($0.key ?? "")" })
            })
    }

    private let base = sheet(["A", "B", "C", "D"])

    private func ids(_ sheet: DecisionSheet) -> [String] { sheet.rows.map(\.id) }

    @Test func `cells of different rows and columns come together`() throws {
        var (mine, theirs) = (base, base)
        mine.rows[0].cells[0] = "mine"
        theirs.rows[0].cells[1] = "theirs"
        theirs.rows[3].cells[2] = "theirs"
        theirs.columns[1].label = "Home"
        let merge = try #require(mine.merged(with: theirs, from: base))
        #expect(merge.clashes.isEmpty)
        #expect(merge.sheet.rows[0].cells == ["mine", "theirs", "A price"])
        #expect(merge.sheet.rows[3].cells[2] == "theirs" && merge.sheet.columns[1].label == "Home")
    }

    @Test func `one cell changed twice is a clash, and the same change is none`() throws {
        var (mine, theirs) = (base, base)
        mine.rows[1].cells[0] = "mine"
        theirs.rows[1].cells[0] = "theirs"
        (mine.rows[2].cells[0], theirs.rows[2].cells[0]) = ("same", "same")
        (mine.columns[0].expression, theirs.columns[0].expression) = ("years", "months")
        let merge = try #require(mine.merged(with: theirs, from: base))
        #expect(merge.clashes.map(\.other) == ["months", "theirs"] && merge.clashes.map(\.kind) == [.heading, .cell])
        #expect(merge.clashes.map(\.row) == [nil, 1] && merge.clashes.map(\.column) == [0, 0])
        #expect(merge.sheet.rows[1].cells[0] == "mine" && merge.sheet.columns[0].expression == "years")
    }

    @Test func `rows added by both stand where each put them, under ids of their own`() throws {
        var (mine, theirs) = (base, base)
        mine.rows.insert(DecisionSheet.Row(id: "E", cells: ["1", "1", "\"E\""]), at: 1)
        mine.rows.insert(DecisionSheet.Row(id: "F", cells: ["2", "2", "2"]), at: 2)
        mine.rows.append(DecisionSheet.Row(id: "G", cells: ["3", "3", "3"]))
        theirs.rows.insert(DecisionSheet.Row(key: "E", id: "E", cells: ["4", "4", "4"]), at: 3)
        let merge = try #require(mine.merged(with: theirs, from: base))
        #expect(merge.clashes.isEmpty)
        #expect(ids(merge.sheet) == ["A", "E-2", "F", "B", "C", "E", "D", "G"])
        #expect(merge.sheet.rows[1].cells[2] == "\"E-2\"" && merge.sheet.rows[1].key == nil)
    }

    @Test func `a row taken out is gone, unless the other changed it`() throws {
        var (mine, theirs) = (base, base)
        mine.rows.remove(at: 0)
        theirs.rows.remove(at: 3)
        #expect(try #require(mine.merged(with: theirs, from: base)).sheet.rows.map(\.id) == ["B", "C"])
        mine.rows[2].cells[0] = "still needed"
        theirs.rows[0].cells[0] = "changed"
        let merge = try #require(mine.merged(with: theirs, from: base))
        #expect(Set(ids(merge.sheet)) == ["A", "B", "C", "D"])
        #expect(Set(merge.clashes.map(\.kind)) == [.removedHere, .removedThere] && merge.clashes.count == 2)
        // A row that nobody changed is gone, also where the other added, moved or took out a column.
        var wider = base
        wider.insertColumn(DecisionSheet.Column(kind: .condition, label: "new", expression: "new"))
        wider.moveColumn(0, by: 1)
        var fewer = base
        fewer.rows.remove(at: 3)
        for (one, other) in [(wider, fewer), (fewer, wider)] {
            let merge = try #require(one.merged(with: other, from: base))
            #expect(ids(merge.sheet) == ["A", "B", "C"] && merge.clashes.isEmpty && merge.sheet.columns.count == 4)
        }
    }

    @Test func `who moved rows keeps their order; both moving is not guessed`() throws {
        var (mine, theirs) = (base, base)
        mine.moveRow(0, by: 2)
        theirs.rows[1].cells[0] = "theirs"
        theirs.rows.insert(DecisionSheet.Row(key: "N", id: "N", cells: ["1", "2", "3"]), at: 2)
        let merge = try #require(mine.merged(with: theirs, from: base))
        #expect(ids(merge.sheet) == ["B", "N", "C", "A", "D"] && merge.sheet.rows[0].cells[0] == "theirs")
        // The other way round.
        let other = try #require(theirs.merged(with: mine, from: base))
        #expect(Set(ids(other.sheet)) == ["A", "B", "C", "D", "N"])
        theirs.moveRow(4, by: -3)
        #expect(mine.merged(with: theirs, from: base) == nil)
    }

    @Test func `a column that one added has a cell in the rows that the other added`() throws {
        var (mine, theirs) = (base, base)
        mine.insertColumn(DecisionSheet.Column(kind: .condition, label: "new", expression: "new"))
        mine.rows[0].cells[2] = "1"
        theirs.rows.append(DecisionSheet.Row(key: "N", id: "N", cells: ["1", "2", "3"]))
        let merge = try #require(mine.merged(with: theirs, from: base))
        #expect(merge.clashes.isEmpty && merge.sheet.rows[0].cells == ["A age", "A home", "1", "A price"])
        #expect(merge.sheet.rows[4].cells == ["1", "2", "-", "3"])
        theirs.removeColumn(0)
        #expect(mine.merged(with: theirs, from: base) == nil)
        let fewer = try #require(base.merged(with: theirs, from: base))
        #expect(fewer.sheet == theirs)
        // What somebody wrote in a column is not lost with it.
        var written = base
        written.rows[1].cells[0] = "written"
        #expect(written.merged(with: theirs, from: base) == nil && theirs.merged(with: written, from: base) == nil)
        written.rows[1].cells = base.rows[1].cells
        written.rows[1].cells[1] = "written"
        #expect(written.merged(with: theirs, from: base)?.sheet.rows[1].cells == ["written", "B price"])
    }

    @Test func `a row under another id is the row that it was`() throws {
        var (mine, theirs) = (base, base)
        for index in base.rows.indices {
            mine.rows[index].cells[2] = "\"\(base.rows[index].id)\""
        }
        let named = mine
        theirs = named
        theirs.rows[1] = DecisionSheet.Row(key: "X", id: "X", cells: ["B age", "B home", "\"X\""])
        mine.rows[1].cells[0] = "mine"
        let merge = try #require(mine.merged(with: theirs, from: named))
        #expect(ids(merge.sheet) == ["A", "X", "C", "D"] && merge.clashes.isEmpty)
        #expect(merge.sheet.rows[1].cells == ["mine", "B home", "\"X\""] && merge.sheet.rows[1].key == "X")
        // Both gave it another one.
        mine.rows[1].id = "Y"
        mine.rows[1].cells[2] = "\"Y\""
        let both = try #require(mine.merged(with: theirs, from: named))
        #expect(both.clashes.map(\.kind) == [.id] && both.clashes[0].other == "X" && both.sheet.rows[1].id == "Y")
        #expect(both.sheet.rows[1].cells[2] == "\"Y\"")
    }

    @Test func `rows that are known by their place alone are not guessed`() {
        var counted = base
        counted.rows = counted.rows.enumerated().map {
            DecisionSheet.Row(key: "row \($0 + 1)", id: "", cells: $1.cells)
        }
        var (mine, theirs) = (counted, counted)
        mine.rows[0].cells[0] = "mine"
        theirs.rows.remove(at: 0)
        #expect(mine.merged(with: theirs, from: counted) == nil)
        #expect(mine.merged(with: counted, from: counted)?.sheet == mine)
    }

    /// Random edits on both sides: what one alone did is always there, and nobody's is lost without a word.
    @Test func `whatever both do, what one alone did stays`() {
        var random = Seeded(seed: 5)
        var (together, refused, clashed) = (0, 0, 0)
        for _ in 0..<3_000 {
            let mine = edited(base, "m", isFile: false, &random)
            let theirs = edited(base, "t", isFile: true, &random)
            guard let merge = mine.merged(with: theirs, from: base) else {
                refused += 1
                continue
            }
            together += 1
            clashed += merge.clashes.count
            let sheet = merge.sheet
            #expect(sheet.rows.allSatisfy { $0.cells.count == sheet.columns.count })
            #expect(Set(sheet.rows.map(\.id)).count == sheet.rows.count)
            let texts = Set(sheet.rows.flatMap(\.cells))
            let told = Set(merge.clashes.map(\.other))
            let taken = Set(base.columns.compactMap(\.key)).subtracting(sheet.columns.compactMap(\.key))
            for one in [mine, theirs] {
                for row in one.rows {
                    for (column, text) in row.cells.enumerated() where text.hasPrefix("m") || text.hasPrefix("t") {
                        // Of a column that the other took out only new rows may have said something.
                        let isNew = row.key.map { key in !base.rows.contains { $0.key == key } } ?? true
                        let isGone = isNew && taken.contains(one.columns[column].key ?? "")
                        #expect(texts.contains(text) || told.contains(text) || isGone, "\(text)")
                    }
                }
            }
            // Untouched by both: as it was; nothing else is there.
            #expect(
                texts.allSatisfy {
                    $0.hasPrefix("m") || $0.hasPrefix("t") || $0 == "-" || $0.contains(" ") || $0.isEmpty
                })
        }
        #expect(together > 1_000 && refused > 50 && clashed > 100)
    }

    private func edited(
        _ sheet: DecisionSheet, _ sign: String, isFile: Bool, _ random: inout Seeded
    ) -> DecisionSheet {
        var sheet = sheet
        for step in 0..<Int.random(in: 0...4, using: &random) {
            let row = Int.random(in: 0..<max(1, sheet.rows.count), using: &random)
            switch Int.random(in: 0..<12, using: &random) {
            case 0...6 where !sheet.rows.isEmpty:
                let column = Int.random(in: 0..<sheet.columns.count, using: &random)
                sheet.rows[row].cells[column] = "\(sign)\(step)-\(row)-\(column)"
            case 7, 8:
                let id = "\(sign.uppercased())\(step)"
                let cells = sheet.columns.indices.map { "\(sign)\(step)+\($0)" }
                sheet.rows.insert(
                    DecisionSheet.Row(key: isFile ? id : nil, id: id, cells: cells), at: min(row, sheet.rows.count))
            case 9: sheet.removeRow(row)
            case 10: sheet.moveRow(row, by: Int.random(in: -2...2, using: &random))
            case 11 where sheet.columns.count > 2: sheet.removeColumn(0)
            default: break
            }
        }
        return sheet
    }
}

/// A generator that gives the same numbers every time (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
