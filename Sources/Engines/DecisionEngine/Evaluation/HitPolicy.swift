/// How a table's matching rules become one result (DMN 1.5, 8.2.8).
public enum HitPolicy: Sendable, Hashable {
    /// How collected results are put together.
    public enum Aggregation: String, Sendable, Hashable {
        /// The sum.
        case sum = "SUM"
        /// The smallest.
        case min = "MIN"
        /// The largest.
        case max = "MAX"
        /// How many there are.
        case count = "COUNT"
    }

    /// One rule at most may match.
    case unique
    /// The first in the order of the table.
    case first
    /// The one with the highest output priority.
    case priority
    /// All that match must have the same outputs.
    case any
    /// All results, or their aggregate.
    case collect(Aggregation?)
    /// All results in the order of the rules.
    case ruleOrder
    /// All results in the order of output priorities.
    case outputOrder

    /// The policy of the attributes `hitPolicy` and `aggregation`; `nil` if there is no such policy.
    public init?(_ name: String?, aggregation: String?) {
        switch name ?? "UNIQUE" {
        case "UNIQUE": self = .unique
        case "FIRST": self = .first
        case "PRIORITY": self = .priority
        case "ANY": self = .any
        case "RULE ORDER": self = .ruleOrder
        case "OUTPUT ORDER": self = .outputOrder
        case "COLLECT":
            guard let aggregation else {
                self = .collect(nil)
                return
            }
            guard let known = Aggregation(rawValue: aggregation) else { return nil }
            self = .collect(known)
        default: return nil
        }
    }

    /// Whether the result is a list of results.
    var isMultiple: Bool {
        switch self {
        case .collect(nil), .ruleOrder, .outputOrder: true
        default: false
        }
    }
}
