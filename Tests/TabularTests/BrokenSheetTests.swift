import Tabular
import Testing

/// Sheets that end where nobody expects it.
@Suite struct `A sheet that is cut off` {
    @Test(arguments: [
        "<worksheet><sheetData a=\"b/", "<worksheet><sheetData/", "<worksheet><sheetData/>x",
        "<worksheet><sheetData/>\u{FEFF}",
        "<worksheet><sheetData></sheetData>", "x", "", "\u{FEFF}", "<worksheet><sheetData></sheetData><mergeCells>text",
    ])
    func `is read or refused, never trusted`(sheet: String) throws {
        var archive = ZipWriter()
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        archive.add(
            "xl/workbook.xml",
            "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        )
        archive.add(
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"\(relations)/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        )
        archive.add("xl/worksheets/sheet1.xml", sheet)
        do {
            let file = try TableFile(MemorySource(archive.finish()))
            let reader = try file.reader()
            while try reader.next() != nil {}
        } catch {
            #expect(!error.code.rawValue.isEmpty)
        }
    }
}
