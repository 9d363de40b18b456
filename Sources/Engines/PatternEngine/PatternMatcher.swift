/// Runs a program over a text, going back where a choice was wrong.
///
/// What to go back to lies on a stack of its own, so that no text can exhaust the thread's; the steps are counted, so that no
/// pattern can hang.
struct PatternMatcher {
    private struct Frame {
        /// The instruction to go on with; below zero, the complement of a slot that gets `value` back.
        let instruction: Int
        /// The place in the text.
        let value: Int
        /// For a run: how far the place may still move; else the place itself.
        let limit: Int
    }

    private let program: PatternProgram
    private let text: [UInt32]
    private var slots: [Int]
    private var frames: [Frame] = []
    private var stepsLeft: Int

    init(_ program: PatternProgram, text: [UInt32], stepLimit: Int) {
        self.program = program
        self.text = text
        slots = Array(repeating: -1, count: program.slotCount)
        stepsLeft = stepLimit
    }

    /// The captures' places of the first match from a place on: start and end of the whole, then of each group, -1 if unset.
    mutating func firstMatch(from start: Int) throws(PatternError) -> [Int]? {
        var place = start
        while place <= text.count {
            if let first = program.first {
                while place < text.count, !first.contains(text[place]) {
                    try spend(1)
                    place += 1
                }
                if place == text.count { return nil }
            }
            if program.isAnchored, place > 0 { return nil }
            if let end = try match(at: place) {
                slots[0] = place
                slots[1] = end
                return slots
            }
            place += 1
        }
        return nil
    }

    /// Matches at one place and gives the end.
    mutating func match(at place: Int, wholeText: Bool = false) throws(PatternError) -> Int? {
        for slot in slots.indices { slots[slot] = -1 }
        frames.removeAll(keepingCapacity: true)
        return try run(from: 0, at: place, mustEndAt: wholeText ? text.count : nil)
    }

    private mutating func spend(_ steps: Int) throws(PatternError) {
        stepsLeft -= steps
        if stepsLeft < 0 { throw PatternError(.tooComplex) }
    }

    private mutating func set(_ slot: Int, to value: Int) {
        frames.append(Frame(instruction: ~slot, value: slots[slot], limit: 0))
        slots[slot] = value
    }

    /// Goes back to the last choice above a level of the stack; `nil` when there is none.
    private mutating func retreat(above base: Int) -> (instruction: Int, place: Int)? {
        while frames.count > base {
            let frame = frames.removeLast()
            if frame.instruction < 0 {
                slots[~frame.instruction] = frame.value
                continue
            }
            if frame.limit < frame.value {
                frames.append(Frame(instruction: frame.instruction, value: frame.value - 1, limit: frame.limit))
            } else if frame.limit > frame.value {
                // A reluctant run takes one more, if the text allows.
                if case .run(let number, _, _, _) = program.instructions[frame.instruction - 1] {
                    guard program.sets[number].contains(text[frame.value]) else { continue }
                    if frame.value + 1 < frame.limit {
                        frames.append(Frame(instruction: frame.instruction, value: frame.value + 1, limit: frame.limit))
                    }
                    return (frame.instruction, frame.value + 1)
                }
            }
            return (frame.instruction, frame.value)
        }
        return nil
    }

    private mutating func run(from first: Int, at start: Int, mustEndAt required: Int? = nil) throws(PatternError)
        -> Int?
    {
        let base = frames.count
        var instruction = first
        var place = start
        while true {
            try spend(1)
            var matched = true
            switch program.instructions[instruction] {
            case .scalar(let value):
                matched = place < text.count && text[place] == value
                place += 1
                instruction += 1
            case .set(let number):
                matched = place < text.count && program.sets[number].contains(text[place])
                place += 1
                instruction += 1
            case .scalarBackward(let value):
                matched = place > 0 && text[place - 1] == value
                place -= 1
                instruction += 1
            case .setBackward(let number):
                matched = place > 0 && program.sets[number].contains(text[place - 1])
                place -= 1
                instruction += 1
            case .run(let number, let minimum, let maximum, let isGreedy):
                instruction += 1
                if let end = try takeRun(number, minimum, maximum, isGreedy, at: place, next: instruction) {
                    place = end
                } else {
                    matched = false
                }
            case .choice(let other):
                frames.append(Frame(instruction: other, value: place, limit: place))
                instruction += 1
            case .jump(let target): instruction = target
            case .save(let slot):
                set(slot, to: place)
                instruction += 1
            case .loopStart(let number):
                set(program.loops[number].countSlot, to: 0)
                instruction += 1
            case .loop(let number): instruction = decideLoop(program.loops[number], at: place)
            case .loopEnter(let number):
                enterLoop(program.loops[number], at: place)
                instruction += 1
            case .loopEnd(let number):
                let loop = program.loops[number]
                if slots[loop.startSlot] == place {
                    // A round that took nothing: one that is needed stands for all that are, one that is not fails.
                    matched = slots[loop.countSlot] <= loop.minimum
                    set(loop.countSlot, to: max(loop.minimum, slots[loop.countSlot]))
                }
                instruction = loop.head
            case .assertion(let assertion):
                matched = holds(assertion, at: place)
                instruction += 1
            case .look(let isNegative, let end):
                matched = try look(from: instruction + 1, at: place) != isNegative
                instruction = end
            case .backreference(let number, let isBackward):
                if let end = try takeBackreference(number, isBackward, at: place) {
                    place = end
                } else {
                    matched = false
                }
                instruction += 1
            case .accept:
                if required == nil || place == required { return place }
                matched = false
            }
            if !matched {
                guard let back = retreat(above: base) else { return nil }
                (instruction, place) = back
            }
        }
    }

