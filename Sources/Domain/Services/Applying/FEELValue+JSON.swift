package import FEELEngine
package import JSONTree

extension FEELValue {
    /// The value as JSON: dates and durations as text, functions and ranges as their text.
    package var json: JSON {
        switch self {
        case .null: .null
        case .boolean(let flag): .bool(flag)
        case .number(let number): number.integer.map { .integer($0) } ?? JSON.number(text: number.description) ?? .null
        case .string(let text): .string(text)
        case .list(let items): .array(items.map(\.json))
        case .context(let context): .object(context.entries.map { ($0.0, $0.1.json) })
        default: .string(text)
        }
    }

    /// A JSON value as FEEL sees it; texts stay texts.
    package init(json: JSON) {
        switch json.kind {
        case .null: self = .null
        case .boolean: self = .boolean(json.bool ?? false)
        case .number: self = json.numberText.flatMap { FEELNumber($0) }.map { .number($0) } ?? .null
        case .string: self = .string(json.string ?? "")
        case .array: self = .list(json.elements.map { FEELValue(json: $0) })
        case .object: self = .context(FEELContext(json.members.map { ($0.name, FEELValue(json: $0.value)) }))
        }
    }
}
