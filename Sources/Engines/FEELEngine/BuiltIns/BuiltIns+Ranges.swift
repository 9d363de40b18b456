extension BuiltIns {
    /// Functions over points and ranges (DMN 1.5, 10.3.4.8).
    static let ranges: [BuiltIn] = [
        relation("before") { a, b in
            guard let order = a.end.ordering(against: b.start) else { return nil }
            return order < 0 || (order == 0 && !(a.endIncluded && b.startIncluded))
        },
        relation("after") { a, b in
            guard let order = a.start.ordering(against: b.end) else { return nil }
            return order > 0 || (order == 0 && !(a.startIncluded && b.endIncluded))
        },
        ofRanges("meets") { a, b in
            a.end.ordering(against: b.start).map { $0 == 0 && a.endIncluded && b.startIncluded }
        },
        ofRanges("met by") { a, b in
            a.start.ordering(against: b.end).map { $0 == 0 && a.startIncluded && b.endIncluded }
        },
        ofRanges("overlaps") { a, b in overlap(a, b) },
        ofRanges("overlaps before") { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b), let meet = overlap(a, b) else {
                return nil
            }
            return meet && starts < 0 && ends <= 0
        },
        ofRanges("overlaps after") { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b), let meet = overlap(a, b) else {
                return nil
            }
            return meet && starts > 0 && ends >= 0
        },
        pointOrRange("finishes", inRange: true) { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b) else { return nil }
            return ends == 0 && starts >= 0
        },
        pointOrRange("finished by", inRange: false) { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b) else { return nil }
            return ends == 0 && starts <= 0
        },
        pointOrRange("includes", inRange: false) { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b) else { return nil }
            return starts <= 0 && ends >= 0
        },
        pointOrRange("during", inRange: true) { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b) else { return nil }
            return starts >= 0 && ends <= 0
        },
        pointOrRange("starts", inRange: true) { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b) else { return nil }
            return starts == 0 && ends <= 0
        },
        pointOrRange("started by", inRange: false) { a, b in
            guard let starts = compareStarts(a, b), let ends = compareEnds(a, b) else { return nil }
            return starts == 0 && ends >= 0
        },
        make(
            "coincides", [["point1", "point2"], ["range1", "range2"]],
            { a, b in
                guard let starts = compareStarts(a, b), let ends = compareEnds(a, b) else { return nil }
                return starts == 0 && ends == 0
            }, { $0 == $1 }),
    ]

    private typealias Relation = @Sendable (FEELRange, FEELRange) -> Bool?

    private static let both = [
        ["point1", "point2"], ["point", "range"], ["range", "point"], ["range1", "range2"],
    ]

    private static func relation(_ name: String, _ body: @escaping Relation) -> BuiltIn {
        make(name, both, body) { _, _ in true }
    }

    private static func ofRanges(_ name: String, _ body: @escaping Relation) -> BuiltIn {
        make(name, [["range1", "range2"]], body) { !$0 && !$1 }
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
                let result = body(first.range, second.range)
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

    /// Which range begins first.
    private static func compareStarts(_ a: FEELRange, _ b: FEELRange) -> Int? {
        guard let order = a.start.ordering(against: b.start) else { return nil }
        if order != 0 || a.startIncluded == b.startIncluded { return order }
        return a.startIncluded ? -1 : 1
    }

    /// Which range ends first.
    private static func compareEnds(_ a: FEELRange, _ b: FEELRange) -> Int? {
        guard let order = a.end.ordering(against: b.end) else { return nil }
        if order != 0 || a.endIncluded == b.endIncluded { return order }
        return a.endIncluded ? 1 : -1
    }

    private static func overlap(_ a: FEELRange, _ b: FEELRange) -> Bool? {
        guard let left = a.end.ordering(against: b.start), let right = b.end.ordering(against: a.start) else {
            return nil
        }
        return (left > 0 || (left == 0 && a.endIncluded && b.startIncluded))
            && (right > 0 || (right == 0 && b.endIncluded && a.startIncluded))
    }
}
