import Diagnostics
import Tabular
import Testing

@Suite struct HostileFileTests {
    private let good = Samples.rows("<row><c><v>1</v></c></row>")

    @Test func `old workbooks and documents of other kinds are told`() {
        #expect(Samples.code([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) == .oldWorkbook)
        var zip = ZipWriter()
        zip.add("word/document.xml", "<x/>")
        #expect(Samples.code(zip.finish()) == .notWorkbook)
    }

    @Test func `numbers at their limits are read or refused`() {
        for number in ["1E-9223372036854775808", "1e9223372036854775807", "-9223372036854775808", "1E-400", "1E399"] {
            #expect(Samples.code(workbook(sheet: Self.sheet("<row><c><v>\(number)</v></c></row>"))) == nil)
        }
        for row in ["-9223372036854775808", "0", "-1", "1048577", "9223372036854775807"] {
            let sheet = Self.sheet("<row r=\"\(row)\"><c><v>1</v></c></row>")
            #expect(Samples.code(workbook(sheet: sheet)) == .damagedMarkup, "\(row)")
        }
        #expect(Samples.code(workbook(sheet: Self.sheet("<row r=\"1048576\"><c><v>1</v></c></row>"))) == nil)
    }

    @Test(.timeLimit(.minutes(1))) func `areas laid over one another cost no more than one`() {
        let rows = (1...20_000).map { "<row r=\"\($0)\"><c r=\"B\($0)\"><v>1</v></c></row>" }.joined()
        let areas = String(repeating: "<mergeCell ref=\"A2:A1048576\"/>", count: 20_000)
        let sheet = "<worksheet><sheetData>\(rows)</sheetData><mergeCells>\(areas)</mergeCells></worksheet>"
        #expect(Samples.code(workbook(sheet: sheet)) == nil)
    }

    private static func sheet(_ rows: String) -> String { "<worksheet><sheetData>\(rows)</sheetData></worksheet>" }

    @Test func `a file cut anywhere is refused`() {
        for length in stride(from: 4, to: good.count - 1, by: 7) {
            #expect(Samples.code(Array(good[..<length])) != nil)
        }
    }

    @Test func `a bomb is refused before it has grown`() {
        var zip = ZipWriter()
        zip.begin("_rels/.rels")
        for _ in 0..<400 { zip.append(Array(repeating: 0x20, count: 1 << 16)) }
        #expect(Samples.code(zip.finish()) == .tooLarge)
        var sheet = ZipWriter()
        for (name, text) in parts { sheet.add(name, text) }
        sheet.begin("xl/worksheets/sheet0.xml")
        sheet.append(Array("<worksheet><sheetData>".utf8))
        for _ in 0..<1200 { sheet.append(Array(repeating: 0x20, count: 1 << 16)) }
        sheet.append(Array("</sheetData></worksheet>".utf8))
        #expect(Samples.code(sheet.finish()) == .tooLarge)
    }

    private var parts: [(String, String)] {
        [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            ("xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s0\"/></sheets></workbook>"),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s0\" Type=\"x/worksheet\" Target=\"worksheets/sheet0.xml\"/></Relationships>"
            ),
        ]
    }

    private func workbook(sheet: String) -> [UInt8] {
        var zip = ZipWriter()
        for (name, text) in parts { zip.add(name, text) }
        zip.add("xl/worksheets/sheet0.xml", sheet)
        return zip.finish()
    }

    @Test func `declarations and entities are refused`() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData/></worksheet>"
        #expect(Samples.code(workbook(sheet: bomb)) == .doctypeRefused)
        #expect(Samples.code(workbook(sheet: "<worksheet><sheetData/></worksheet>")) == nil)
    }

    @Test func `broken markup is refused`() {
        for sheet in [
            "<worksheet><sheetData><row><c><v>1", "<worksheet><sheetData><row", "</worksheet>",
            String(repeating: "<a>", count: 200),
            "<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>",
        ] { #expect(Samples.code(workbook(sheet: sheet)) == .damagedMarkup) }
        let wide = "<worksheet><sheetData><row><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>"
        #expect(Samples.code(workbook(sheet: wide)) == .tooManyColumns)
    }

    @Test func `an entry with a password, a wrong sum or a double name is refused`() {
        func patched(_ offset: Int, _ change: (inout [UInt8], Int) -> Void) -> [UInt8] {
            var bytes = good
            // The last entry of the directory is the sheet.
            var place = bytes.count - 22
            while !(bytes[place] == 0x50 && bytes[place + 1] == 0x4B && bytes[place + 2] == 1) { place -= 1 }
            change(&bytes, place + offset)
            return bytes
        }
        #expect(Samples.code(patched(8) { $0[$1] |= 1 }) == .encryptedArchive)
        #expect(Samples.code(patched(10) { $0[$1] = 12 }) == .unsupportedArchive)
        #expect(Samples.code(patched(16) { $0[$1] ^= 1 }) == .damagedArchive)
        #expect(Samples.code(patched(24) { $0[$1] ^= 1 }) == .damagedArchive)
        #expect(Samples.code(patched(27) { $0[$1] = 0xF0 }) == .tooLarge)
        var double = ZipWriter()
        for (name, text) in parts { double.add(name, text) }
        double.add("XL/workbook.xml", "<workbook/>")
        #expect(Samples.code(double.finish()) == .damagedArchive)
    }

    @Test func `no changed byte makes the reader fail otherwise than with a code`() {
        var dice = Dice(99)
        for _ in 0..<400 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                bytes[Int.random(in: 4..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            _ = Samples.code(bytes)
        }
    }

    @Test func `every code has words in both languages`() {
        for code in TabularError.Code.allCases {
            let message = TabularError(code, line: 3).message
            #expect(message.zh.hasPrefix("第 3 行"))
            #expect(message.en.hasPrefix("Line 3"))
        }
    }
}
