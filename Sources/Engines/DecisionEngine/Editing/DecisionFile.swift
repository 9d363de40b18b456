import Diagnostics
public import FEELEngine
import XMLTree

/// A DMN file as somebody edits it (DMN 1.5, 8 and 12): its decision tables are taken out as sheets and put back; all else,
/// comments, the layout of diagrams and what other tools keep in it included, stays as it is. What XML does not tell apart,
/// such as `<text></text>` and `<text/>`, is written in one form.
public struct DecisionFile: Sendable {
    private var document: XMLTreeDocument
    var root: XMLTreeElement { document.root }

    /// Reads a file.
    ///
    /// - Throws: for bytes that are no XML document.
    public init(_ bytes: [UInt8], file: String? = nil) throws(DecisionModelError) {
        do {
            document = try XMLTreeDocument(parsing: bytes, file: file)
        } catch {
            throw DecisionModelError(diagnostics: [error.diagnostic])
        }
    }

    /// The file as UTF-8.
    public func serialised() -> [UInt8] { document.serialised() }

    /// Its tables in the order of the document.
    public var sheets: [DecisionSheet] {
        var keys: Set<String> = []
        return tables(in: document.root, owner: nil).enumerated().map { index, found in
            Self.sheet(found.table, key: Self.key(found.table, "table", index, &keys), owner: found.owner)
        }
    }

    /// The ids of everything in the file but the rules of one table.
    public func ids(without key: String) -> Set<String> {
        var counts: [String: Int] = [:]
        func collect(_ element: XMLTreeElement) {
            if let id = element.attribute("id") { counts[id, default: 0] += 1 }
            element.elements.forEach(collect)
        }
        collect(document.root)
        for row in sheets.first(where: { $0.key == key })?.rows ?? [] { counts[row.id, default: 0] -= 1 }
        return Set(counts.filter { $0.value > 0 }.keys)
    }

    /// The names that the file declares, as expressions use them.
    public var names: Set<String> {
        var names: Set<String> = []
        func collect(_ element: XMLTreeElement) {
            if let name = element.attribute("name") { names.insert(name) }
            element.elements.forEach(collect)
        }
        collect(document.root)
        return names
    }

    // MARK: Reading

    private func tables(
        in element: XMLTreeElement, owner: XMLTreeElement?
    ) -> [(table: XMLTreeElement, owner: XMLTreeElement?)] {
        var found: [(table: XMLTreeElement, owner: XMLTreeElement?)] = []
        for child in element.elements where child.name.namespace == document.root.name.namespace {
            if child.name.local == "decisionTable" { found.append((child, owner)) }
            found += tables(in: child, owner: Self.isOwner(child) ? child : owner)
        }
        return found
    }

    static func isOwner(_ element: XMLTreeElement) -> Bool {
        element.name.local == "decision" || element.name.local == "businessKnowledgeModel"
    }

    /// An element's id; for one without, or with that of another, its kind and place.
    static func key(_ element: XMLTreeElement, _ kind: String, _ index: Int, _ keys: inout Set<String>) -> String {
        if let id = element.attribute("id"), !id.isEmpty, keys.insert(id).inserted { return id }
        let key = "\(kind) \(index + 1)"
        keys.insert(key)
        return key
    }

