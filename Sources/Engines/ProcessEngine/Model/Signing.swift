/// How the answers of a joint sign-off become one (`yw:signing` on a parallel or sequential multi-instance user task).
///
/// Each signer's result has a member `agree`: `true`, `false`, or `null` for an abstention. The node's result variable
/// gets `{passed, agreed, refused, abstained, signers}`.
enum Signing: Sendable {
    /// 会签: all have to agree; the first refusal ends it.
    case all
    /// 或签: the first answer counts for all.
    case any
    /// 票签: so many have to agree as the expression says; it ends when the outcome is certain.
    case vote(quorum: any ProcessExpression)
}
