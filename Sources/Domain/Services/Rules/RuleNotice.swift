import DecisionEngine
package import Diagnostics
import Localisation

/// Something found in a file of rules, with its place as people find it in the page or the workbook.
package struct RuleNotice: Sendable, Hashable {
    package let diagnostic: Diagnostic
    /// The table, the row with its id, and the column; `nil` for what lies in no table.
    package let place: Text?

    init(diagnostic: Diagnostic, place: Text?) {
        self.diagnostic = diagnostic
        self.place = place
    }

    /// What was found in a file, each with its place.
    static func all(_ findings: [RuleFinding], in bytes: [UInt8], _ words: RuleWords) -> [RuleNotice] {
        let remedy = RuleRemedy(words)
        guard !findings.isEmpty, let file = try? DecisionFile(bytes) else {
            return findings.map {
                RuleNotice(diagnostic: remedy.advised($0.diagnostic, in: nil, isCell: false), place: nil)
            }
        }
        let (sheets, places) = (file.sheets, file.places)
        return findings.map { finding in
            let diagnostic = finding.diagnostic
            switch finding {
            case .reading:
                guard let place = diagnostic.location.flatMap({ places.place(of: $0) }),
                    let sheet = sheets.first(where: { $0.key == place.sheet })
                else { return RuleNotice(diagnostic: remedy.advised(diagnostic, in: nil, isCell: false), place: nil) }
                return RuleNotice(
                    diagnostic: remedy.advised(diagnostic, in: sheet.column(place.column), isCell: place.row != nil),
                    place: name(sheet, rows: place.row.map { [$0] } ?? [], column: place.column))
            case .table(let found):
                let sheet = sheets.first {
                    found.table == $0.key || (found.table == nil && found.decision == $0.decision)
                }
                guard let sheet else { return RuleNotice(diagnostic: diagnostic, place: nil) }
                let hint = remedy.hint(for: found.kind, in: sheet.column(found.columnIndex))
                return RuleNotice(
                    diagnostic: plain(found, words, hint),
                    place: name(sheet, rows: found.rows.map { $0 - 1 }, column: found.columnIndex))
            }
        }
    }

    /// A finding without the place that its message begins with: it is told in other words.
    private static func plain(_ found: TableFinding, _ words: RuleWords, _ hint: Text?) -> Diagnostic {
        let rows = found.rows.map(String.init).joined(separator: "、")
        let beginnings = [
            "“\(found.decision)”第\(rows)行的“\(found.column ?? "")”", "“\(found.decision)”第\(rows)行",
            "“\(found.decision)”的",
            "“\(found.decision)”",
        ]
        let message = found.message(words: words.cell)
        let beginning = beginnings.first { message.zh.hasPrefix($0) } ?? ""
        let plain = found.diagnostic(
            Text(
                zh: String(message.zh.dropFirst(beginning.count)),
                en: message.en.replacing("‘\(found.decision)’: ", with: "")))
        return Diagnostic(
            plain.severity, code: plain.code, message: plain.message, location: plain.location, hint: plain.hint ?? hint
        )
    }

    /// A place in words: rows are counted from 1, and told by their id where they have one.
    private static func name(_ sheet: DecisionSheet, rows: [Int], column: Int?) -> Text {
        var name = Text(zh: "“\(sheet.question)”", en: "‘\(sheet.question)’")
        let known = rows.filter(sheet.rows.indices.contains)
        for (place, row) in known.prefix(4).enumerated() {
            let id = sheet.rows[row].id
            if place > 0 { name = Text(zh: name.zh + "、", en: name.en + ",") }
            name = name.followed(
                by: id.isEmpty
                    ? Text(zh: "第 \(row + 1) 行", en: "row \(row + 1)")
                    : Text(zh: "第 \(row + 1) 行（\(id)）", en: "row \(row + 1) (\(id))"))
        }
        if let column, sheet.columns.indices.contains(column) {
            let firstResult = sheet.columns(.result).lowerBound
            let title = RuleSheet.title(sheet.columns[column], isFirstResult: column == firstResult)
            name = name.followed(by: Text(zh: "“\(title.zh)”", en: "‘\(title.en)’"))
        }
        return name
    }
}

extension DecisionSheet {
    /// A column that a finding is about.
    func column(_ index: Int?) -> Column? {
        index.flatMap { columns.indices.contains($0) ? columns[$0] : nil }
    }
}
