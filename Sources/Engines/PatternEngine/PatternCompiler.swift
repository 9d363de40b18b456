/// Makes a program of a tree. Its length grows with the pattern's, never with the counts in it.
struct PatternCompiler {
    private var program = PatternProgram()
    private var setNumbers: [ScalarSet: Int] = [:]
    private let names: [String: Int]

    static func compile(
        _ node: PatternNode, captures: Int, names: [String: Int], ignoresCase: Bool
    ) throws(PatternError) -> PatternProgram {
        var compiler = PatternCompiler(names: names)
        compiler.program.slotCount = (captures + 1) * 2
        compiler.program.ignoresCase = ignoresCase
        try compiler.emit(node, backward: false)
        compiler.program.instructions.append(.accept)
        compiler.program.isAnchored = isAnchored(node)
        compiler.program.first = firstSet(node)
        return compiler.program
    }

    private init(names: [String: Int]) {
        self.names = names
    }

    private static func isAnchored(_ node: PatternNode) -> Bool {
        switch node {
        case .assertion(.textStart): true
        case .sequence(let items): items.first.map(isAnchored) ?? false
        case .capture(_, let inside): isAnchored(inside)
        case .alternation(let branches): branches.allSatisfy(isAnchored)
        default: false
        }
    }

    private static func firstSet(_ node: PatternNode) -> ScalarSet? {
        switch node {
        case .scalar(let value): ScalarSet([.range(value, value)])
        case .set(let set): set
        case .sequence(let items): items.first.flatMap(firstSet)
        case .capture(_, let inside): firstSet(inside)
        case .repetition(let inside, let minimum, _, _, _): minimum > 0 ? firstSet(inside) : nil
        default: nil
        }
    }

    private var next: Int { program.instructions.count }

    private mutating func emit(_ node: PatternNode, backward: Bool) throws(PatternError) {
        switch node {
        case .empty: break
        case .scalar(let value): program.instructions.append(backward ? .scalarBackward(value) : .scalar(value))
        case .set(let set):
            let number = self.number(of: set)
            program.instructions.append(backward ? .setBackward(number) : .set(number))
        case .sequence(let items):
            for item in backward ? items.reversed() : items { try emit(item, backward: backward) }
        case .alternation(let branches): try emit(alternation: branches, backward: backward)
        case .capture(let number, let inside):
            program.instructions.append(.save(number * 2 + (backward ? 1 : 0)))
            try emit(inside, backward: backward)
            program.instructions.append(.save(number * 2 + (backward ? 0 : 1)))
        case .repetition(let inside, let minimum, let maximum, let isGreedy, let captures):
            try emit(repetition: inside, minimum, maximum, isGreedy, captures, backward: backward)
        case .backreference(let number):
            program.instructions.append(.backreference(number, isBackward: backward))
        case .namedBackreference(let name, let offset):
            guard let number = names[name] else { throw PatternError(.syntax, offset: offset) }
            program.instructions.append(.backreference(number, isBackward: backward))
        case .assertion(let assertion): program.instructions.append(.assertion(assertion))
        case .look(let inside, let isBehind, let isNegative):
            let place = next
            program.instructions.append(.look(isNegative: isNegative, end: 0))
            try emit(inside, backward: isBehind)
            program.instructions.append(.accept)
            program.instructions[place] = .look(isNegative: isNegative, end: next)
        }
    }

    private mutating func emit(alternation branches: [PatternNode], backward: Bool) throws(PatternError) {
        var jumps: [Int] = []
        for (index, branch) in branches.enumerated() {
            let isLast = index == branches.count - 1
            let place = next
            if !isLast { program.instructions.append(.choice(0)) }
            try emit(branch, backward: backward)
            if !isLast {
                jumps.append(next)
                program.instructions.append(.jump(0))
                program.instructions[place] = .choice(next)
            }
        }
        for jump in jumps { program.instructions[jump] = .jump(next) }
    }

    private mutating func emit(
        repetition inside: PatternNode, _ minimum: Int, _ maximum: Int?, _ isGreedy: Bool, _ captures: Range<Int>,
        backward: Bool
    ) throws(PatternError) {
        let maximum = maximum ?? .max
        if maximum == 0 { return }
        if !backward {
            let set: ScalarSet? =
                switch inside {
                case .set(let set): set
                case .scalar(let value): ScalarSet([.range(value, value)])
                default: nil
                }
            if let set {
                program.instructions.append(
                    .run(set: number(of: set), minimum: minimum, maximum: maximum, isGreedy: isGreedy))
                return
            }
        }
        let number = program.loops.count
        program.loops.append(
            PatternProgram.Loop(
                minimum: minimum, maximum: maximum, isGreedy: isGreedy, countSlot: program.slotCount,
                startSlot: program.slotCount + 1, cleared: captures.lowerBound * 2..<captures.upperBound * 2))
        program.slotCount += 2
        program.instructions.append(.loopStart(number))
        program.loops[number].head = next
        program.instructions.append(.loop(number))
        program.instructions.append(.loopEnter(number))
        try emit(inside, backward: backward)
        program.instructions.append(.loopEnd(number))
        program.loops[number].exit = next
    }

    private mutating func number(of set: ScalarSet) -> Int {
        if let known = setNumbers[set] { return known }
        program.sets.append(set)
        setNumbers[set] = program.sets.count - 1
        return program.sets.count - 1
    }
}
