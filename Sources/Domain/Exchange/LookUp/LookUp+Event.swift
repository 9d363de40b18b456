import Cryptography
package import Journal
import Registers

extension LookUp {
    /// The event that records this look-up, or `nil` when no register was asked.
    ///
    /// - Parameters:
    ///   - caseID: the case's row.
    ///   - caseNumber: the number people know it by.
    ///   - subject: the key of the person whose data it is.
    package func event(caseID: Int64, caseNumber: String, subject: [UInt8], caller: LookUpCaller) -> JournalEvent? {
        guard wasAsked else { return nil }
        return JournalEvent(
            .lookedUp, department: contract.provider, subject: subject, caseID: caseID,
            values: [
                caseNumber, contract.qualifiedID, contract.register, contract.provider, contract.consumer,
                caller.official.map { "\(caller.viewer):\($0)" } ?? caller.viewer, caller.post,
                contract.fields.map(\.name).joined(separator: ","), answer.status.rawValue, rung?.rawValue ?? "",
                answerDigest,
            ])
    }

    /// A digest of what was released, so that it can be proven later what a decision saw.
    private var answerDigest: String {
        var bytes: [UInt8] = []
        for row in answer.rows {
            for value in row.values {
                bytes.append(contentsOf: (value.canonicalText ?? "").utf8)
                bytes.append(0x1F)
            }
            bytes.append(0x1E)
        }
        return Hexadecimal.encoded(Digest.sha256.hash(bytes))
    }
}
