import Cryptography
package import DecisionEngine
package import Diagnostics
package import Directory
import FEELEngine

/// Changed rules edited table by table.
extension RuleDesk {
    /// A table of a change that can be edited.
    package struct SheetOutline: Sendable {
        package let key: String
        package let question: Text
        package let rows: Int
        /// Whether a page can hold it; greater ones are edited in a workbook.
        package let isEditable: Bool
    }

    /// The most cells of a table that is edited on a page.
    package static let largestSheet = 8_000

    /// The tables of a draft's file.
    package func sheets(of change: RuleChange) async throws -> [SheetOutline] {
        try Self.read(try await file(of: change)).sheets.map {
            SheetOutline(
                key: $0.key, question: Text(verbatim: $0.question), rows: $0.rows.count,
                isEditable: $0.columns.count * $0.rows.count <= RuleDesk.largestSheet)
        }
    }

    /// A table of a change as it is edited: what is in the file or, with `edit`, what somebody has written and not kept yet;
    /// checked, tried on the examples, and compared with the rule in force.
    ///
    /// - Parameters:
    ///   - key: the table's key.
    ///   - edit: what was sent.
    ///   - act: what is done to it.
    ///   - seen: the change's version that the edit began with; the present one without it.
    ///   - clashes: where somebody else has written something else meanwhile.
    package func sheet(
        of change: RuleChange, key: String, edit: RuleSheetEdit? = nil, act: RuleSheetAct = .none,
        seen: Int64? = nil, clashes: [RuleSheet.Clash] = [], by official: Official, now: Int64
    ) async throws -> RuleSheet {
        guard official.permissions.contains(.draftRules) else { throw RuleChangeError(.notOffered) }
        let runtime = try runtime(change.service, for: official)
        let present = try await self.file(of: change)
        let bytesSeen = try await self.file(of: change, seen: seen ?? change.version) ?? present
        var file = try Self.read(bytesSeen)
        guard var sheet = file.sheets.first(where: { $0.key == key }) else { throw RuleChangeError(.notFound) }
        let isOvertaken = try bytesSeen != present && sheet != Self.read(present).sheets.first { $0.key == key }
        let words = RuleWords(desk.words)
        let lost = edit.map { sheet.take($0, words, names: file.names) } ?? []
        sheet.apply(act, in: file)
        let version = runtime.rule(on: desk.today(now))
        let base = book.source(version.hash).flatMap { try? Self.read($0) }
        let inForce = base?.sheets.first { $0.key == key }
        var view = RuleSheet(sheet, in: file, base: inForce, words)
        if isOvertaken {
            view.add(
                RuleSheet.Finding(
                    severity: .note,
                    message: Text(
                        zh: "别人刚刚保存过这张表，您保存的时候会合在一起",
                        en: "Somebody else has just kept this table; when you keep it, both are put together"),
                    hint: nil, row: nil, column: nil))
        }
        view.add(clashes, words)
        if !lost.isEmpty {
            view.add(
                RuleSheet.Finding(
                    severity: .warning,
                    message: Text(
                        zh: "有 \(lost.count) 处在文件里已经没有了，按新加的处理",
                        en: "\(lost.count) are not in the file any more and count as new"),
                    hint: nil, row: nil, column: nil))
        }
        do {
            try file.set(sheet, environment: environment)
        } catch {
            let found = error.diagnostic
            view.add(
                RuleSheet.Finding(
                    severity: .error, message: found.message, hint: found.hint,
                    row: error.row(in: sheet), column: nil))
            return view
        }
        let bytes = file.serialised()
        let examined: (model: DecisionModel?, findings: [RuleFinding])
        do {
            examined = try examine(bytes, for: runtime)
        } catch let error as RuleChangeError {
            view.add(
                RuleSheet.Finding(severity: .error, message: error.message, hint: nil, row: nil, column: nil))
            return view
        }
        let places = try Self.read(bytes).places
        for finding in examined.findings { view.add(finding, in: places, sheet, words) }
        guard view.isSavable, let model = examined.model else { return view }
        let difference = RuleDifference(from: version.model, to: model, words: words)
        view.difference = difference.tables.filter {
            $0.decision == sheet.decision && ($0.table == nil || $0.table == sheet.key)
        }
        view.settings = difference.definitions.first { $0.name == sheet.decision }?.parts ?? []
        view.changedColumns = RuleSheet.changedColumns(sheet, inForce)
        let before = book.source(version.hash).map {
            examples.outcomes(of: change.service, by: $0, hash: version.hash)
        }
        view.take(
            examples.outcomes(of: change.service, by: bytes, hash: Self.hash(bytes)), before: before ?? [], of: sheet)
        return view
    }

