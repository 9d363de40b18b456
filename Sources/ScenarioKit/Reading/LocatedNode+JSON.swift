import Definitions
import Diagnostics
import JSONTree

extension LocatedNode {
    /// The same value as JSON, in the author's order.
    var json: JSON {
        switch value {
        case .null: .null
        case .boolean(let flag): .bool(flag)
        case .number(let text): JSON.number(text: text) ?? .null
        case .string(let text): .string(text)
        case .list(let items): .array(items.map(\.json))
        case .mapping(let entries): .object(entries.map { ($0.key, $0.node.json) })
        }
    }

    /// The place of each part by its RFC 6901 pointer: of a mapping's entry the place of the key.
    var locations: [String: SourceLocation] {
        var places: [String: SourceLocation] = ["": location]
        collect(into: &places, at: "", valuePlaces: false)
        return places
    }

    /// The place of each value by its pointer: of a mapping's entry the place of the value.
    var valueLocations: [String: SourceLocation] {
        var places: [String: SourceLocation] = ["": location]
        collect(into: &places, at: "", valuePlaces: true)
        return places
    }

    private func collect(into places: inout [String: SourceLocation], at pointer: String, valuePlaces: Bool) {
        switch value {
        case .list(let items):
            for (index, item) in items.enumerated() {
                let place = "\(pointer)/\(index)"
                places[place] = item.location
                item.collect(into: &places, at: place, valuePlaces: valuePlaces)
            }
        case .mapping(let entries):
            for entry in entries {
                let place = pointer + "/" + DescriptorReader.escaped(entry.key)
                places[place] = valuePlaces ? entry.node.location : entry.location
                entry.node.collect(into: &places, at: place, valuePlaces: valuePlaces)
            }
        default: break
        }
    }
}
