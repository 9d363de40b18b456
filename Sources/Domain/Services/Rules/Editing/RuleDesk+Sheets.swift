import Cryptography
import DecisionEngine
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
    }

    /// The tables of a draft's file.
    package func sheets(of change: RuleChange) async throws -> [SheetOutline] {
        try Self.read(try await file(of: change)).sheets.map {
            SheetOutline(key: $0.key, question: Text(verbatim: $0.question), rows: $0.rows.count)
        }
    }

    /// A table of a draft as it is edited: what is in the file or, with `edit`, what somebody has written and not kept yet;
    /// checked, tried on the examples, and compared with the rule in force.
    ///
    /// - Parameters:
    ///   - key: the table's key.
    ///   - edit: what was sent.
    ///   - act: what is done to it.
    package func sheet(
        of change: RuleChange, key: String, edit: RuleSheetEdit? = nil, act: RuleSheetAct = .none,
        by official: Official, now: Int64
    ) async throws -> RuleSheet {
        let runtime = try open(change, for: official)
        var file = try Self.read(try await self.file(of: change))
        guard var sheet = file.sheets.first(where: { $0.key == key }) else { throw RuleChangeError(.notFound) }
        let words = RuleWords(desk.words)
        if let edit { sheet.take(edit, words) }
        sheet.apply(act, in: file)
        let version = runtime.rule(on: desk.today(now))
        let base = book.source(version.hash).flatMap { try? Self.read($0) }
        var view = RuleSheet(sheet, in: file, base: base?.sheets.first { $0.key == key }, words)
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
        let (model, findings) = try examine(bytes, for: runtime)
        let written = try Self.read(bytes)
        for finding in findings { view.add(finding, in: written, sheet) }
        guard view.isSavable, let model else { return view }
        view.difference = RuleDifference(from: version.model, to: model, words: words).tables.filter {
            $0.question.zh == sheet.question
        }
        view.take(
            examples.outcomes(of: change.service, by: bytes),
            before: book.source(version.hash).map { examples.outcomes(of: change.service, by: $0) } ?? [], of: sheet)
        return view
    }

    /// Keeps what somebody has written in a table of a draft.
    ///
    /// - Throws: ``RuleFileRefused``, `rule.moved-on`, `rule.not-found`.
    package func save(
        _ change: RuleChange, key: String, edit: RuleSheetEdit, by official: Official, now: Int64
    ) async throws {
        _ = try open(change, for: official)
        var file = try Self.read(try await self.file(of: change))
        guard var sheet = file.sheets.first(where: { $0.key == key }) else { throw RuleChangeError(.notFound) }
        let before = sheet
        sheet.take(edit, RuleWords(desk.words))
        guard sheet != before else { return }
        do {
            try file.set(sheet, environment: environment)
        } catch {
            throw RuleFileRefused(findings: [error.diagnostic])
        }
        try await keep(file.serialised(), of: change, by: official, now: now)
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

extension DecisionFileError {
    /// The row it is about, from 0.
    fileprivate func row(in sheet: DecisionSheet) -> Int? {
        switch self {
        case .idRepeated(let id): sheet.rows.lastIndex { $0.id == id }
        case .wrongCells(let row), .unwritable(let row): row > 0 ? row - 1 : nil
        case .tableMissing, .keyUnknown: nil
        }
    }
}

extension DecisionSheet {
    /// Takes over what somebody has written.
    mutating func take(_ edit: RuleSheetEdit, _ words: RuleWords) {
        let before = self
        columns = edit.columns.map {
            Column(
                key: $0.key, kind: $0.kind.engine, label: $0.label.singleLine,
                expression: $0.kind == .condition ? CellWriting.plain($0.expression.singleLine) : $0.expression,
                type: $0.type, allowed: $0.allowed)
        }
        let writing = columns.map { CellWriting($0, words) }
        rows = edit.rows.map { row in
            Row(
                key: row.key, id: row.id,
                cells: row.cells.enumerated().map { index, text in
                    writing.indices.contains(index) ? writing[index].cell(text) : text
                })
        }
        // Whoever gives a row another id need not write it in the results as well.
        guard let idColumn = before.idColumn,
            let place = columns.firstIndex(where: { $0.key == before.columns[idColumn].key })
        else { return }
        for index in rows.indices where rows[index].cells.indices.contains(place) && !rows[index].id.isEmpty {
            rows[index].cells[place] = "\"\(rows[index].id)\""
        }
    }

    mutating func apply(_ act: RuleSheetAct, in file: DecisionFile) {
        switch act {
        case .none: break
        case .insertRow(let index): insertRow(below: index, taken: file.ruleIDs(without: key))
        case .duplicateRow(let index): duplicateRow(index, taken: file.ruleIDs(without: key))
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

    init(_ kind: DecisionSheet.Column.Kind) {
        switch kind {
        case .condition: self = .condition
        case .result: self = .result
        case .note: self = .note
        }
    }
}

extension String {
    fileprivate var singleLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ").trimmed(to: 400)
    }
}
