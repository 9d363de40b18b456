import Foundation
import Tabular

/// Workbooks and texts made for the tests, byte by byte where it matters.
enum Samples {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    struct Sheet {
        var name = "Sheet1"
        var state: String?
        var body: String
    }

    /// A workbook whose sheets have these bodies (what stands inside `worksheet`).
    static func workbook(
        _ sheets: [Sheet], shared: String? = nil, styles: String? = nil, is1904: Bool = false
    ) -> [UInt8] {
        var zip = ZipWriter()
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        zip.add(
            "_rels/.rels",
            "\(declaration)<Relationships xmlns=\"\(package)\"><Relationship Id=\"r1\" Type=\"\(office)/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"
        )
        zip.add(
            "xl/workbook.xml",
            "\(declaration)<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><workbookPr\(is1904 ? " date1904=\"1\"" : "")/><sheets>"
                + sheets.enumerated().map {
                    "<sheet name=\"\($1.name)\" sheetId=\"\($0 + 1)\"\($1.state.map { " state=\"\($0)\"" } ?? "") r:id=\"s\($0)\"/>"
                }.joined() + "</sheets></workbook>")
        var relations = sheets.indices.map {
            "<Relationship Id=\"s\($0)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>"
        }
        if shared != nil {
            relations.append("<Relationship Id=\"t\" Type=\"\(office)/sharedStrings\" Target=\"sharedStrings.xml\"/>")
        }
        if styles != nil {
            relations.append("<Relationship Id=\"y\" Type=\"\(office)/styles\" Target=\"styles.xml\"/>")
        }
        zip.add(
            "xl/_rels/workbook.xml.rels",
            "\(declaration)<Relationships xmlns=\"\(package)\">\(relations.joined())</Relationships>")
        if let shared { zip.add("xl/sharedStrings.xml", "\(declaration)<sst xmlns=\"\(main)\">\(shared)</sst>") }
        if let styles { zip.add("xl/styles.xml", "\(declaration)<styleSheet xmlns=\"\(main)\">\(styles)</styleSheet>") }
        for (index, sheet) in sheets.enumerated() {
            zip.add(
                "xl/worksheets/sheet\(index).xml",
                "\(declaration)<worksheet xmlns=\"\(main)\">\(sheet.body)</worksheet>")
        }
        return zip.finish()
    }

    static func rows(_ xml: String, after: String = "") -> [UInt8] {
        workbook([Sheet(body: "<sheetData>\(xml)</sheetData>\(after)")], styles: dateStyles)
    }

    /// Styles: 0 General, 1 built-in date, 2 Chinese date, 3 date and time, 4 time, 5 number with red, 6 elapsed hours.
    static let dateStyles = """
        <numFmts count="4"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>\
        <numFmt numFmtId="177" formatCode="[$-804]yyyy/m/d\\ hh:mm"/>\
        <numFmt numFmtId="178" formatCode="#,##0.00;[Red]\\-#,##0.00"/><numFmt numFmtId="179" formatCode="[h]:mm"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="20"/>\
        <xf numFmtId="178"/><xf numFmtId="179"/></cellXfs>
        """

    static func read(_ bytes: [UInt8], sheet: Int = 0) throws -> [TableRow] {
        let reader = try TableFile(MemorySource(bytes)).reader(sheet: sheet)
        var rows: [TableRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    static func code(_ bytes: [UInt8]) -> TabularError.Code? {
        do {
            let file = try TableFile(MemorySource(bytes))
            for sheet in file.sheets.indices {
                let reader = try file.reader(sheet: sheet)
                while try reader.next() != nil {}
            }
            return nil
        } catch {
            return error.code
        }
    }

    /// The text in GB 18030.
    static func gb18030(_ text: String) -> [UInt8] {
        guard let converter = iconv_open("GB18030", "UTF-8") else { return [] }
        defer { iconv_close(converter) }
        var input = Array(text.utf8).map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 4 + 8)
        var inLeft = input.count
        var outLeft = output.count
        input.withUnsafeMutableBufferPointer { given in
            output.withUnsafeMutableBufferPointer { target in
                var from = given.baseAddress
                var to = target.baseAddress
                _ = iconv(converter, &from, &inLeft, &to, &outLeft)
            }
        }
        return output.dropLast(outLeft).map { UInt8(bitPattern: $0) }
    }
}

/// Random numbers that are the same in each run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