    static func sheet(_ table: XMLTreeElement, key: String, owner: XMLTreeElement?) -> DecisionSheet {
        var keys: Set<String> = []
        var columns: [DecisionSheet.Column] = []
        for (index, input) in table.children("input").enumerated() {
            let expression = input.child("inputExpression")
            columns.append(
                DecisionSheet.Column(
                    key: Self.key(input, "condition", index, &keys), kind: .condition,
                    label: input.attribute("label") ?? "", expression: expression?.child("text")?.trimmedText ?? "",
                    type: expression?.attribute("typeRef"),
                    allowed: input.child("inputValues")?.child("text")?.trimmedText ?? ""))
        }
        for (index, output) in table.children("output").enumerated() {
            columns.append(
                DecisionSheet.Column(
                    key: Self.key(output, "result", index, &keys), kind: .result,
                    label: output.attribute("label") ?? "", expression: output.attribute("name") ?? "",
                    type: output.attribute("typeRef"),
                    allowed: output.child("outputValues")?.child("text")?.trimmedText ?? ""))
        }
        for (index, note) in table.children("annotation").enumerated() {
            columns.append(
                DecisionSheet.Column(
                    key: Self.key(note, "note", index, &keys), kind: .note, label: "",
                    expression: note.attribute("name") ?? ""))
        }
        var rowKeys: Set<String> = []
        let rows = table.children("rule").enumerated().map { index, rule in
            let cells = columns.map(\.kind).uniqueKinds.flatMap { kind in
                let entries = rule.children(Self.entry(kind))
                return (0..<columns.count { $0.kind == kind }).map { place in
                    place < entries.count ? entries[place].child("text")?.trimmedText ?? "" : ""
                }
            }
            return DecisionSheet.Row(
                key: Self.key(rule, "row", index, &rowKeys), id: rule.attribute("id") ?? "", cells: cells)
        }
        let name = owner?.attribute("name") ?? ""
        return DecisionSheet(
            key: key, decision: name,
            question: owner?.child("question")?.trimmedText ?? owner?.attribute("label") ?? name,
            hitPolicy: table.attribute("hitPolicy") ?? "UNIQUE", aggregation: table.attribute("aggregation"),
            columns: columns, rows: rows)
    }

    static func clause(_ kind: DecisionSheet.Column.Kind) -> String {
        switch kind {
        case .condition: "input"
        case .result: "output"
        case .note: "annotation"
        }
    }

    static func entry(_ kind: DecisionSheet.Column.Kind) -> String { clause(kind) + "Entry" }

    // MARK: Writing

    /// Puts an edited sheet back in the place of the table it was taken from.
    ///
    /// Names that a condition reads and that its decision did not require become requirements, with a line in the diagram.
    ///
    /// - Parameter environment: what its expressions may use from outside.
    public mutating func set(
        _ sheet: DecisionSheet, environment: FEELEnvironment = .standard
    ) throws(DecisionFileError) {
        guard let index = sheets.firstIndex(where: { $0.key == sheet.key }) else { throw .tableMissing(sheet.key) }
        guard sheet.isGrouped else { throw .columnsMixed }
        let others = ids(without: sheet.key)
        let saysIDs = sheets[index].idColumn != nil
        var ids: Set<String> = []
        let known = Set(sheets[index].rows.map(\.id))
        for (number, row) in sheet.rows.enumerated() {
            if row.id.isEmpty {
                if saysIDs { throw .idMissing(row: number + 1) }
                continue
            }
            guard !others.contains(row.id), ids.insert(row.id).inserted else { throw .idRepeated(row.id) }
            guard known.contains(row.id) || Self.isID(row.id) else { throw .idMalformed(row.id, row: number + 1) }
        }
        for column in sheet.columns {
            let texts = [column.label, column.expression, column.type ?? "", column.allowed]
            guard texts.allSatisfy(Self.isWritable) else { throw .unwritable(row: 0) }
        }
        for (index, row) in sheet.rows.enumerated() {
            guard row.cells.count == sheet.columns.count else { throw .wrongCells(row: index + 1) }
            guard (row.cells + [row.id]).allSatisfy(Self.isWritable) else { throw .unwritable(row: index + 1) }
        }
        var place = 0
        try replace(in: &document.root, index, &place) { (table) throws(DecisionFileError) in
            table = try SheetWriter(sheet, table, taken: others.union(ids)).written()
        }
        require(sheet, environment)
    }

