import DecisionEngine
import Diagnostics
import FEELEngine
import Foundation
import TestSupport
import Testing
import XMLTree

@Suite struct `Editing sheets` {
    private static let model = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- ours -->
        <d:definitions xmlns:d="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:i="https://www.omg.org/spec/DMN/20230324/DMNDI/" xmlns:b="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:p="http://www.omg.org/spec/DMN/20180521/DI/" xmlns:t="urn:tool" name="fees" namespace="urn:fees">
          <d:inputData id="in-size" name="size"/>
          <d:inputData id="in-season" name="season" t:colour="blue"/>
          <d:decision id="fee" name="fee">
            <d:question>多少钱？</d:question>
            <d:informationRequirement id="r1"><d:requiredInput href="#in-size"/></d:informationRequirement>
            <d:decisionTable id="fees" hitPolicy="UNIQUE">
              <d:input id="c1" label="大小"><d:inputExpression typeRef="number"><d:text>size</d:text></d:inputExpression></d:input>
              <d:output id="o1" name="amount" typeRef="number"/>
              <d:output id="o2" name="rule"/>
              <d:annotation name="basis"/>
              <!-- small ones -->
              <d:rule id="F-1">
                <d:description>kept</d:description>
                <d:inputEntry id="e1"><d:text><![CDATA[< 10]]></d:text></d:inputEntry>
                <d:outputEntry><d:text>5</d:text></d:outputEntry>
                <d:outputEntry><d:text>"F-1"</d:text></d:outputEntry>
                <d:annotationEntry><d:text>第一条</d:text></d:annotationEntry>
              </d:rule>
              <!-- large ones -->
              <d:rule id="F-2">
                <d:inputEntry id="e2"><d:text>&gt;= 10</d:text></d:inputEntry>
                <d:outputEntry><d:text>8</d:text></d:outputEntry>
                <d:outputEntry><d:text>"F-2"</d:text></d:outputEntry>
                <d:annotationEntry><d:text>第二条</d:text></d:annotationEntry>
              </d:rule>
            </d:decisionTable>
          </d:decision>
          <i:DMNDI><i:DMNDiagram id="g">
            <i:DMNShape id="s1" dmnElementRef="in-season"><b:Bounds x="10" y="300" width="100" height="40"/></i:DMNShape>
            <i:DMNShape id="s2" dmnElementRef="fee"><b:Bounds x="10" y="100" width="100" height="40"/></i:DMNShape>
          </i:DMNDiagram></i:DMNDI>
        </d:definitions>

