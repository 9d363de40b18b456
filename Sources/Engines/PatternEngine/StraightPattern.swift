/// A pattern that never has to go back: a row of sets, each so often, from the start of the text on, such as
/// `^[0-9]{17}[0-9X]$`. Most patterns of forms are of this kind. It answers for ASCII texts only.
struct StraightPattern: Sendable {
    private struct Step: Sendable {
        let low: UInt64
        let high: UInt64
        let minimum: Int
        let maximum: Int

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            byte < 64 ? low >> UInt64(byte) & 1 != 0 : high >> UInt64(byte & 63) & 1 != 0
        }

        func meets(_ other: Step) -> Bool { low & other.low != 0 || high & other.high != 0 }
    }

    private let steps: [Step]
    private let endsWithText: Bool

    /// `nil` if the program is of another kind.
    init?(_ program: PatternProgram) {
        guard program.isAnchored else { return nil }
        var steps: [Step] = []
        var endsWithText = false
        var hasStarted = false
        for instruction in program.instructions {
            switch instruction {
            case .assertion(.textStart) where steps.isEmpty && !hasStarted: hasStarted = true
            case .assertion(.textEnd) where !endsWithText: endsWithText = true
            case .save, .accept: break
            case _ where endsWithText: return nil
            case .scalar(let value):
                guard value < 128 else { return nil }
                steps.append(
                    Step(
                        low: value < 64 ? 1 << UInt64(value) : 0, high: value < 64 ? 0 : 1 << UInt64(value & 63),
                        minimum: 1, maximum: 1))
            case .set(let number):
                let set = program.sets[number]
                steps.append(Step(low: set.lowASCII, high: set.highASCII, minimum: 1, maximum: 1))
            case .run(let number, let minimum, let maximum, _):
                let set = program.sets[number]
                steps.append(Step(low: set.lowASCII, high: set.highASCII, minimum: minimum, maximum: maximum))
            default: return nil
            }
        }
        guard hasStarted, Self.neverTurnsBack(steps, endsWithText) else { return nil }
        self.steps = steps
        self.endsWithText = endsWithText
    }

    /// Whether taking as much as there is can't be wrong: what may follow a run of changing length begins otherwise.
    private static func neverTurnsBack(_ steps: [Step], _ endsWithText: Bool) -> Bool {
        for (index, step) in steps.enumerated() where step.minimum < step.maximum {
            for follower in steps[(index + 1)...] {
                if step.meets(follower) { return false }
                if follower.minimum > 0 { break }
            }
        }
        return true
    }

    /// Whether the pattern matches; `nil` for a text beyond ASCII.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        var place = 0
        for step in steps {
            let end = step.maximum < text.count - place ? place + step.maximum : text.count
            let start = place
            while place < end {
                let byte = text[place]
                if byte >= 0x80 { return nil }
                if !step.contains(byte) { break }
                place += 1
            }
            if place - start < step.minimum {
                // A scalar beyond ASCII further on can't mend this: all before it were looked at.
                return false
            }
        }
        return !endsWithText || place == text.count
    }
}
