package import Definitions
package import JSONTree

/// The fields of a form, as far as other declarations have to know them.
struct FormOutline {
    /// One field.
    struct Field {
        let name: String
        let element: String?
        let pointer: String
        /// Whether it stands in a page that repeats.
        let isRepeated: Bool
    }

    let fields: [Field]

    init(_ form: JSON) {
        var fields: [Field] = []
        for (pageIndex, page) in (form["pages"]?.elements ?? JSON.array([]).elements).enumerated() {
            let repeated = page["repeat"]?["name"]?.string
            if let repeated {
                fields.append(
                    Field(name: repeated, element: nil, pointer: "/pages/\(pageIndex)/repeat", isRepeated: false))
            }
            for (index, field) in (page["fields"]?.elements ?? JSON.array([]).elements).enumerated() {
                guard let name = field["name"]?.string else { continue }
                fields.append(
                    Field(
                        name: name, element: field["element"]?.string,
                        pointer: "/pages/\(pageIndex)/fields/\(index)", isRepeated: page["repeat"] != nil))
            }
        }
        self.fields = fields
    }
}

extension ScenarioPackage {
    /// The form that a reference names, as JSON.
    package func form(_ reference: DefinitionReference) -> JSON? {
        for package in [self] + needs where reference.package == nil || reference.package == package.id {
            if let form = package.forms[reference.id] { return form }
        }
        return nil
    }
}
