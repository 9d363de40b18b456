package import Exchange
import FEELEngine
package import Storage

extension ExchangeDesk {
    /// Asks the contracts of a case one after another; each answer is known to the case before the next is asked, so
    /// that who the other guardian is, for instance, follows from the register.
    ///
    /// - Returns: the look-ups made now, in order.
    package func ask(
        facts: inout ContractFacts, knowledge: inout CaseKnowledge, findings: [String: ContractAnswer] = [:],
        reader: any SnapshotReader
    ) throws -> [LookUp] {
        var made: [LookUp] = []
        for contract in contracts where facts.answers[contract.variable] == nil {
            let answered = try ask(
                [contract.qualifiedID], facts: &facts, variables: knowledge.variables, findings: findings,
                reader: reader)
            made += answered
            knowledge.lookUps += answered
            let kept = facts.answers
            facts = knowledge.facts
            facts.answers = kept
        }
        return made
    }
}
