package import Definitions
import Diagnostics
import JSONTree
import WorkCalendar

extension ParameterTable {
    /// Reads a file of one parameter, or of several under `parameters`.
    package static func tables(_ reader: DescriptorReader) -> [ParameterTable] {
        guard let list = reader.child("parameters") else { return [ParameterTable(reader)].compactMap(\.self) }
        reader.expectObject(keys: ["parameters"])
        return list.items().compactMap { ParameterTable($0) }
    }

    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: ["name", "title", "unit", "type", "values"]) else { return nil }
        let name = reader.required("name")?.variableName()
        let title = reader.text("title")
        let type = reader.choice("type", ValueType.self)
        var entries: [Entry] = []
        for part in reader.required("values")?.items() ?? [] {
            guard part.expectObject(keys: ["from", "value", "basis", "note"]) else { continue }
            let basis = part.basis()
            guard let from = part.required("from")?.date(), let value = part.required("value") else { continue }
            if let type, !type.fits(value.json) {
                value.error(
                    "parameter.value.type",
                    Text(zh: "这个值不是 \(type.rawValue) 型", en: "This value is not of type \(type.rawValue)"))
                continue
            }
            if let last = entries.last, last.from >= from {
                part.error(
                    "parameter.order", Text(zh: "生效日期要从早到晚", en: "Dates of effect must go from early to late"))
            }
            entries.append(
                Entry(from: from, value: value.json, basis: basis, note: part.text("note", required: false)))
        }
        guard let name, let title, let type, !entries.isEmpty else { return nil }
        self.init(
            name: name, title: title, unit: reader.text("unit", required: false), type: type, entries: entries)
    }
}

extension ParameterTable.ValueType {
    func fits(_ value: JSON) -> Bool {
        switch self {
        case .text: value.string != nil
        case .integer: value.integer != nil
        case .decimal: value.kind == .number
        case .boolean: value.bool != nil
        case .date: value.string.flatMap { CivilDate(iso: $0) } != nil
        case .duration: value.string?.contains("P") ?? false
        case .list: value.kind == .array
        case .context: value.kind == .object
        }
    }
}