    private mutating func takeRun(
        _ number: Int, _ minimum: Int, _ maximum: Int, _ isGreedy: Bool, at place: Int, next: Int
    ) throws(PatternError) -> Int? {
        let set = program.sets[number]
        let available = text.count - place
        guard available >= minimum else { return nil }
        let most = place + min(maximum, available)
        let wanted = isGreedy ? most : place + minimum
        var end = place
        while end < wanted, set.contains(text[end]) { end += 1 }
        try spend((end - place) / 8)
        guard end >= place + minimum else { return nil }
        if isGreedy {
            if end > place + minimum { frames.append(Frame(instruction: next, value: end - 1, limit: place + minimum)) }
        } else if end < most {
            frames.append(Frame(instruction: next, value: end, limit: most))
        }
        return end
    }

    /// The instruction that a loop goes on with: its round or its exit.
    private mutating func decideLoop(_ loop: PatternProgram.Loop, at place: Int) -> Int {
        let count = slots[loop.countSlot]
        if count < loop.minimum { return loop.head + 1 }
        if count >= loop.maximum { return loop.exit }
        let other = loop.isGreedy ? loop.exit : loop.head + 1
        frames.append(Frame(instruction: other, value: place, limit: place))
        return loop.isGreedy ? loop.head + 1 : loop.exit
    }

    private mutating func enterLoop(_ loop: PatternProgram.Loop, at place: Int) {
        set(loop.countSlot, to: slots[loop.countSlot] + 1)
        set(loop.startSlot, to: place)
        for slot in loop.cleared where slots[slot] >= 0 { set(slot, to: -1) }
    }

    private mutating func look(from instruction: Int, at place: Int) throws(PatternError) -> Bool {
        let base = frames.count
        guard try run(from: instruction, at: place) != nil else { return false }
        // What was chosen inside is final; what was captured can still be taken back.
        frames.removeSubrange(base..., where: { $0.instruction >= 0 })
        return true
    }

    private mutating func takeBackreference(_ number: Int, _ isBackward: Bool, at place: Int) throws(PatternError)
        -> Int?
    {
        let start = slots[number * 2]
        let end = slots[number * 2 + 1]
        guard start >= 0, end >= start else { return place }
        let length = end - start
        let from = isBackward ? place - length : place
        guard from >= 0, from + length <= text.count else { return nil }
        try spend(length / 8)
        for offset in 0..<length {
            let (one, other) = (text[start + offset], text[from + offset])
            if one != other, !program.ignoresCase || !CaseVariants.areVariants(one, other) { return nil }
        }
        return isBackward ? from : from + length
    }

    private func holds(_ assertion: PatternAssertion, at place: Int) -> Bool {
        switch assertion {
        case .textStart: return place == 0
        case .textEnd: return place == text.count
        case .lineStart: return place == 0 || (text[place - 1] == 0x0A && place < text.count)
        case .lineEnd: return place < text.count ? text[place] == 0x0A : place == 0 || text[place - 1] != 0x0A
        case .wordBoundary, .notWordBoundary:
            let before = place > 0 && ScalarSet.wordASCII.contains(text[place - 1])
            let after = place < text.count && ScalarSet.wordASCII.contains(text[place])
            return (before != after) == (assertion == .wordBoundary)
        }
    }
}

extension Array {
    /// Removes the elements of a tail that meet a condition.
    fileprivate mutating func removeSubrange(_ range: PartialRangeFrom<Int>, where condition: (Element) -> Bool) {
        let kept = self[range].filter { !condition($0) }
        replaceSubrange(range, with: kept)
    }
}
