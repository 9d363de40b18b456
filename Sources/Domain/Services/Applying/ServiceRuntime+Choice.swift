import Exchange
import Registers

extension ServiceRuntime {
    /// Where the choice of the person a case is about comes from: a contract about the applicant whose rows name the
    /// people the applicant is guardian of.
    package struct SubjectChoice: Sendable, Hashable {
        /// The contract's `package.id`.
        package let contract: String
        /// The field with the identity number.
        package let field: String
    }

    /// The choice that the service's contracts offer; `nil` when none does.
    package var subjectChoice: SubjectChoice? {
        for contract in exchange.contracts where contract.subject == .applicant && contract.answer == .many {
            let field = contract.fields.first { $0.type == .idNumber && $0.name == "\(service.subject)_id_number" }
            if let field { return SubjectChoice(contract: contract.qualifiedID, field: field.name) }
        }
        return nil
    }
}
