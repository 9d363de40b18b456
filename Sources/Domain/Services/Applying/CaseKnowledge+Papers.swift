import Cryptography
import Definitions
import Exchange
import FEELEngine
import JSONTree
import Registers

extension CaseKnowledge {
    /// How many papers data replaced, and how many are still asked for.
    ///
    /// A material counts only where it could have been asked: its condition holds, or one of the contracts that can
    /// replace it was wanted in this case.
    package var papers: (avoided: Int, asked: Int) {
        var avoided = 0
        var asked = 0
        for material in runtime.service.materials {
            let answers = material.replacedBy.compactMap { reference in
                lookUps.last { $0.contract.id == reference.id }
            }
            let wanted = answers.filter { $0.answer.status != .notAsked }
            if wanted.isEmpty { continue }
            if wanted.contains(where: { !$0.answer.isNull && !$0.isFinding }) { avoided += 1 } else { asked += 1 }
        }
        return (avoided, asked)
    }

    /// The 12-digit division the case belongs to: where the child is registered, as far as the county reaches.
    package var division: String {
        answer("child_record")?.rows.first?["registered_division"]?.canonicalText ?? ""
    }

    /// A digest of the answers, for the journal.
    var answersDigest: String { Hexadecimal.encoded(Digest.sha256.hash(answers.bytes)) }
}