    /// Keeps what somebody has written in a table of a draft, together with what others have kept since they began.
    ///
    /// - Parameter seen: the change's version that they began with.
    /// - Throws: ``RuleFileRefused``, `rule.not-offered`, `rule.not-found`.
    package func save(
        _ change: RuleChange, key: String, edit: RuleSheetEdit, seen: Int64, by official: Official, now: Int64
    ) async throws -> RuleSheetKeeping {
        var change = change
        for _ in 0..<3 {
            do {
                return try await merge(edit, key: key, seen: seen, into: change, by: official, now: now)
            } catch let error as RuleChangeError where error.code == .movedOn {
                // Somebody was faster by a moment: what they kept is taken in as well.
                change = try await self.change(change.id, for: official)
            }
        }
        throw RuleChangeError(.movedOn)
    }

    private func merge(
        _ edit: RuleSheetEdit, key: String, seen: Int64, into change: RuleChange, by official: Official, now: Int64
    ) async throws -> RuleSheetKeeping {
        _ = try open(change, for: official)
        var file = try Self.read(try await self.file(of: change))
        guard let bytes = try await self.file(of: change, seen: seen) else { return .overtaken }
        let begun = try Self.read(bytes)
        func table(_ file: DecisionFile) -> DecisionSheet? { file.sheets.first { $0.key == key } }
        guard let before = table(begun), let present = table(file) else { throw RuleChangeError(.notFound) }
        var sheet = before
        _ = sheet.take(edit, RuleWords(desk.words), names: begun.names)
        let isOvertaken = seen != change.version && file.serialised() != begun.serialised()
        if present != before {
            guard let merge = sheet.merged(with: present, from: before) else { return .overtaken }
            guard merge.clashes.isEmpty else {
                return .clashing(RuleSheetEdit(merge.sheet), merge.clashes.map { RuleSheet.Clash($0, in: merge.sheet) })
            }
            sheet = merge.sheet
        }
        guard sheet != present else { return isOvertaken ? .merged : .kept }
        do {
            do {
                try file.set(sheet, environment: environment)
            } catch {
                throw RuleFileRefused(findings: [error.diagnostic])
            }
            try await keep(file.serialised(), of: change, by: official, now: now)
        } catch let error as RuleFileRefused {
            // What each did alone may well be right: what is wrong is shown in what both did.
            if isOvertaken { return .clashing(RuleSheetEdit(sheet), []) }
            throw error
        }
        return isOvertaken ? .merged : .kept
    }

    /// Begins a change with the rule in force as it is, to be edited.
    ///
    /// - Returns: the change's id; of a draft of one's own that says the same, if there is one.
    package func begin(_ service: String, by official: Official, now: Int64) async throws -> Int64 {
        let runtime = try runtime(service, for: official)
        guard let bytes = book.source(runtime.rule(on: desk.today(now)).hash) else { throw RuleChangeError(.file) }
        return try await start(bytes, of: service, by: official, now: now)
    }

    static func read(_ bytes: [UInt8]) throws -> DecisionFile {
        do {
            return try DecisionFile(bytes)
        } catch {
            throw RuleFileRefused(findings: error.diagnostics)
        }
    }
}

extension RuleSheet.Clash {
    init(_ clash: DecisionSheetMerge.Clash, in sheet: DecisionSheet) {
        let kind: Kind =
            switch clash.kind {
            case .cell: .cell
            case .heading: .heading
            case .id: .id
            case .removedThere: .removedThere
            case .removedHere: .removedHere
            }
        self.init(
            kind: kind, row: clash.row.map { sheet.rows[$0].id } ?? "",
            column: clash.column.flatMap { sheet.columns[$0].key } ?? "", other: clash.other)
    }
}

extension RuleSheetEdit {
    /// A table as if somebody had sent it.
    init(_ sheet: DecisionSheet) {
        self.init(
            columns: sheet.columns.map {
                Column(
                    key: $0.key, kind: RuleSheet.Kind($0.kind), label: $0.label, expression: $0.expression,
                    type: $0.type,
                    allowed: $0.allowed)
            }, rows: sheet.rows.map { Row(key: $0.key, id: $0.id, cells: $0.cells) })
    }
}

