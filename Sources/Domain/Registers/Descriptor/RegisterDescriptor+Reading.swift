package import Definitions
import Diagnostics
import JSONTree
import WorkCalendar

extension RegisterDescriptor {
    static let keys = [
        "register", "title", "summary", "owner", "steward", "key", "territory", "update", "sharing", "sharing_note",
        "opening", "retention", "label", "fields", "unknown_columns",
    ]
    /// What the names of the platform's own columns begin with (row id, version, validity, who and why).
    package static let systemPrefix = "sys_"
    static let fieldKeys = ["name", "element", "title", "required", "lookup", "generalise", "level"]

    /// Reads a declaration and resolves its elements; `nil` when it cannot be used, with the reasons in the collector.
    package init?(_ reader: DescriptorReader, package: String, elements: ElementDictionary) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("register")?.identifier()
        let title = reader.text("title")
        let owner = reader.string("owner")
        let update = reader.choice("update", UpdateCycle.self)
        let sharing = reader.choice("sharing", SharingClass.self)
        let opening = reader.choice("opening", OpeningClass.self)
        let key = reader.strings("key")
        let fields = Self.fields(reader, key: key, elements: elements)
        let retention = reader.retention()
        Self.checkNames(reader, key: key, fields: fields)
        if retention == nil, fields.contains(where: \.personal) {
            reader.error(
                "register.retention.missing",
                Text(zh: "登记簿有个人信息，要写明保存期限", en: "The register holds personal data and must say how long it is kept"),
                hint: Text(zh: "加 retention: {years: …, basis: …}", en: "Add retention: {years: …, basis: …}"))
        }
        guard let id, let title, let owner, let update, let sharing, let opening, !key.isEmpty, !fields.isEmpty
        else { return nil }
        self.init(
            package: package, id: id, title: title, summary: reader.text("summary", required: false), owner: owner,
            steward: reader.string("steward", required: false), key: key,
            territory: reader.string("territory", required: false), update: update, sharing: sharing,
            sharingNote: reader.text("sharing_note", required: false), opening: opening, retention: retention,
            label: reader.strings("label", required: false), fields: fields,
            unknownColumns: Self.unknownColumns(reader, fields: fields))
    }

    private static func fields(
        _ reader: DescriptorReader, key: [String], elements: ElementDictionary
    ) -> [RegisterField] {
        var seen: Set<String> = []
        return (reader.required("fields")?.items() ?? []).compactMap { part in
            guard part.expectObject(keys: fieldKeys), let name = part.required("name")?.variableName() else {
                return nil
            }
            if !seen.insert(name).inserted {
                part.error("register.field.duplicate", Text(zh: "字段“\(name)”重复", en: "The field ‘\(name)’ is repeated"))
                return nil
            }
            return RegisterField(part, name: name, isKey: key.contains(name), elements: elements)
        }
    }

    /// The field for what no field names: a text that is sealed, since nobody knows what will stand in it.
    private static func unknownColumns(_ reader: DescriptorReader, fields: [RegisterField]) -> String? {
        guard let part = reader.child("unknown_columns"), let name = part.string() else { return nil }
        guard let field = fields.first(where: { $0.name == name }) else {
            part.unknownField(name, among: fields.map(\.name))
            return nil
        }
        if field.type != .text || !field.isSealed {
            part.error(
                "register.unknown-columns",
                Text(zh: "收留其他列的字段应是加密的文本", en: "The field that keeps other columns must be a sealed text"),
                hint: Text(zh: "数据元用 type: text、level: 3", en: "Use an element of type text and level 3"))
        }
        return name
    }

    private static func checkNames(_ reader: DescriptorReader, key: [String], fields: [RegisterField]) {
        let names = fields.map(\.name)
        for list in ["key", "label"] {
            for part in reader.child(list)?.items() ?? [] {
                guard let name = part.json.string, !names.contains(name) else { continue }
                part.unknownField(name, among: names)
            }
        }
        if let part = reader.child("territory"), let name = part.string() {
            if let field = fields.first(where: { $0.name == name }) {
                if field.type != .division || field.isSealed {
                    part.error(
                        "register.territory.type",
                        Text(zh: "属地字段应是不加密的区划代码", en: "The territory field must be a division code kept in clear"))
                }
            } else {
                part.unknownField(name, among: names)
            }
        }
        var columns: Set<String> = []
        for field in fields where field.name.hasPrefix(systemPrefix) {
            reader.error(
                "register.field.reserved",
                Text(zh: "字段名不能以“\(systemPrefix)”开头", en: "A field's name cannot begin with ‘\(systemPrefix)’"))
        }
        for column in fields.flatMap(\.columns) where !columns.insert(column.name).inserted {
            reader.error(
                "register.column.clash",
                Text(zh: "列名“\(column.name)”与另一列相同", en: "The column ‘\(column.name)’ clashes with another"))
        }
    }
}

extension RegisterField {
    init?(_ reader: DescriptorReader, name: String, isKey: Bool, elements: ElementDictionary) {
        let part = reader.child("element")
        guard let reference = part == nil ? DefinitionReference(id: name) : part?.reference() else { return nil }
        guard let element = elements.element(reference) else {
            (part ?? reader).error(
                "element.unknown", Text(zh: "没有数据元“\(reference)”", en: "There is no data element ‘\(reference)’"),
                hint: NearestName.of(reference.id, among: elements.names).map {
                    Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?")
                })
            return nil
        }
        let level = reader.level("level", required: false) ?? element.level
        if level < element.level {
            reader.child("level")?.error(
                "register.level.lowered",
                Text(
                    zh: "保护级别不能低于数据元的 \(element.level) 级",
                    en: "The level cannot be below the element's, \(element.level)"))
        }
        let generalise = reader.choice("generalise", Generalisation.self, required: false)
        if let generalise, !generalise.fits(element.type) {
            reader.child("generalise")?.error(
                "register.generalise.type",
                Text(
                    zh: "\(element.type.rawValue) 型不能概化为 \(generalise.rawValue)",
                    en: "\(element.type.rawValue) cannot be generalised to \(generalise.rawValue)"))
            return nil
        }
        self.init(
            name: name, element: element, title: reader.text("title", required: false) ?? element.title,
            level: max(level, element.level), required: isKey || reader.boolean("required", default: false),
            lookup: reader.choice("lookup", required: false), generalise: generalise)
    }
}

extension RegisterField.Generalisation {
    func fits(_ type: ElementType) -> Bool {
        switch self {
        case .year, .month: type == .date || type == .instant
        case .town, .county: type == .division
        }
    }

    /// The coarser form of a value; `nil` when there is none.
    package func value(of value: FieldValue) -> FieldValue? {
        switch (self, value) {
        case (.year, .date(let date)): .integer(date.year)
        case (.month, .date(let date)): .text(String(date.iso.prefix(7)))
        case (.town, .text(let code)) where code.utf8.count == 12: .text(code.prefix(9) + "000")
        case (.county, .text(let code)) where code.utf8.count == 12: .text(code.prefix(6) + "000000")
        default: nil
        }
    }
}

extension DescriptorReader {
    /// Reports a name that no field has.
    package func unknownField(_ name: String, among names: [String]) {
        error(
            "register.field.unknown", Text(zh: "没有字段“\(name)”", en: "There is no field ‘\(name)’"),
            hint: NearestName.of(name, among: names).map { Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?") })
    }
}
