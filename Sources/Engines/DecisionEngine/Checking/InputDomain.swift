import FEELEngine

/// The values that an input of a table can have, parted into classes that none of its cells can tell apart: the texts
/// and truth values named, the ends of ranges and the stretches between them.
struct InputDomain {
    /// One class of values.
    enum Part {
        /// Just this value.
        case value(FEELValue)
        /// All values between two, without them; without an end it goes on for ever.
        case stretch(after: FEELValue?, before: FEELValue?)
        /// Every text that no cell names.
        case other
        /// Nothing is known.
        case absent
        /// Whatever there is: no cell tells anything apart.
        case anything
    }

    let parts: [Part]
    /// One value of each class.
    let samples: [FEELValue]
    /// Whether a cell speaks of nothing being known; it can be so in every column, and is the last class.
    let isAbsenceNamed: Bool

    var all: BitSet { BitSet(all: parts.count) }

    /// The class of nothing being known.
    var absent: Int { parts.count - 1 }

    /// What a table has to have a row for: all values, and that nothing is known only where a cell speaks of it.
    var asked: BitSet {
        var set = BitSet(capacity: parts.count)
        for part in parts.indices where isAbsenceNamed || part != absent { set.insert(part) }
        return set
    }

    /// The domain of an input.
    ///
    /// - Parameters:
    ///   - type: its type, as far as it is known.
    ///   - allowed: the values the table allows.
    ///   - mentioned: the constants in its cells; comparisons and intervals as ranges.
    ///   - place: where the tested value stands in a frame.
    /// - Returns: `nil` where the cells speak of what cannot be parted exactly: contexts, texts in an order, several kinds at
    ///   a time, such as days and moments or times of several zones.
    init?(type: FEELType, allowed: FEELTests?, mentioned: [FEELValue], place: Int) {
        var constraints: [FEELUnaryTests] = []
        var base = type
        while case .constrained(let inner, let tests) = base {
            constraints.append(tests)
            base = inner
        }
        var values = mentioned
        for constants in constraints.map(\.constants) + (allowed.map { [$0.constants] } ?? []) {
            guard let constants else { return nil }
            values += constants
        }
        isAbsenceNamed = mentioned.contains { InputDomain.flat($0).contains(where: \.isNull) }
        let all = values.flatMap(InputDomain.flat).filter { !$0.isNull }
        // Texts in an order are too many to part; of lists and the like it is not known what a cell takes of them.
        let hasOrderedTexts = values.contains { value in
            if case .range(let range) = value { range.start.string != nil || range.end.string != nil } else { false }
        }
        guard !hasOrderedTexts, all.isEmpty || InputDomain.isParted(base) else { return nil }
        // A day and a moment can be compared, though they are of two types.
        let hasDays = all.contains { $0.date != nil }
        let hasMoments = all.contains { if case .dateTime = $0 { true } else { false } }
        switch base {
        case .date where hasMoments: return nil
        case .dateTime where hasDays: return nil
        default: break
        }
        // A constant of another type than the column's is no value of it: its row takes nothing.
        let named = FEELRun.start(environment: .standard) { run in all.filter { base.conforms($0, run) } }
        guard let (parts, samples) = InputDomain.parted(base, named) else { return nil }
        var kept: [(Part, FEELValue)] = []
        FEELRun.start(environment: .standard) { run in
            run.withFrame(place + 1) { frame in
                for (part, sample) in zip(parts, samples) {
                    if case .anything = part {
                    } else {
                        guard constraints.allSatisfy({ $0.matches(sample) == true }) else { continue }
                        if let allowed, allowed.matches(sample, frame) != true { continue }
                    }
                    kept.append((part, sample))
                }
            }
        }
        kept.append((.absent, .null))
        self.parts = kept.map(\.0)
        self.samples = kept.map(\.1)
    }

    /// The values inside a constant: of a range its ends, of a list its elements.
    private static func flat(_ value: FEELValue) -> [FEELValue] {
        switch value {
        case .range(let range): [range.start, range.end].filter { !$0.isNull }
        case .list(let elements): elements.flatMap(flat)
        default: [value]
        }
    }