extension DecisionFileError {
    /// The row it is about, from 0.
    fileprivate func row(in sheet: DecisionSheet) -> Int? {
        switch self {
        case .idRepeated(let id): sheet.rows.lastIndex { $0.id == id }
        case .wrongCells(let row), .unwritable(let row), .idMalformed(_, let row), .idMissing(let row):
            row > 0 ? row - 1 : nil
        case .tableMissing, .keyUnknown, .columnsMixed: nil
        }
    }
}

extension DecisionSheet {
    /// Takes over what somebody has written. What stands as it stood is left alone; only what was written is read as people
    /// write (``CellWriting``).
    ///
    /// - Returns: the keys of rows and columns that are not here any more; they count as new ones.
    package mutating func take(_ edit: RuleSheetEdit, _ words: RuleWords, names: Set<String>) -> [String] {
        let before = self
        let unusual = CellWriting.unusual(names)
        var lost: [String] = []
        func known(_ key: String?, _ isKnown: (String) -> Bool) -> String? {
            guard let key, !isKnown(key) else { return key }
            lost.append(key)
            return nil
        }
        columns = edit.columns.map { column in
            let key = known(column.key) { key in before.columns.contains { $0.key == key } }
            let old = before.columns.first { $0.key == key && key != nil }
            // A field of one line loses line breaks.
            let label = column.label.oneLine == old?.label.oneLine ? old?.label ?? "" : column.label.oneLine
            var expression = column.expression.plainLines
            if column.kind == .condition, expression != old?.expression, !unusual.contains(where: expression.contains) {
                expression = CellWriting.plain(expression)
            }
            return Column(
                key: key, kind: column.kind.engine, label: label, expression: expression, type: column.type,
                allowed: column.allowed)
        }
        let writing = columns.map { CellWriting($0, words, names: names) }
        let places = columns.map { column in before.columns.firstIndex { $0.key == column.key && column.key != nil } }
        let rowsByKey = Dictionary(
            before.rows.map { ($0.key ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        rows = edit.rows.map { row in
            let key = known(row.key) { rowsByKey[$0] != nil }
            let old = key.flatMap { rowsByKey[$0] }
            return Row(
                key: key, id: row.id.trimmed(to: .max),
                cells: row.cells.enumerated().map { index, text in
                    guard writing.indices.contains(index) else { return text }
                    if let old, let place = places[index], old.cells[place] == text.plainLines {
                        return old.cells[place]
                    }
                    return writing[index].cell(text)
                })
        }
        // Whoever gives a row another id need not write it in the results as well.
        if let idColumn = before.idColumn, let place = places.firstIndex(of: idColumn) {
            for index in rows.indices where rows[index].cells.indices.contains(place) && !rows[index].id.isEmpty {
                rows[index].cells[place] = "\"\(rows[index].id)\""
            }
        }
        return lost
    }

    mutating func apply(_ act: RuleSheetAct, in file: DecisionFile) {
        switch act {
        case .none: break
        case .insertRow(let index, let count):
            let taken = file.ids(without: key)
            for _ in 0..<min(max(count, 1), RuleSheetAct.mostRows) { insertRow(below: index, taken: taken) }
        case .duplicateRow(let index): duplicateRow(index, taken: file.ids(without: key))
        case .removeRow(let index): removeRow(index)
        case .moveRow(let index, let step): moveRow(index, by: step)
        case .addCondition(let label, let expression):
            let known = file.sheets.flatMap(\.columns).first { $0.kind == .condition && $0.expression == expression }
            insertColumn(
                Column(
                    kind: .condition, label: label.isEmpty ? known?.label ?? "" : label, expression: expression,
                    type: known?.type, allowed: known?.allowed ?? ""))
        case .removeColumn(let index):
            // What other decisions read stays.
            if columns.indices.contains(index), columns[index].kind != .result { removeColumn(index) }
        case .moveColumn(let index, let step): moveColumn(index, by: step)
        }
    }
}

extension RuleSheet.Kind {
    var engine: DecisionSheet.Column.Kind {
        switch self {
        case .condition: .condition
        case .result: .result
        case .note: .note
        }
    }

    package init(_ kind: DecisionSheet.Column.Kind) {
        switch kind {
        case .condition: self = .condition
        case .result: self = .result
        case .note: self = .note
        }
    }
}

extension String {
    /// With line breaks as files have them.
    fileprivate var plainLines: String { replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmed(to: .max) }

    /// Without line breaks.
    fileprivate var oneLine: String { filter { !$0.isNewline }.trimmed(to: .max) }
}
