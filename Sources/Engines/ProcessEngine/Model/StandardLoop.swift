/// A loop as `while` (`testBefore`) or `do … while`.
struct StandardLoop: Sendable {
    let condition: (any ProcessExpression)?
    let testBefore: Bool
    let maximum: Int?
}
