import JSONTree
import Registers

/// A row of the source register, read by what its fields mean to an order.
struct SourceRow {
    let id: Int64
    let version: Int64
    private let values: [FieldValue]
    private let places: [OrderKind.Role: Int]
    private let remarksPlace: Int?

    init(_ row: RegisterRow, table: RegisterTable, source: OrderKind.Source) {
        id = row.id
        version = row.version
        values = row.values
        var places: [OrderKind.Role: Int] = [:]
        for (role, name) in source.fields {
            places[role] = table.descriptor.fields.firstIndex { $0.name == name }
        }
        self.places = places
        remarksPlace = table.descriptor.unknownColumns.flatMap { name in
            table.descriptor.fields.firstIndex { $0.name == name }
        }
    }

    subscript(role: OrderKind.Role) -> FieldValue {
        guard let place = places[role], values.indices.contains(place) else { return .null }
        return values[place]
    }

    func text(_ role: OrderKind.Role) -> String? { self[role].canonicalText }

    func instant(_ role: OrderKind.Role) -> Int64? {
        if case .instant(let moment) = self[role] { moment } else { nil }
    }

    /// `yes` or `no`.
    func flag(_ role: OrderKind.Role) -> Bool? {
        switch text(role) {
        case "yes": true
        case "no": false
        default: nil
        }
    }

    /// The columns of the file that the register has no field for.
    var remarks: [(heading: String, value: String)] {
        guard let remarksPlace, values.indices.contains(remarksPlace), let text = values[remarksPlace].canonicalText,
            let json = try? JSON(parsing: text)
        else { return [] }
        return json.members.map { ($0.name, $0.value.string ?? "") }
    }
}

extension OrderContent {
    init(_ row: SourceRow) {
        title = row.text(.title) ?? ""
        content = row.text(.content) ?? ""
        caller = row.text(.caller) ?? ""
        phone = row.text(.phone) ?? ""
        place = row.text(.place) ?? ""
        town = row.text(.town) ?? ""
        channel = row.text(.channel) ?? ""
        handler = row.text(.handler) ?? ""
        remarks = row.remarks
    }
}
