package import FEELEngine
package import Registers

/// One contract's answer in a case, with where it came from.
package final class LookUp: Sendable {
    package let contract: Contract
    package let answer: ContractAnswer
    /// The person whose data it is: an identity number in 18 characters, if the case holds one.
    package let subjectIDNumber: String?
    /// Whether a register was asked: only then a receipt is due.
    package let wasAsked: Bool
    /// The worst rung of the rows found; for an empty answer, the rung by which the register is kept.
    package let rung: Rung?
    /// When the oldest row of the answer was recorded: microseconds since 1970, UTC.
    package let recordedAt: Int64?
    /// Row ids and versions, so that a later step can see whether anything has changed.
    package let versions: [RowVersion]
    /// Whether a reviewer's finding stands in for the register's answer.
    package let isFinding: Bool
    /// The answer as FEEL sees it.
    package let feelValue: FEELValue

    package init(
        contract: Contract, answer: ContractAnswer, subjectIDNumber: String?, wasAsked: Bool, rung: Rung? = nil,
        recordedAt: Int64? = nil, versions: [RowVersion] = [], isFinding: Bool = false
    ) {
        self.contract = contract
        self.answer = answer
        self.subjectIDNumber = subjectIDNumber
        self.wasAsked = wasAsked
        self.rung = rung
        self.recordedAt = recordedAt
        self.versions = versions
        self.isFinding = isFinding
        feelValue = answer.feelValue(shape: contract.rowShape)
    }

    /// A row of a register as it was seen.
    package struct RowVersion: Sendable, Hashable {
        package let id: Int64
        package let version: Int64

        package init(id: Int64, version: Int64) {
            self.id = id
            self.version = version
        }
    }
}
