package import WorkCalendar

/// A cell about to be written.
package enum WrittenCell: Sendable, Hashable {
    case empty
    /// Kept as text, so that identity numbers stay as they are.
    case text(String)
    /// Plain decimal digits.
    case number(String)
    case date(CivilDate)
}

/// Writes a workbook with a bold, frozen header. Sheets continue in another one when they are full.
package struct WorkbookWriter {
    /// A column: its heading, and its width in characters.
    package struct Column: Sendable, Hashable {
        package let title: String
        package let width: Int

        package init(title: String, width: Int = 16) {
            self.title = title
            self.width = width
        }
    }

    private static let maximumRows = 1_048_576

    private var archive = ZipWriter()
    private var columns: [Column]
    private var title: String
    /// The names of the sheets so far.
    private var names: [String] = []
    /// How many sheets the rows of this title have filled.
    private var part = 0
    private var rows = 0
    private var buffer: [UInt8] = []

    package init(sheet title: String, columns: [Column]) {
        self.title = title
        self.columns = columns
        beginSheet()
    }

    /// Ends the sheet and begins another one.
    package mutating func next(sheet title: String, columns: [Column]) {
        endSheet()
        self.title = title
        self.columns = columns
        part = 0
        beginSheet()
    }

    /// Appends a row.
    package mutating func append(_ cells: [WrittenCell]) {
        if rows == WorkbookWriter.maximumRows {
            endSheet()
            beginSheet()
        }
        row(cells, style: nil)
        if buffer.count > 1 << 16 { flush() }
    }

    /// The workbook's bytes.
    package mutating func finish() -> [UInt8] {
        endSheet()
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let numbers = 1...names.count
        archive.add(
            "xl/workbook.xml",
            declaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
                + numbers.map { number in
                    "<sheet name=\"\(WorkbookWriter.escaped(names[number - 1]))\" sheetId=\"\(number)\" r:id=\"rId\(number)\"/>"
                }.joined() + "</sheets></workbook>")
        archive.add(
            "xl/_rels/workbook.xml.rels",
            declaration + "<Relationships xmlns=\"\(package)/relationships\">"
                + numbers.map {
                    "<Relationship Id=\"rId\($0)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>"
                }.joined()
                + "<Relationship Id=\"rId\(names.count + 1)\" Type=\"\(office)/styles\" Target=\"styles.xml\"/></Relationships>"
        )
        archive.add("xl/styles.xml", declaration + WorkbookWriter.styles(main))
        archive.add(
            "_rels/.rels",
            declaration + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" "
                + "Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        archive.add(
            "[Content_Types].xml",
            declaration + "<Types xmlns=\"\(package)/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(kind).sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(kind).styles+xml\"/>"
                + numbers.map {
                    "<Override PartName=\"/xl/worksheets/sheet\($0).xml\" ContentType=\"\(kind).worksheet+xml\"/>"
                }.joined() + "</Types>")
        return archive.finish()
    }

    // Styles: 0 plain, 1 bold header, 2 text, 3 date.
    private static func styles(_ main: String) -> String {
        """
        <styleSheet xmlns="\(main)"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
        <fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>\
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
        <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
        <xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/>\
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>
        """
    }

    private mutating func beginSheet() {
        part += 1
        rows = 0
        names.append(WorkbookWriter.freeName(part == 1 ? title : "\(title.prefix(25)) \(part)", names))
        archive.begin("xl/worksheets/sheet\(names.count).xml")
        var head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        head += "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>"
        head += "<sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
        head += "state=\"frozen\"/></sheetView></sheetViews><cols>"
        for (index, column) in columns.enumerated() {
            // Cells added by hand below keep the text style.
            head +=
                "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(column.width)\" style=\"2\" customWidth=\"1\"/>"
        }
        buffer += Array(
            (head + (columns.isEmpty ? "<col min=\"1\" max=\"1\" width=\"16\"/>" : "") + "</cols><sheetData>").utf8)
        row(columns.map { .text($0.title) }, style: 1)
    }

    private mutating func endSheet() {
        buffer += Array("</sheetData></worksheet>".utf8)
        flush()
    }

    private mutating func flush() {
        archive.append(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func row(_ cells: [WrittenCell], style: Int?) {
        rows += 1
        buffer += Array("<row r=\"\(rows)\">".utf8)
        for (index, cell) in cells.enumerated() {
            let place = "\(CellReference.letters(index))\(rows)"
            switch cell {
            case .empty: continue
            case .text(let text):
                buffer += Array(
                    "<c r=\"\(place)\" s=\"\(style ?? 2)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8)
                buffer += Array(WorkbookWriter.escaped(text).utf8)
                buffer += Array("</t></is></c>".utf8)
            case .number(let digits):
                buffer += Array("<c r=\"\(place)\"><v>\(WorkbookWriter.escaped(digits))</v></c>".utf8)
            case .date(let date):
                let first = CivilDate(dayNumber: -25_508)
                let serial = date.dayNumber + (date < first ? 25_568 : 25_569)
                if serial > 0 {
                    buffer += Array("<c r=\"\(place)\" s=\"3\"><v>\(serial)</v></c>".utf8)
                } else {
                    buffer += Array("<c r=\"\(place)\" s=\"2\" t=\"inlineStr\"><is><t>\(date.iso)</t></is></c>".utf8)
                }
            }
        }
        buffer += Array("</row>".utf8)
    }

    /// The name that a sheet gets: at most 31 characters, without some signs, and none of those there are.
    package static func freeName(_ title: String, _ taken: [String]) -> String {
        let allowed = title.filter { !"[]:*?/\\'".contains($0) && !$0.isNewline }
        let name = allowed.isEmpty ? "Sheet1" : String(allowed.prefix(31))
        // Excel does not tell them apart by case.
        let used = Set(taken.map { $0.lowercased() })
        if !used.contains(name.lowercased()) { return name }
        let suffixes = (2...taken.count + 2).lazy.map { " (\($0))" }
        return suffixes.map { name.prefix(31 - $0.count) + $0 }.first { !used.contains($0.lowercased()) } ?? name
    }

    /// The text as a cell holds it: XML's entities, and `_xHHHH_` for what XML cannot hold (ECMA-376 part 1, 22.4.2.4).
    private static func escaped(_ text: String) -> String {
        // What looks like that form already has its own first sign written in it.
        let text = !text.contains("_x") ? text : text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}":
                let hex = String(scalar.value, radix: 16, uppercase: true)
                result += "_x" + String(repeating: "0", count: 4 - hex.count) + hex + "_"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