    /// Whether a text may be an id (XML Schema part 2, 3.3.8: an NCName).
    private static func isID(_ text: String) -> Bool {
        func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic }
        guard let first = text.unicodeScalars.first, isLetter(first) else { return false }
        return text.unicodeScalars.allSatisfy {
            isLetter($0) || $0 == "-" || $0 == "." || $0.properties.numericType == .decimal
        }
    }

    /// Only some control characters may stand in XML (XML 1.0, 2.2).
    private static func isWritable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: true
            case 0x00..<0x20, 0xFFFE, 0xFFFF: false
            default: true
            }
        }
    }

    private func replace(
        in element: inout XMLTreeElement, _ wanted: Int, _ place: inout Int,
        _ change: (inout XMLTreeElement) throws(DecisionFileError) -> Void
    ) throws(DecisionFileError) {
        for index in element.children.indices {
            guard case .element(var child) = element.children[index],
                child.name.namespace == document.root.name.namespace
            else { continue }
            if child.name.local == "decisionTable" {
                place += 1
                if place == wanted + 1 {
                    try change(&child)
                    element.children[index] = .element(child)
                    return
                }
            }
            try replace(in: &child, wanted, &place, change)
            if place > wanted {
                element.children[index] = .element(child)
                return
            }
        }
    }

    // MARK: Requirements

    /// Lets the decision of a sheet require what its conditions read (DMN 1.5, 6.2.2).
    private mutating func require(_ sheet: DecisionSheet, _ environment: FEELEnvironment) {
        guard let owner = owner(of: sheet), owner.name.local == "decision", owner.attribute("id") != nil else { return }
        let required = Set(
            owner.children("informationRequirement").flatMap(\.elements).compactMap { $0.attribute("href") })
        let elements = document.root.elements.filter {
            ["inputData", "decision"].contains($0.name.local) && $0.attribute("id") != nil
                && $0.attribute("id") != owner.attribute("id")
        }
        let read = Self.names(
            readBy: sheet.columns.filter { $0.kind == .condition }.map(\.expression),
            of: elements.map(\.variableName), environment)
        for element in elements where read.contains(element.variableName) {
            guard let id = element.attribute("id"), !required.contains("#\(id)"), !reaches(element, owner) else {
                continue
            }
            requirement(of: owner, element, id)
        }
    }

    private func owner(of sheet: DecisionSheet) -> XMLTreeElement? {
        zip(sheets, tables(in: document.root, owner: nil)).first { $0.0.key == sheet.key }?.1.owner
    }

    /// Whether a decision requires another, directly or through others: requiring it back would be a circle.
    private func reaches(_ element: XMLTreeElement, _ target: XMLTreeElement) -> Bool {
        var seen: Set<String> = []
        var open = [element]
        while let next = open.popLast() {
            if next.attribute("id") == target.attribute("id") { return true }
            for end in next.children("informationRequirement").flatMap(\.elements) {
                guard let href = end.attribute("href"), href.hasPrefix("#"), seen.insert(href).inserted else {
                    continue
                }
                open += document.root.elements.filter { $0.attribute("id") == String(href.dropFirst()) }
            }
        }
        return false
    }

    /// Which of some names expressions read.
    private static func names(
        readBy expressions: [String], of names: [String], _ environment: FEELEnvironment
    ) -> Set<String> {
        let scope = FEELScope(environment: environment)
        let places = names.map { scope.declare(variable: $0) }
        for expression in expressions { _ = try? scope.compile(expression) }
        return Set(zip(names, places).filter { scope.isRead($0.1) }.map(\.0))
    }

    private mutating func requirement(of owner: XMLTreeElement, _ element: XMLTreeElement, _ target: String) {
        let end = element.name.local == "inputData" ? "requiredInput" : "requiredDecision"
        let id = freeID("i-\(owner.attribute("id") ?? "decision")-\(target)")
        for index in document.root.children.indices {
            guard case .element(var decision) = document.root.children[index], decision.name == owner.name,
                decision.attribute("id") == owner.attribute("id")
            else { continue }
            let list = ElementSegments(
                "informationRequirement", in: decision,
                after: ["description", "extensionElements", "question", "allowedAnswers", "variable"])
            let reference = decision.sibling(end, [("href", "#\(target)")])
            let added = decision.sibling("informationRequirement", [("id", id)], children: [.element(reference)])
            decision.children = list.children(list.segments + [list.fresh(added)])
            document.root.children[index] = .element(decision)
        }
        DiagramEditing.connect(
            target, owner.attribute("id") ?? "", requirement: id, edge: freeID("edge-\(id)"), in: &document.root)
    }

    private func freeID(_ wanted: String) -> String {
        let used = ids(without: "")
        if !used.contains(wanted) { return wanted }
        return (2...used.count + 2).lazy.map { "\(wanted)-\($0)" }.first { !used.contains($0) } ?? wanted
    }
}

extension [DecisionSheet.Column.Kind] {
    /// Each kind once, in order.
    fileprivate var uniqueKinds: [DecisionSheet.Column.Kind] {
        DecisionSheet.Column.Kind.allCases.filter(contains)
    }
}
