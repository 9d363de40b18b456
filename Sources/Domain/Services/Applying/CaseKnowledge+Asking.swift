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
        let made = try ask(facts: &facts, variables: knowledge.variables, findings: findings, reader: reader) {
            lookUp, facts, variables in
            knowledge.lookUps.append(lookUp)
            guard lookUp.contract.variable == CaseKnowledge.guardiansVariable else { return }
            let kept = facts.answers
            facts = knowledge.facts
            facts.answers = kept
            variables = knowledge.variables
        }
        return made
    }
}