        """

    private func file() throws -> DecisionFile { try DecisionFile(Array(Self.model.utf8)) }

    /// The lines of one text that another has not.
    private func lines(_ text: String, without other: String) -> [String] {
        let known = Set(other.split(separator: "\n"))
        return text.split(separator: "\n").filter { !known.contains($0) }.map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    private func text(_ file: DecisionFile) -> String { String(decoding: file.serialised(), as: UTF8.self) }

    @Test func `a table is read as it stands`() throws {
        let sheet = try #require(file().sheets.first)
        #expect(sheet.key == "fees")
        #expect(sheet.question == "多少钱？")
        #expect(sheet.columns.map(\.kind) == [.condition, .result, .result, .note])
        #expect(sheet.columns.map(\.expression) == ["size", "amount", "rule", "basis"])
        #expect(sheet.columns[0].label == "大小")
        #expect(sheet.rows.map(\.cells) == [["< 10", "5", "\"F-1\"", "第一条"], [">= 10", "8", "\"F-2\"", "第二条"]])
        #expect(sheet.idColumn == 2)
    }

    @Test func `what is not edited stays byte for byte`() throws {
        var file = try file()
        #expect(text(file) == Self.model)
        for sheet in file.sheets { try file.set(sheet) }
        #expect(text(file) == Self.model)
    }

    @Test func `one cell is one line`() throws {
        var file = try file()
        var sheet = try #require(file.sheets.first)
        sheet.rows[1].cells[1] = "9"
        try file.set(sheet)
        #expect(lines(text(file), without: Self.model) == ["<d:outputEntry><d:text>9</d:text></d:outputEntry>"])
        sheet.rows[1].cells[1] = "8"
        try file.set(sheet)
        #expect(text(file) == Self.model)
    }

    @Test func `a row takes its comment along`() throws {
        var file = try file()
        var sheet = try #require(file.sheets.first)
        sheet.moveRow(1, by: -5)
        try file.set(sheet)
        let moved = text(file)
        let places = try ["<!-- large ones -->", "F-2", "<!-- small ones -->", "F-1"].map {
            try #require(moved.range(of: $0)?.lowerBound)
        }
        #expect(places == places.sorted())
        var back = try #require(file.sheets.first)
        back.moveRow(1, by: -1)
        try file.set(back)
        #expect(text(file) == Self.model)
    }

    @Test func `a new row is indented as its neighbours, and has the next id`() throws {
        var file = try file()
        var sheet = try #require(file.sheets.first)
        sheet.insertRow(below: 0)
        #expect(sheet.rows[1].id == "F-3")
        #expect(sheet.rows[1].cells == ["-", "", "\"F-3\"", ""])
        sheet.rows[1].cells = ["[10..20)", "7", "\"F-3\"", "第三条 <x>"]
        sheet.rows[2].cells[0] = ">= 20"
        try file.set(sheet)
        #expect(
            lines(text(file), without: Self.model) == [
                "<d:rule id=\"F-3\">", "<d:inputEntry><d:text>[10..20)</d:text></d:inputEntry>",
                "<d:outputEntry><d:text>7</d:text></d:outputEntry>",
                "<d:outputEntry><d:text>\"F-3\"</d:text></d:outputEntry>",
                "<d:annotationEntry><d:text>第三条 &lt;x&gt;</d:text></d:annotationEntry>",
                "<d:inputEntry id=\"e2\"><d:text>&gt;= 20</d:text></d:inputEntry>",
            ])
        #expect(text(file).contains("      <d:rule id=\"F-3\">\n        <d:inputEntry>"))
        let model = try DecisionModel(loading: file.serialised())
        let result = model.evaluate(decision: "fee", inputs: FEELContext([("size", .number(15))]))
        #expect(result.value["amount"] == .number(7))
    }

    @Test func `ids follow the pattern of the row above and avoid those of other tables`() throws {
        var sheet = try #require(file().sheets.first)
        sheet.duplicateRow(1, taken: ["F-3", "F-4"])
        #expect(sheet.rows.map(\.id) == ["F-1", "F-2", "F-5"])
        #expect(sheet.rows[2].cells == [">= 10", "8", "\"F-5\"", "第二条"])
        sheet.setID("新增", ofRow: 2)
        #expect(sheet.rows[2].cells[2] == "\"新增\"")
        sheet.insertRow(below: 2)
        #expect(sheet.rows[3].id == "新增-2")
        sheet.insertRow(below: -1)
        #expect(sheet.rows[0].id == "F-3")
    }

    @Test func `a new condition becomes a requirement with its line in the diagram`() throws {
        var file = try file()
        var sheet = try #require(file.sheets.first)
        sheet.insertColumn(
            DecisionSheet.Column(
                kind: .condition, label: "季节", expression: "season", type: "string",
                allowed: "\"summer\", \"winter\""))
        #expect(sheet.columns.map(\.kind) == [.condition, .condition, .result, .result, .note])
        sheet.rows[1].cells[1] = "\"summer\""
        sheet.moveColumn(1, by: -1)
        try file.set(sheet)
        let added = lines(text(file), without: Self.model)
        #expect(
            added.contains(
                "<d:informationRequirement id=\"i-fee-in-season\"><d:requiredInput href=\"#in-season\"/></d:informationRequirement>"
            ))
        #expect(
            added.contains {
                $0.contains("dmnElementRef=\"i-fee-in-season\"") && $0.contains("x=\"60\" y=\"300\"")
                    && $0.contains("x=\"60\" y=\"140\"")
            })
        let (model, findings) = DecisionModel.load(file.serialised())
        #expect(findings.isEmpty)
        let inputs = FEELContext([("size", .number(12)), ("season", .string("summer"))])
        #expect(model?.evaluate(decision: "fee", inputs: inputs).value["amount"] == .number(8))
        var again = try #require(file.sheets.first)
        #expect(again.columns[0].allowed == "\"summer\", \"winter\"")
        #expect(again.rows.map { Array($0.cells[0...1]) } == [["-", "< 10"], ["\"summer\"", ">= 10"]])
        again.removeColumn(0)
        try file.set(again)
        #expect(file.sheets.first?.rows.map(\.cells) == (try self.file().sheets.first?.rows.map(\.cells)))
    }

    @Test func `what would go round in a circle does not become a requirement`() throws {
        let body =
            Models.decision("first", [], [], Models.table("", ["1"], [(["-"], "1")]))
            + Models.decision("second", [], ["first"], Models.literal("first"))
        var file = try DecisionFile(Models.xml(body))
        var sheet = try #require(file.sheets.first)
        sheet.insertColumn(DecisionSheet.Column(kind: .condition, label: "", expression: "second"))
        try file.set(sheet)
        let findings = DecisionModel.load(file.serialised()).diagnostics
        #expect(findings.map(\.code) == ["decision.name.unknown"])
    }

    @Test func `what is wrong is led back to its cell`() throws {
        var file = try file()
        var sheet = try #require(file.sheets.first)
        sheet.rows[1].cells[0] = ">= ("
        sheet.columns[0].expression = "unknown thing"
        try file.set(sheet)
        let written = try DecisionFile(file.serialised()).places
        let places = DecisionModel.load(file.serialised()).diagnostics.map {
            $0.location.flatMap { written.place(of: $0) }
        }
        #expect(places.contains(DecisionSheetPlace(sheet: "fees", row: 1, column: 0)))
        #expect(places.contains(DecisionSheetPlace(sheet: "fees", row: nil, column: 0)))
        #expect(written.place(of: SourceLocation(line: 4, column: 3)) == nil)
        #expect(written.place(of: SourceLocation(line: 33, column: 1)) == nil)
    }

    @Test func `wrong sheets are refused with a code`() throws {
        var file = try file()
        let sheet = try #require(file.sheets.first)
        func refusal(_ change: (inout DecisionSheet) -> Void) -> String? {
            var changed = sheet
            change(&changed)
            do {
                try file.set(changed)
                return nil
            } catch {
                return error.diagnostic.code
            }
        }
        #expect(refusal { $0.rows[1].id = "F-1" } == "decision.sheet.id")
        #expect(refusal { $0.rows[1].cells.removeLast() } == "decision.sheet.cells")
        #expect(refusal { $0.rows[1].cells[0] = "\u{1}" } == "decision.sheet.character")
        #expect(
            refusal {
                $0.rows.append($0.rows[0])
                $0.rows[2].id = "F-9"
            } == "decision.sheet.key")
        #expect(refusal { $0.rows[1].id = "in-size" } == "decision.sheet.id")
        #expect(refusal { $0.rows[1].id = "1 甲" } == "decision.sheet.id-form")
        #expect(refusal { $0.rows[1].id = "F-2 " } == "decision.sheet.id-form")
        #expect(refusal { $0.rows[1].id = "" } == "decision.sheet.id-missing")
        #expect(refusal { $0.columns.reverse() } == "decision.sheet.columns")
        #expect(refusal { $0.columns[0].label = "\u{2}" } == "decision.sheet.character")
        #expect(
            refusal { $0.columns[0] = .init(key: "no", kind: .condition, label: "", expression: "") }
                == "decision.sheet.key")
        #expect(
            refusal {
                $0 = DecisionSheet(
                    key: "other", decision: "", question: "", hitPolicy: "", aggregation: nil, columns: [], rows: [])
            } == "decision.sheet.table")
        #expect(text(file) == Self.model)
    }

    @Test func `entries that belong to no column, and notes that are not there, are left alone`() throws {
        let rule = "<inputEntry><text>1</text></inputEntry><outputEntry><text>2</text></outputEntry>"
        func table(_ heads: String, _ first: String, _ second: String) -> [UInt8] {
            Models.xml(
                Models.decision(
                    "d", [], [],
                    "<decisionTable id=\"t\"><input><inputExpression><text>1</text></inputExpression></input><output name=\"o\"/>\(heads)<rule>\(rule)\(first)</rule><rule>\(rule)\(second)</rule></decisionTable>"
                ))
        }
        func edited(_ bytes: [UInt8]) throws -> String {
            var file = try DecisionFile(bytes)
            var sheet = try #require(file.sheets.first)
            sheet.rows[0].cells[1] = "3"
            try file.set(sheet)
            let before = String(decoding: try DecisionFile(bytes).serialised(), as: UTF8.self)
            #expect(text(file) == before.replacing("<text>2</text>", with: "<text>3</text>", maxReplacements: 1))
            return text(file)
        }
        let note = "<annotationEntry><text>甲</text></annotationEntry>"
        // A note without a column is still a note.
        #expect(try edited(table("", note, note)).contains(note))
        #expect(try !edited(table("<annotation name=\"n\"/>", note, "")).contains("<text/>"))
    }

    @Test func `what comes first by the schema comes first`() throws {
        let body = Models.decision(
            "d", [], [],
            "<decisionTable id=\"t\"><input id=\"a\"><description>甲</description><inputExpression><text>1</text></inputExpression></input><output id=\"b\" name=\"o\"><description>乙</description><defaultOutputEntry><text>0</text></defaultOutputEntry></output></decisionTable>"
        )
        var file = try DecisionFile(Models.xml(body))
        var sheet = try #require(file.sheets.first)
        sheet.columns[0].allowed = "1, 2"
        sheet.columns[1].allowed = "0, 1"
        try file.set(sheet)
        let written = text(file)
        #expect(
            written.contains(
                "</inputExpression><inputValues><text>1, 2</text></inputValues></input>"))
        #expect(
            written.contains(
                "<description>乙</description><outputValues><text>0, 1</text></outputValues><defaultOutputEntry>"))
    }

    @Test func `a decision without an id gets no requirement, and nothing else does`() throws {
        let body =
            Models.input("size")
            + "<decision name=\"fee\"><decisionTable><input><inputExpression><text>1</text></inputExpression></input><output name=\"o\"/></decisionTable></decision><itemDefinition name=\"x\"/>"
        var file = try DecisionFile(Models.xml(body))
        var sheet = try #require(file.sheets.first)
        sheet.insertColumn(DecisionSheet.Column(kind: .condition, label: "", expression: "size"))
        try file.set(sheet)
        #expect(!text(file).contains("informationRequirement"))
        #expect(file.sheets.first?.columns[1].key == "table-input-1")
    }

    @Test func `steps and places beyond the table do no harm`() throws {
        var sheet = try #require(file().sheets.first)
        for far in [Int.max, Int.min, -2, 7] {
            sheet.moveRow(far, by: far)
            sheet.removeRow(far)
            sheet.duplicateRow(far)
            sheet.removeColumn(far)
            sheet.moveColumn(far, by: far)
        }
        #expect(sheet == (try #require(file().sheets.first)))
        sheet.moveRow(0, by: .max)
        sheet.moveRow(1, by: .min)
        sheet.moveColumn(1, by: .max)
        sheet.moveColumn(2, by: .min)
        #expect(sheet == (try #require(file().sheets.first)))
        sheet.insertRow(below: .max)
        sheet.insertRow(below: .min)
        #expect(sheet.rows.map(\.id) == ["F-4", "F-1", "F-2", "F-3"])
    }

    @Test func `any edits come back as they were made, in any file`() throws {
        var edited = 0
        for path in try Self.files() {
            let bytes = [UInt8](try Data(contentsOf: path))
            guard let original = try? DecisionFile(bytes) else { continue }
            var file = original
            for sheet in original.sheets { try file.set(sheet) }
            #expect(file.serialised() == original.serialised(), "\(path.lastPathComponent)")
            for (index, sheet) in original.sheets.enumerated() {
                var random = SplitMix(seed: UInt64(index) &+ UInt64(bytes.count))
                var changed = sheet
                let taken = file.ids(without: sheet.key)
                for _ in 0..<8 { random.edit(&changed, taken) }
                try file.set(changed)
                edited += 1
                let read = try #require(DecisionFile(file.serialised()).sheets.first { $0.key == sheet.key })
                #expect(read.rows.map(\.cells) == changed.rows.map(\.cells), "\(path.lastPathComponent) \(sheet.key)")
                #expect(read.columns.map(\.expression) == changed.columns.map(\.expression))
                #expect(read.columns.map(\.allowed) == changed.columns.map(\.allowed))
                #expect(read.rows.map(\.id) == changed.rows.map(\.id))
            }
            let before = DecisionModel.load(bytes).diagnostics.filter { $0.code.hasPrefix("decision.table.cells") }
            let after = DecisionModel.load(file.serialised()).diagnostics.filter {
                $0.code.hasPrefix("decision.table.cells")
            }
            #expect(after.count <= before.count, "\(path.lastPathComponent)")
        }
        #expect(edited > 20)
    }

    /// The county's own rules and, where there is one, the public kit.
    private static func files() throws -> [URL] {
        let kit = ProcessInfo.processInfo.environment["YIWANG_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
        return try [Repository.root.appending(path: "Scenarios"), Repository.root.appending(path: "Counties"), kit]
            .compactMap(\.self).flatMap { folder in
                try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".dmn") }
                    .sorted()
                    .map { folder.appending(path: $0) }
            }
    }
}

/// Random edits that are the same for the same seed.
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }

    mutating func edit(_ sheet: inout DecisionSheet, _ taken: Set<String>) {
        let row = next(below: sheet.rows.count)
        let column = next(below: sheet.columns.count)
        switch next(below: 8) {
        case 0: sheet.insertRow(below: row - 1, taken: taken)
        case 1: sheet.removeRow(row)
        case 2: sheet.moveRow(row, by: next(below: 5) - 2)
        case 3: sheet.duplicateRow(row, taken: taken)
        case 4:
            sheet.insertColumn(
                DecisionSheet.Column(kind: .condition, label: "new", expression: "1 + \(row)", allowed: "1, 2"))
        case 5 where sheet.columns.count > 1: sheet.removeColumn(column)
        case 6 where !sheet.columns.isEmpty: sheet.moveColumn(column, by: next(below: 3) - 1)
        default:
            guard !sheet.rows.isEmpty, !sheet.columns.isEmpty else { return }
            sheet.rows[row].cells[column] = ["\"a < b & c\"", "", "-", "两行\n一格", "]]>"][next(below: 5)]
        }
    }
}
