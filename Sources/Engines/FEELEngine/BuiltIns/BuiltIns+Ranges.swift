extension BuiltIns {
    /// Functions over points and ranges (DMN 1.5, 10.3.4.8): the formulas of table 78, in three-valued logic, so that an end that a
    /// range has not is only missed where it matters.
    static let ranges: [BuiltIn] = [
        relation("before") { a, b in
            or(less(a.end, b.start), and(equal(a.end, b.start), !(a.endIncluded && b.startIncluded)))
        },
        relation("after") { a, b in
            or(less(b.end, a.start), and(equal(a.start, b.end), !(a.startIncluded && b.endIncluded)))
        },
        ofRanges("meets") { a, b in and(equal(a.end, b.start), a.endIncluded && b.startIncluded) },
        ofRanges("met by") { a, b in and(equal(a.start, b.end), a.startIncluded && b.endIncluded) },
        ofRanges("overlaps") { a, b in and(reaches(a, b), reaches(b, a)) },
        ofRanges("overlaps before") { a, b in overlapsBefore(a, b) },
        ofRanges("overlaps after") { a, b in overlapsBefore(b, a) },
        pointOrRange("finishes", inRange: true) { a, b, isPoint in
            isPoint
                ? and(equal(b.end, a.end), b.endIncluded)
                : and(and(equal(a.end, b.end), a.endIncluded == b.endIncluded), beginsWithin(a, b))
        },
        pointOrRange("finished by", inRange: false) { a, b, isPoint in
            isPoint
                ? and(equal(a.end, b.end), a.endIncluded)
                : and(and(equal(a.end, b.end), a.endIncluded == b.endIncluded), beginsWithin(b, a))
        },
        pointOrRange("includes", inRange: false) { a, b, isPoint in isPoint ? holds(a, b.start) : lies(b, in: a) },
        pointOrRange("during", inRange: true) { a, b, isPoint in isPoint ? holds(b, a.start) : lies(a, in: b) },
        pointOrRange("starts", inRange: true) { a, b, isPoint in
            isPoint
                ? and(equal(b.start, a.start), b.startIncluded)
                : and(and(equal(a.start, b.start), a.startIncluded == b.startIncluded), endsWithin(a, b))
        },
        pointOrRange("started by", inRange: false) { a, b, isPoint in
            isPoint
                ? and(equal(a.start, b.start), a.startIncluded)
                : and(and(equal(a.start, b.start), a.startIncluded == b.startIncluded), endsWithin(b, a))
        },
        make(
            "coincides", [["point1", "point2"], ["range1", "range2"]],
            { a, b, _ in
                and(
                    and(equal(a.start, b.start), a.startIncluded == b.startIncluded),
                    and(equal(a.end, b.end), a.endIncluded == b.endIncluded))
            }, { $0 == $1 }),
    ]

    /// Of two ranges, and whether one of them is a point.
    private typealias Relation = @Sendable (FEELRange, FEELRange, Bool) -> Bool?

    private static let both = [
        ["point1", "point2"], ["point", "range"], ["range", "point"], ["range1", "range2"],
    ]

    private static func relation(
        _ name: String, _ body: @escaping @Sendable (FEELRange, FEELRange) -> Bool?
    ) -> BuiltIn {
        make(name, both, { a, b, _ in body(a, b) }) { _, _ in true }
    }

    private static func ofRanges(
        _ name: String, _ body: @escaping @Sendable (FEELRange, FEELRange) -> Bool?
    ) -> BuiltIn {
        make(name, [["range1", "range2"]], { a, b, _ in body(a, b) }) { !$0 && !$1 }
    }

    /// `inRange`: the first may be a point; otherwise the second.
    private static func pointOrRange(_ name: String, inRange: Bool, _ body: @escaping Relation) -> BuiltIn {
        make(name, [inRange ? ["point", "range"] : ["range", "point"], ["range1", "range2"]], body) { first, second in
            inRange ? !second : !first
        }
    }

    private static func make(
        _ name: String, _ signatures: [[String]], _ body: @escaping Relation,
        _ isAllowed: @escaping @Sendable (_ firstIsPoint: Bool, _ secondIsPoint: Bool) -> Bool
    ) -> BuiltIn {
        BuiltIn(name, signatures) { a, run in
            guard let first = range(a[0]), let second = range(a[1]), isAllowed(first.isPoint, second.isPoint),
                let result = body(first.range, second.range, first.isPoint || second.isPoint)
            else { return run.fail(.wrongType) }
            return .boolean(result)
        }
    }

    private static func range(_ value: FEELValue) -> (range: FEELRange, isPoint: Bool)? {
        switch value {
        case .null, .list, .context, .function, .boolean: return nil
        case .range(let range): return (range, false)
        default:
            return (FEELRange(start: value, startIncluded: true, end: value, endIncluded: true), true)
        }
    }

    // MARK: The parts of the formulas

    private static func less(_ left: FEELValue, _ right: FEELValue) -> Bool? {
        left.ordering(against: right).map { $0 < 0 }
    }

    private static func equal(_ left: FEELValue, _ right: FEELValue) -> Bool? {
        if left.isNull || right.isNull { return left.isNull && right.isNull }
        return left.ordering(against: right).map { $0 == 0 }
    }

    private static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == false || right == false { return false }
        return left == true && right == true ? true : nil
    }

    private static func or(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == true || right == true { return true }
        return left == false && right == false ? false : nil
    }

    /// Whether one goes on to where another begins.
    private static func reaches(_ a: FEELRange, _ b: FEELRange) -> Bool? {
        or(less(b.start, a.end), and(equal(a.end, b.start), a.endIncluded && b.startIncluded))
    }

    private static func overlapsBefore(_ a: FEELRange, _ b: FEELRange) -> Bool? {
        let begins = or(less(a.start, b.start), and(equal(a.start, b.start), a.startIncluded && !b.startIncluded))
        return and(and(begins, reaches(a, b)), endsWithin(a, b))
    }

    /// Whether one begins no sooner than another.
    private static func beginsWithin(_ a: FEELRange, _ b: FEELRange) -> Bool? {
        or(less(b.start, a.start), and(equal(a.start, b.start), !a.startIncluded || b.startIncluded))
    }

    /// Whether one ends no later than another.
    private static func endsWithin(_ a: FEELRange, _ b: FEELRange) -> Bool? {
        or(less(a.end, b.end), and(equal(a.end, b.end), !a.endIncluded || b.endIncluded))
    }

    private static func lies(_ a: FEELRange, in b: FEELRange) -> Bool? { and(beginsWithin(a, b), endsWithin(a, b)) }

    private static func holds(_ range: FEELRange, _ point: FEELValue) -> Bool? {
        or(
            and(less(range.start, point), less(point, range.end)),
            or(and(equal(range.start, point), range.startIncluded), and(equal(range.end, point), range.endIncluded)))
    }
}
