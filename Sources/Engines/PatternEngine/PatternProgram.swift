/// A pattern as instructions for the matcher.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        case scalar(UInt32)
        case set(Int)
        case scalarBackward(UInt32)
        case setBackward(Int)
        /// A set as often as possible or as seldom as possible; forward only.
        case run(set: Int, minimum: Int, maximum: Int, isGreedy: Bool)
        /// Tries the next instruction first, then this one.
        case choice(Int)
        case jump(Int)
        case save(Int)
        case loopStart(Int)
        case loop(Int)
        case loopEnter(Int)
        case loopEnd(Int)
        case assertion(PatternAssertion)
        case look(isNegative: Bool, end: Int)
        case accept
        case backreference(Int, isBackward: Bool)
    }

    struct Loop: Sendable {
        let minimum: Int
        let maximum: Int
        let isGreedy: Bool
        let countSlot: Int
        let startSlot: Int
        /// The slots of captures that each round forgets.
        let cleared: Range<Int>
        var head = 0
        var exit = 0
    }

    var instructions: [Instruction] = []
    var sets: [ScalarSet] = []
    var loops: [Loop] = []
    var slotCount = 0
    var ignoresCase = false
    /// Whether a match can begin at the start of the text only.
    var isAnchored = false
    /// The scalars that a match can begin with, if it can't be empty and they are known.
    var first: ScalarSet?
}
