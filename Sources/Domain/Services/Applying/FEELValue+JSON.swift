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
        case .list, .context:
            // Written once and read once: building from inside out would copy each level into the next.
            (try? JSON(parsing: bytes, options: FEELValue.generous)) ?? .null
        default: .string(text)
        }
    }

    private static let generous = JSONOptions(
        maximumDepth: 1_000, maximumBytes: 1 << 28, duplicateNames: .lastWins)

    /// The value as JSON text.
    var bytes: [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .boolean(let flag): writer.bool(flag)
        case .number(let number):
            if let integer = number.integer { writer.integer(integer) } else { writer.number(text: number.description) }
        case .string(let text): writer.string(text)
        case .list(let items):
            writer.beginArray()
            for item in items { item.write(to: &writer) }
            writer.endArray()
        case .context(let context):
            writer.beginObject()
            for (name, value) in zip(context.names, context.values) {
                writer.name(name)
                value.write(to: &writer)
            }
            writer.endObject()
        default: writer.string(text)
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
