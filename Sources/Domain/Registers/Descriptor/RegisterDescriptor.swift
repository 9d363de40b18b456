package import Definitions
package import Diagnostics

/// A register (登记簿) as a package declares it: what is known, who owns it, how it is kept.
package struct RegisterDescriptor: Sendable, Hashable {
    /// How often the owner refreshes it.
    package enum UpdateCycle: String, Sendable, Hashable, CaseIterable {
        case realtime, daily, weekly, monthly, yearly, event
    }

    /// Whether other departments may have it.
    package enum SharingClass: String, Sendable, Hashable, CaseIterable {
        case unconditional, conditional, none
    }

    /// Whether the public may have it.
    package enum OpeningClass: String, Sendable, Hashable, CaseIterable {
        case open, conditional, none
    }

    /// The package that declares it.
    package let package: String
    /// Its id in the package.
    package let id: String
    package let title: Text
    package let summary: Text?
    /// The owning department.
    package let owner: String
    /// The post that corrects it, if one is named.
    package let steward: String?
    /// The fields that identify a row.
    package let key: [String]
    /// The field with the division by which readers' scopes are cut.
    package let territory: String?
    package let update: UpdateCycle
    package let sharing: SharingClass
    package let sharingNote: Text?
    package let opening: OpeningClass
    /// How long rows are kept; always there when a field is personal.
    package let retention: RetentionRule?
    /// The fields shown as a row's title; the key when none are named.
    package let label: [String]
    /// The fields in the author's order.
    package let fields: [RegisterField]
    /// The field that keeps the columns of a file that no other field names, as a JSON object of texts by heading.
    package let unknownColumns: String?

    /// Makes a descriptor.
    package init(
        package: String, id: String, title: Text, summary: Text? = nil, owner: String, steward: String? = nil,
        key: [String], territory: String? = nil, update: UpdateCycle, sharing: SharingClass, sharingNote: Text? = nil,
        opening: OpeningClass, retention: RetentionRule? = nil, label: [String] = [], fields: [RegisterField],
        unknownColumns: String? = nil
    ) {
        self.package = package
        self.id = id
        self.title = title
        self.summary = summary
        self.owner = owner
        self.steward = steward
        self.key = key
        self.territory = territory
        self.update = update
        self.sharing = sharing
        self.sharingNote = sharingNote
        self.opening = opening
        self.retention = retention
        self.label = label.isEmpty ? key : label
        self.fields = fields
        self.unknownColumns = unknownColumns
    }

    /// `package.id`.
    package var qualifiedID: String { "\(package).\(id)" }

    /// The table's name: `reg_<package>_<register>` with hyphens as underscores.
    package var tableName: String { Self.tableName(package: package, register: id) }

    /// The table's name of a register.
    package static func tableName(package: String, register: String) -> String {
        "reg_\(package)_\(register)".replacing("-", with: "_")
    }

    /// The field of a name.
    package func field(_ name: String) -> RegisterField? { fields.first { $0.name == name } }

    /// Whether any field says something about a person.
    package var isPersonal: Bool { fields.contains { $0.personal } }

    /// The columns of all fields in the order of the table.
    package var columns: [RegisterColumn] { fields.flatMap(\.columns) }
}
