import JSONTree

extension ProcessRun {
    /// Keeps one signer's answer with the pass; it counts when the pass ends, after whoever was added to it.
    mutating func count(_ result: JSON, from token: TokenRow) {
        let answer = result["agree"]?.bool
        state.scopeTable.update(token.scope) {
            if answer == true { $0.agreed = 1 }
            if answer == false { $0.refused = 1 }
        }
    }

    /// Whether the outcome of a sign-off is certain, whatever those say who have not answered.
    func isSettled(_ signing: Signing, _ scope: ScopeRow) -> Bool {
        let signers = scope.total - scope.removed
        switch signing {
        case .all: return scope.finished > scope.agreed || scope.finished >= signers
        case .any: return scope.finished > 0
        case .vote(let quorum):
            guard let needed = needed(quorum, scope) else { return false }
            return scope.agreed >= needed || scope.agreed + signers - scope.finished < needed
        }
    }

    private func needed(_ quorum: any ProcessExpression, _ scope: ScopeRow) -> Int? {
        evaluate(quorum, in: scope.id).integer
    }

    func outcome(_ signing: Signing, _ scope: ScopeRow) -> JSON {
        let signers = scope.total - scope.removed
        let passed =
            switch signing {
            case .all: scope.agreed == signers
            case .any: scope.agreed > 0
            // A quorum that cannot be worked out is never reached.
            case .vote(let quorum): needed(quorum, scope).map { scope.agreed >= $0 } ?? false
            }
        return [
            "passed": .bool(passed), "agreed": .integer(scope.agreed), "refused": .integer(scope.refused),
            "abstained": .integer(scope.finished - scope.agreed - scope.refused), "signers": .integer(signers),
        ]
    }
}
