/// A workbook of ECMA-376 (`.xlsx`): its sheets, texts and styles; the sheets' rows are read from it one by one.
struct Workbook: Sendable {
    struct Sheet: Sendable {
        let name: String
        let isHidden: Bool
        let path: String
    }

    /// How much one sheet and one other part may unpack to.
    static let maximumSheet = 2 << 30
    static let maximumPart = 256 << 20
    private static let maximumSheets = 1_000

    let archive: ZipArchive
    let sheets: [Sheet]
    let texts: SharedTexts
    let formats: NumberFormats
    let dates: SerialDate

    init(_ source: any ByteSource) throws(TabularError) {
        archive = try ZipArchive(source)
        let root = try Workbook.relations(archive, "_rels/.rels", base: "")
        guard let path = root.first(where: { $0.type.hasSuffix("/officeDocument") })?.target,
            let entry = archive.entry(path)
        else { throw TabularError(.notWorkbook) }
        let folder = Workbook.folder(of: path)
        let file = path.dropFirst(folder.count)
        let relations = try Workbook.relations(archive, "\(folder)_rels/\(file).rels", base: folder)
        var listed: [(name: String, isHidden: Bool, relation: String)] = []
        var is1904 = false
        var isWorkbook = false
        let markup = MarkupReader(try archive.stream(entry, limit: Workbook.maximumPart))
        reading: while true {
            switch try markup.next() {
            case .start:
                if markup.isNamed("workbook") { isWorkbook = true }
                if markup.isNamed("workbookPr") { is1904 = ["1", "true"].contains(markup.attribute("date1904") ?? "") }
                if markup.isNamed("sheet"), let name = markup.attribute("name"), let relation = markup.attribute("id") {
                    listed.append((name, markup.attribute("state").map { $0 != "visible" } ?? false, relation))
                    if listed.count > Workbook.maximumSheets { throw TabularError(.tooLarge) }
                }
            case .end, .text: break
            case .finished: break reading
            }
        }
        guard isWorkbook else { throw TabularError(.notWorkbook) }
        sheets = listed.compactMap { sheet in
            guard
                let relation = relations.first(where: { $0.id == sheet.relation && $0.type.hasSuffix("/worksheet") })
            else { return nil }
            return Sheet(name: sheet.name, isHidden: sheet.isHidden, path: relation.target)
        }
        guard !sheets.isEmpty else { throw TabularError(.notWorkbook) }
        dates = is1904 ? .from1904 : .from1900
        let archive = archive
        func part(_ type: String) -> ZipArchive.Entry? {
            relations.first { $0.type.hasSuffix(type) }.flatMap { archive.entry($0.target) }
        }
        var texts = SharedTexts()
        if let entry = part("/sharedStrings") {
            texts = try SharedTexts(try archive.stream(entry, limit: Workbook.maximumPart))
        }
        self.texts = texts
        var formats = NumberFormats()
        if let entry = part("/styles") {
            formats = try NumberFormats(try archive.stream(entry, limit: Workbook.maximumPart))
        }
        self.formats = formats
    }

    /// A reader of one sheet from its first row.
    func reader(sheet index: Int) throws(TabularError) -> any TableReader {
        guard index >= 0, index < sheets.count else { throw TabularError(.unknownSheet) }
        guard let entry = archive.entry(sheets[index].path) else { throw TabularError(.damagedArchive) }
        let merges = try MergedAreas.read(try archive.stream(entry, limit: Workbook.maximumSheet))
        return SheetReader(
            try archive.stream(entry, limit: Workbook.maximumSheet), total: entry.packed, texts: texts,
            formats: formats,
            dates: dates, merges: merges)
    }

    private struct Relation {
        let id: String
        let type: String
        let target: String
    }

    private static func relations(
        _ archive: ZipArchive, _ path: String, base: String
    ) throws(TabularError) -> [Relation] {
        guard let entry = archive.entry(path) else { throw TabularError(.notWorkbook) }
        let markup = MarkupReader(try archive.stream(entry, limit: 8 << 20))
        var relations: [Relation] = []
        while true {
            switch try markup.next() {
            case .start:
                guard markup.isNamed("Relationship"), markup.attribute("TargetMode") != "External",
                    let id = markup.attribute("Id"), let type = markup.attribute("Type"),
                    let target = markup.attribute("Target")
                else { continue }
                relations.append(Relation(id: id, type: type, target: resolved(target, base: base)))
                if relations.count > 10_000 { throw TabularError(.tooLarge) }
            case .end, .text: break
            case .finished: return relations
            }
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// A target as the archive names it; it never leaves the archive because it is only looked up in its directory.
    private static func resolved(_ target: String, base: String) -> String {
        var parts: [Substring] = target.hasPrefix("/") ? [] : base.split(separator: "/")
        for part in target.split(separator: "/") {
            if part == ".." {
                _ = parts.popLast()
            } else if part != "." {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
