import FEELEngine
import JSONTree

/// Answers as FEEL sees them, and FEEL values as answers.
enum AnswerValue {
    /// An answer of a field as a FEEL value.
    static func feel(_ answer: JSON?, type: FormFieldType) -> FEELValue {
        guard let answer, !answer.isNull else { return .null }
        if type == .date, let text = answer.string { return FEELDate(text).map { .date($0) } ?? .null }
        return feel(answer)
    }

    /// Any JSON as a FEEL value.
    static func feel(_ json: JSON) -> FEELValue {
        switch json.kind {
        case .null: .null
        case .boolean: .boolean(json.bool ?? false)
        case .string: .string(json.string ?? "")
        case .number: json.numberText.flatMap { FEELNumber($0) }.map { .number($0) } ?? .null
        case .array: .list(json.elements.map { feel($0) })
        case .object: .context(FEELContext(json.members.map { ($0.name, feel($0.value)) }))
        }
    }

    /// A FEEL value as an answer; `nil` for null and for what no answer can be.
    static func json(_ value: FEELValue) -> JSON? {
        switch value {
        case .null, .function, .range: nil
        case .boolean(let value): .bool(value)
        case .number(let value): JSON.number(text: value.description)
        case .string(let value): .string(value)
        case .list(let values): .array(values.map { json($0) ?? .null })
        case .context(let context): .object(context.entries.map { ($0.0, json($0.1) ?? .null) })
        default: .string(value.text)
        }
    }
}
