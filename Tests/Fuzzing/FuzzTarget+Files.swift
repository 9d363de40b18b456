import Directory
import ScenarioKit
import Tabular
import Web

extension FuzzTarget {
    static let yaml = FuzzTarget(
        "yaml",
        words: [
            "&a ", "*a", "<<: *a", "- ", ": ", "\n", "\n  ", "{", "}", "[", "]", "|\n", ">\n", "\"", "'", "#", "!!",
            "? ", "---\n",
            "...\n", "~", "yes", "\t", "a: &b [*b, *b]\n",
        ], cost: 3,
        seeds: { corpus in
            ["Scenarios/new-pupil-enrolment/contracts/applicant-record.yaml", "Scenarios/base/registers/birth.yaml"]
                .compactMap { corpus.bytes(of: $0) }
        },
        read: { bytes in _ = YAMLDocument.json(bytes, file: "a.yaml") })

    static let csv = FuzzTarget(
        "csv", words: [",", ";", "\t", "\"", "\"\"", "\r\n", "\n", "\r", "居住证号", "=1+1", "1.23E+17", " ", "　"], cost: 3,
        seeds: { _ in [] },
        read: { bytes in readTable(bytes) })

    static let workbook = FuzzTarget(
        "workbook",
        words: ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "xl/workbook.xml", "../../", "xl/sharedStrings.xml"],
        largest: 32_768, cost: 8,
        seeds: { _ in [wrapped(sheet: WorkbookParts.sheet, strings: WorkbookParts.strings)] },
        read: { bytes in readTable(bytes) })

    /// The parts within a workbook, each wrapped into an archive that is whole: what comes behind the unpacking.
    static let workbookParts = FuzzTarget(
        "workbook-parts",
        words: [
            "<row r=\"", "<c r=\"", "A1", "XFD1048576", "ZZZZ99999999", " t=\"s\"", " t=\"inlineStr\"", "<is><t>",
            "</t></is>",
            "<v>", "</v>", "<mergeCell ref=\"A1:XFD1048576\"/>", "<si><t>", "</t></si>", "</row>", "</c>",
            "<!DOCTYPE a>",
            " s=\"1\"", "<sheetData>", "</sheetData>", "4294967296", "-1",
        ], cost: 60, seeds: { _ in [WorkbookParts.sheet, WorkbookParts.strings] },
        read: { bytes in
            readTable(wrapped(sheet: bytes, strings: WorkbookParts.strings))
            readTable(wrapped(sheet: WorkbookParts.sheet, strings: bytes))
        })

    static let multipart = FuzzTarget(
        "multipart",
        words: [
            "--frontier", "\r\n--frontier\r\n", "\r\n--frontier--", "Content-Disposition: form-data; name=\"a\"",
            "\r\n\r\n",
            "; filename=\"../../a\"", "Content-Type: text/plain", "\"", "\\\"", "; name*=utf-8''", "\r\n",
        ], seeds: { _ in [] },
        read: { bytes in
            _ = try? MultipartForm(body: bytes, boundary: "frontier")
            _ = MultipartForm.boundary(of: String(decoding: bytes.prefix(256), as: UTF8.self))
        })

    static let form = FuzzTarget(
        "form", words: ["&", "=", "%", "+", "%E4%B8%80", "%00", "%ff", ";", "a=b&", "?"],
        seeds: { _ in ["csrf_token=abc&contact_phone=13800138000&name=%E4%B8%80", "a=1&a=2&b"].map { Array($0.utf8) } },
        read: { bytes in _ = try? FormFields(urlEncoded: bytes) })

    /// What another system answers to a ticket.
    static let ticket = FuzzTarget(
        "ticket",
        words: [
            "\"data\":", "{", "}", "\"token\":\"", "\"idNumber\":", "\"name\":", "\"level\":", "\"2\"", "null", ",",
            "\"",
        ],
        seeds: { _ in
            [
                Array(
                    #"{"data":{"token":"t","idNumber":"990121199001010017","name":"甲","level":"2","phone":"13800138000"}}"#
                        .utf8)
            ]
        },
        read: { bytes in
            let provider = TicketIdentityProvider(
                TicketIdentityProvider.Configuration(
                    signInLocation: "https://a", tokenLocation: "https://b", personLocation: "https://c",
                    applicationID: "a", secret: "s", returnLocation: "https://d"), exchange: Answer(body: bytes))
            _ = try? await provider.person(
                for: ["ticket": String(decoding: bytes.prefix(600), as: UTF8.self)], now: 1_790_000_000_000_000)
            _ = try? await provider.person(for: ["ticket": "t"], now: 1_790_000_000_000_000)
        })

    private struct Answer: HTTPExchange {
        let body: [UInt8]
        func post(_ location: String, fields: [(name: String, value: String)]) async throws -> (
            status: Int, body: [UInt8]
        ) {
            (200, body)
        }
    }

    private static func readTable(_ bytes: [UInt8]) {
        guard let file = try? TableFile(MemorySource(bytes)) else { return }
        for sheet in file.sheets.indices.prefix(3) {
            guard let reader = try? file.reader(sheet: sheet) else { continue }
            var left = 2_000
            while left > 0, (try? reader.next()) ?? nil != nil { left -= 1 }
        }
    }

    private static func wrapped(sheet: [UInt8], strings: [UInt8]) -> [UInt8] {
        var archive = ZipWriter()
        for (name, text) in WorkbookParts.frame { archive.add(name, text) }
        archive.begin("xl/worksheets/sheet1.xml")
        archive.append(sheet)
        archive.begin("xl/sharedStrings.xml")
        archive.append(strings)
        return archive.finish()
    }

    /// All targets.
    package static let all = [
        json, xml, feel, pattern, schema, dmn, bpmn, address, numbers, yaml, csv, workbook, workbookParts, tableImport,
        multipart, form, ticket,
    ]
}

/// The smallest workbook.
private enum WorkbookParts {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packaged = "http://schemas.openxmlformats.org/package/2006/relationships"

    static let frame = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"\(packaged)\"><Relationship Id=\"r1\" Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"\(packaged)\"><Relationship Id=\"r1\" Type=\"\(relations)/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"\(relations)/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
        ),
    ]
    static let sheet = Array(
        "<worksheet xmlns=\"\(main)\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>二</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>1.23E+17</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>"
            .utf8)
    static let strings = Array(
        "<sst xmlns=\"\(main)\"><si><t>一</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>".utf8)
}
