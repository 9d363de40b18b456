import Diagnostics

/// Which heading means which field of a register: by its label in both languages, its name, its element, and, where
/// only one field can be meant, by the usual word for its type.
package struct FieldNames: Sendable {
    private var own: [String: Int] = [:]
    private var others: [String: Int] = [:]
    private static let ambiguous = -1

    package init(_ descriptor: RegisterDescriptor) {
        var types: [String: [Int]] = [:]
        for (index, field) in descriptor.fields.enumerated() {
            for name in [field.title.zh, field.title.en, field.name] { Self.add(name, index, to: &own) }
            for name in [field.element.title.zh, field.element.title.en, field.element.name] {
                Self.add(name, index, to: &others)
            }
            if let mark = ColumnName.mark(of: field.type) { types[mark, default: []].append(index) }
        }
        for (mark, fields) in types where fields.count == 1 && others[mark] == nil { others[mark] = fields[0] }
    }

    private static func add(_ name: String, _ index: Int, to names: inout [String: Int]) {
        let key = ColumnName(name).text
        guard !key.isEmpty else { return }
        if let other = names[key], other != index {
            names[key] = ambiguous
        } else {
            names[key] = index
        }
    }

    /// The field's place in the register, or `nil` when the heading names none or several.
    package func field(_ heading: ColumnName) -> Int? {
        guard !heading.text.isEmpty else { return nil }
        if let index = own[heading.text] { return index == Self.ambiguous ? nil : index }
        if let index = others[heading.text] { return index == Self.ambiguous ? nil : index }
        return nil
    }
}
