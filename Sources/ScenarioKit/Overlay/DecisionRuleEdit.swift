import Definitions
import Diagnostics
import JSONTree

/// New entries of a decision table's rule, by the label or number (from 1) of their column. A column that is not named
/// keeps its entry; in a new rule it is `-` for an input and empty otherwise.
struct DecisionRuleEdit: Sendable, Hashable {
    var inputs: [String: String] = [:]
    var outputs: [String: String] = [:]
    var annotations: [String: String] = [:]

    /// Reads `inputs`, `outputs` and `annotations`.
    init(_ reader: DescriptorReader) {
        inputs = Self.entries(reader, "inputs")
        outputs = Self.entries(reader, "outputs")
        annotations = Self.entries(reader, "annotations")
    }

    private static func entries(_ reader: DescriptorReader, _ key: String) -> [String: String] {
        var entries: [String: String] = [:]
        for (column, part) in reader.child(key)?.entries() ?? [] {
            // A FEEL text such as `true` or `6` may be written without quotes.
            entries[column] = part.json.string ?? part.json.text
        }
        return entries
    }
}
