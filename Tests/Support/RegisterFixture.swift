import Diagnostics
package import Registers

/// Registers made in code, as packages declare them in YAML.
package enum RegisterFixture {
    /// A field with an element of its own.
    package static func field(
        _ name: String, _ type: ElementType = .text, level: Int = 2, required: Bool = false,
        lookup: RegisterField.Lookup? = nil, generalise: RegisterField.Generalisation? = nil, element: String? = nil
    ) -> RegisterField {
        let title = Text(zh: "字段\(name)", en: name)
        return RegisterField(
            name: name,
            element: DataElement(
                package: "test", name: element ?? name, title: title, type: type, level: level, personal: level > 1),
            title: title, level: level, required: required, lookup: lookup, generalise: generalise)
    }

    /// A register of the package `test`.
    package static func register(
        _ id: String, key: [String], territory: String? = nil, _ fields: [RegisterField]
    ) -> RegisterDescriptor {
        RegisterDescriptor(
            package: "test", id: id, title: Text(zh: "登记簿\(id)", en: id), owner: "public-security", key: key,
            territory: territory, update: .daily, sharing: .conditional, opening: .none, fields: fields)
    }

    /// People: number and name sealed, household and division in clear.
    package static var person: RegisterDescriptor {
        register(
            "person", key: ["id_number"], territory: "registered_division",
            [
                field("id_number", .idNumber, level: 4, required: true, lookup: .exact),
                field("name", level: 3), field("birth_date", .date, level: 3, generalise: .year),
                field("household_no", lookup: .exact), field("registered_division", .division),
            ])
    }

    /// Who is whose guardian: both numbers sealed, one domain.
    package static var guardianship: RegisterDescriptor {
        register(
            "guardianship", key: ["child_id_number", "guardian_id_number"],
            [
                field("child_id_number", .idNumber, level: 4, required: true, lookup: .exact),
                field("guardian_id_number", .idNumber, level: 4, required: true, lookup: .exact),
                field("relation"), field("until", .date),
            ])
    }
}