    private static func parted(_ type: FEELType, _ named: [FEELValue]) -> (parts: [Part], samples: [FEELValue])? {
        if case .boolean = type { return ([.value(true), .value(false)], [true, false]) }
        guard let first = named.first else {
            if case .string = type { return ([.other], [.string(outside)]) }
            // A value that equals none and is not nothing.
            return ([.anything], [.context(FEELContext([]))])
        }
        switch first {
        case .boolean:
            return named.allSatisfy { $0.boolean != nil } ? ([.value(true), .value(false)], [true, false]) : nil
        case .string:
            guard named.allSatisfy({ $0.string != nil }) else { return nil }
            var seen: Set<FEELValue> = []
            let texts = named.filter { seen.insert($0).inserted }
            return (texts.map { .value($0) } + [.other], texts + [.string(outside)])
        default:
            let kind = OrderedKind(first)
            guard let kind, named.allSatisfy({ OrderedKind($0) == kind }) else { return nil }
            return kind.parted(named)
        }
    }

    /// Whether the constants in the cells of a column of this type part its values.
    private static func isParted(_ type: FEELType) -> Bool {
        switch type {
        case .list, .context, .range, .function: false
        default: true
        }
    }

    /// The classes of single texts of which something is so.
    func parts(_ isSo: (String) -> Bool) -> BitSet {
        var set = BitSet(capacity: parts.count)
        for (index, part) in parts.enumerated() {
            if case .value(let value) = part, let text = value.string, isSo(text) { set.insert(index) }
        }
        return set
    }

    /// A text that no cell names.
    private static let outside = "\u{10FFFF}"

    // MARK: Words

    /// A set of classes as a cell would say it; `nil` for all of them.
    func text(_ set: BitSet) -> String? {
        if set.isSuperset(of: asked) { return nil }
        let members = set.members
        if members.contains(where: { if case .other = parts[$0] { true } else { false } }) {
            let missing = parts.indices.filter { !set.contains($0) && (isAbsenceNamed || $0 != absent) }
            return "not(\(missing.map { InputDomain.text(parts[$0]) }.joined(separator: ", ")))"
        }
        var texts: [String] = []
        var place = 0
        while place < members.count {
            let start = members[place]
            var end = start
            while isOrdered(start), place + 1 < members.count, members[place + 1] == end + 1, isOrdered(end + 1) {
                place += 1
                end = members[place]
            }
            texts.append(start == end ? InputDomain.text(parts[start]) : InputDomain.text(parts[start], parts[end]))
            place += 1
        }
        return texts.joined(separator: ", ")
    }

    private func isOrdered(_ part: Int) -> Bool {
        switch parts[part] {
        case .stretch: true
        case .value(let value): OrderedKind(value) != nil
        default: false
        }
    }

    private static func text(_ part: Part) -> String {
        switch part {
        case .value(let value): value.literal
        case .stretch: text(part, part)
        case .other: "…"
        case .absent: "null"
        case .anything: "-"
        }
    }

    /// From one class to a later one.
    private static func text(_ first: Part, _ last: Part) -> String {
        var (lower, upper) = ("", "")
        var (hasLower, hasUpper) = (true, true)
        switch first {
        case .value(let value): lower = "[\(value.literal)"
        case .stretch(let after?, _): lower = "(\(after.literal)"
        default: hasLower = false
        }
        switch last {
        case .value(let value): upper = "\(value.literal)]"
        case .stretch(_, let before?): upper = "\(before.literal))"
        default: hasUpper = false
        }
        switch (hasLower, hasUpper) {
        case (true, true): return "\(lower)..\(upper)"
        case (true, false): return "\(lower.first == "[" ? ">=" : ">") \(lower.dropFirst())"
        case (false, true): return "\(upper.last == "]" ? "<=" : "<") \(upper.dropLast())"
        case (false, false): return "-"
        }
    }
}

extension FEELValue {
    /// As it is written in FEEL.
    var literal: String {
        switch self {
        case .date, .time, .dateTime, .daysTimeDuration, .yearsMonthsDuration: "@\"\(self)\""
        default: "\(self)"
        }
    }
}
