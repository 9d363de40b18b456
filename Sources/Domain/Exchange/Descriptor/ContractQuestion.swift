package import Registers

/// What has to be looked up for a contract in a case, or why nothing is.
package enum ContractQuestion: Sendable, Hashable {
    /// Rows whose every field equals one of its values.
    case lookUp([Key])
    /// No look-up: the answer is already known.
    case answered(ContractAnswer)

    /// The values one field may equal.
    package struct Key: Sendable, Hashable {
        package let field: String
        package let values: [FieldValue]

        package init(field: String, values: [FieldValue]) {
            self.field = field
            self.values = values
        }

        /// Whether a row's value is one of them.
        package func accepts(_ value: FieldValue?) -> Bool { value.map(values.contains) ?? false }
    }

    /// Puts the question. `isWanted` is the truth of the contract's `if`; a missing consent or key gives null at once,
    /// and no look-up is made.
    package init(_ contract: Contract, facts: ContractFacts, isWanted: Bool = true) {
        guard isWanted else {
            self = .answered(ContractAnswer(contract, .notAsked))
            return
        }
        if let consent = contract.consent, !facts.consents.contains(consent) {
            self = .answered(ContractAnswer(contract, .consentMissing))
            return
        }
        var keys: [Key] = []
        for match in contract.match {
            let values = facts.values(at: match.path)
            if values.isEmpty {
                self = .answered(Self.withoutKey(contract, match, facts: facts))
                return
            }
            keys.append(Key(field: match.field, values: values))
        }
        self = .lookUp(keys)
    }

    /// A chained contract whose source says “there is none” has nothing to look for: of a complete register that is
    /// the empty answer too, and otherwise the key is missing.
    private static func withoutKey(
        _ contract: Contract, _ match: Contract.Match, facts: ContractFacts
    ) -> ContractAnswer {
        if match.path.isChained, facts.answers[match.path.root]?.status == ContractAnswer.Status.none,
            contract.absence == .complete
        {
            return ContractAnswer(contract, .none)
        }
        return ContractAnswer(contract, .keyMissing)
    }
}
