package import FormEngine
package import JSONTree

extension Form {
    /// The answers to an official's form that are words and numbers of the process, and those that people wrote, which
    /// are sealed.
    package func parted(_ answers: JSON) -> (plain: JSON, written: JSON) {
        var plain: JSON = [:]
        var written: JSON = [:]
        for (name, value) in answers.members {
            guard let field = field(name), !value.isNull else { continue }
            if field.type.isPlain {
                plain = plain.setting(name, to: value)
            } else {
                written = written.setting(name, to: value)
            }
        }
        return (plain, written)
    }
}

extension FormFieldType {
    /// Whether its answers are words and numbers of the process.
    package var isPlain: Bool {
        switch self {
        case .choice, .choices, .boolean, .integer, .decimal, .money, .date: true
        default: false
        }
    }
}
