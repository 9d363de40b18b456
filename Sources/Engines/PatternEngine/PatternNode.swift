/// A pattern as a tree, the same for both syntaxes.
indirect enum PatternNode {
    case empty
    case scalar(UInt32)
    case set(ScalarSet)
    case sequence([PatternNode])
    case alternation([PatternNode])
    case capture(Int, PatternNode)
    case repetition(PatternNode, minimum: Int, maximum: Int?, isGreedy: Bool, captures: Range<Int>)
    case backreference(Int)
    case namedBackreference(String, offset: Int)
    case assertion(PatternAssertion)
    case look(PatternNode, isBehind: Bool, isNegative: Bool)
}

/// What is asked of a place without taking text.
enum PatternAssertion: Sendable, Hashable {
    case textStart
    case textEnd
    case lineStart
    case lineEnd
    case wordBoundary
    case notWordBoundary
}
