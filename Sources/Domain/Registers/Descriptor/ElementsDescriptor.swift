package import Definitions
import Diagnostics

/// `elements.yaml`: the data elements and code tables that a package adds.
package struct ElementsDescriptor: Sendable, Hashable {
    /// The code tables by name.
    package let tables: [String: CodeTable]
    /// The elements in the author's order.
    package let elements: [DataElement]

    /// Reads the declaration; findings go to the reader's collector.
    package init(_ reader: DescriptorReader, package: String) {
        reader.expectObject(keys: ["tables", "elements"])
        var tables: [String: CodeTable] = [:]
        for (name, part) in reader.child("tables")?.entries() ?? [] {
            part.expectObject(keys: ["title", "standard", "codes"])
            if !DefinitionName.isVariable(name) {
                part.error(
                    "format.name.invalid", Text(zh: "“\(name)”不是合格的名称", en: "‘\(name)’ is not a valid name"))
            }
            guard let title = part.text("title"), let codes = part.required("codes") else { continue }
            tables[name] = CodeTable(
                name: name, title: title, standard: part.string("standard", required: false),
                entries: codes.codeEntries())
        }
        self.tables = tables
        elements = (reader.child("elements")?.entries() ?? []).compactMap { name, part in
            DataElement(part, name: name, package: package, tables: tables)
        }
    }
}

extension DataElement {
    private static let keys = [
        "title", "type", "level", "personal", "source", "note", "codes", "table", "geometry", "max_length", "pattern",
        "minimum", "maximum", "scale", "digits", "example", "sensitive",
    ]

    init?(_ reader: DescriptorReader, name: String, package: String, tables: [String: CodeTable]) {
        reader.expectObject(keys: Self.keys)
        if !DefinitionName.isVariable(name) {
            reader.error("format.name.invalid", Text(zh: "“\(name)”不是合格的名称", en: "‘\(name)’ is not a valid name"))
        }
        let title = reader.text("title")
        let type = reader.choice("type", ElementType.self)
        let level = reader.level("level")
        let personal = reader.required("personal")?.boolean()
        guard let title, let type, let level, let personal else { return nil }
        var limits = Limits()
        limits.maxLength = reader.integer("max_length", required: false)
        limits.pattern = reader.string("pattern", required: false)
        limits.digits = reader.integer("digits", required: false)
        limits.minimum = reader.integer("minimum", required: false)
        limits.maximum = reader.integer("maximum", required: false)
        limits.scale = reader.integer("scale", required: false)
        self.init(
            package: package, name: name, title: title, note: reader.text("note", required: false), type: type,
            level: level, personal: personal, sensitive: reader.boolean("sensitive", default: false),
            source: reader.string("source", required: false),
            codes: Self.codes(reader, name: name, title: title, type: type, tables: tables),
            geometry: reader.choice("geometry", required: false), limits: limits,
            example: reader.string("example", required: false))
    }

    private static func codes(
        _ reader: DescriptorReader, name: String, title: Text, type: ElementType, tables: [String: CodeTable]
    ) -> CodeTable? {
        if let inline = reader.child("codes") {
            return CodeTable(name: name, title: title, standard: nil, entries: inline.codeEntries())
        }
        if let part = reader.child("table"), let wanted = part.string() {
            if let table = tables[wanted] { return table }
            part.error(
                "element.table.unknown", Text(zh: "没有代码表“\(wanted)”", en: "There is no code table ‘\(wanted)’"),
                hint: NearestName.of(wanted, among: tables.keys).map {
                    Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?")
                })
            return nil
        }
        if type == .code {
            reader.error(
                "element.codes.missing",
                Text(zh: "代码型数据元“\(name)”没有代码", en: "The code element ‘\(name)’ has no codes"),
                hint: Text(zh: "写 codes 或 table", en: "Write codes or table"))
        }
        return nil
    }
}

extension DescriptorReader {
    /// A protection level under a key.
    func level(_ key: String, required isRequired: Bool = true) -> Int? {
        guard let part = isRequired ? required(key) : child(key), let level = part.integer() else { return nil }
        if (1...4).contains(level) { return level }
        part.error("element.level.range", Text(zh: "保护级别是 1 到 4", en: "The protection level is from 1 to 4"))
        return nil
    }
}
