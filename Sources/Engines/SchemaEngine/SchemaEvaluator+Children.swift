import JSONTree
import PatternEngine

/// Keywords that apply subschemas to an object's members or an array's elements.
extension SchemaEvaluator {
    mutating func evaluateObject(
        _ test: SchemaRule.Test, node: Int32, _ place: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        switch test {
        case .dependentRequired(let name, let needs):
            guard member(program.bytes(of: Int(name)), of: place) != nil else { return true }
            var keyword = SchemaKeyword.dependentRequired
            // What earlier drafts called it.
            if Purpose.collects, case .keyword(.dependencies) = schemaWay.last { keyword = .dependencies }
            return require(needs, of: place, node: node, keyword)
        case .dependentSchema(let name, let target):
            guard member(program.bytes(of: Int(name)), of: place) != nil else { return true }
            return try step(.name(name)) { evaluator throws(Stopped) in try evaluator.evaluate(target, place, marks) }
        case .propertyNames(let target):
            var isValid = true
            try forEachMember(of: place) { evaluator, name, _ throws(Stopped) in
                if try !evaluator.evaluateChild(target, name, .member(name)) { isValid = false }
                return isValid || Purpose.collects
            }
            return isValid
        case .unevaluatedProperties(let target):
            var isValid = true
            var order = 0
            try forEachMember(of: place) { evaluator, name, _ throws(Stopped) in
                defer { order += 1 }
                if marks?.contains(order) == true { return true }
                if try !evaluator.evaluateChild(target, name + 1, .member(name)) { isValid = false }
                return isValid || Purpose.collects
            }
            marks?.insertAll()
            return isValid
        default: return true
        }
    }

    /// Goes through an object's members, given the places of their names, until told to stop.
    @inline(__always)
    private mutating func forEachMember(
        of place: Int, _ body: (inout SchemaEvaluator, Int, Int) throws(Stopped) -> Bool
    ) throws(Stopped) {
        var name = place + 1
        let end = tape.end(of: place)
        while name < end {
            guard try body(&self, name, name + 1) else { return }
            name = tape.next(after: name + 1)
        }
    }

    /// The place of a member's value; the search begins at a place between members and goes round.
    @inline(__always)
    private func member(
        _ name: UnsafeBufferPointer<UInt8>, of object: Int, from start: Int? = nil
    ) -> Int? {
        let first = object + 1
        let end = tape.end(of: object)
        let begin = start ?? first
        var position = begin
        while position < end {
            if Bytes.equal(tape.bytes(at: position), name) { return position + 1 }
            position = tape.next(after: position + 1)
        }
        position = first
        while position < begin {
            if Bytes.equal(tape.bytes(at: position), name) { return position + 1 }
            position = tape.next(after: position + 1)
        }
        return nil
    }

    /// Whether an object has all members of a list. Instances mostly have them in the order of the schema, so that each is
    /// looked for behind the last.
    mutating func require(_ names: TableRange, of object: Int, node: Int32, _ keyword: SchemaKeyword) -> Bool {
        var isValid = true
        var position = object + 1
        for index in names.indices {
            let name = Int(program.entries[index])
            if let found = member(program.bytes(of: name), of: object, from: position) {
                position = tape.next(after: found)
                continue
            }
            isValid = false
            if !Purpose.collects { return false }
            report(keyword, node: node, ["name": .string(program.text(of: name))])
        }
        return isValid
    }

    mutating func evaluateMembers(
        _ rules: MemberRules, _ object: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        var isValid = true
        var order = 0
        var name = object + 1
        let end = tape.end(of: object)
        while name < end {
            let value = name + 1
            var isKnown = false
            if !rules.slots.isEmpty, let target = program.node(named: tape.bytes(at: name), in: rules.slots) {
                isKnown = true
                if Purpose.collects { enter(.properties, .member(name)) }
                if try !evaluateChild(target, value, .member(name)) { isValid = false }
                if Purpose.collects { leave(to: .properties) }
            }
            if !rules.patterns.isEmpty {
                for index in stride(from: Int(rules.patterns.start), to: Int(rules.patterns.end), by: 2) {
                    let pattern = program.entries[index]
                    guard try matches(pattern, name) else { continue }
                    isKnown = true
                    if Purpose.collects { enter(.patternProperties, .pattern(pattern)) }
                    if try !evaluateChild(program.entries[index + 1], value, .member(name)) { isValid = false }
                    if Purpose.collects { leave(to: .properties) }
                }
            }
            if !isKnown, rules.additional != SchemaRule.none {
                isKnown = true
                let kept = try under(.additionalProperties) { evaluator throws(Stopped) in
                    try evaluator.evaluateChild(rules.additional, value, .member(name))
                }
                if !kept { isValid = false }
            }
            if !isValid, !Purpose.collects { return false }
            if isKnown { marks?.insert(order) }
            order += 1
            name = tape.next(after: value)
        }
        return isValid
    }

    mutating func evaluateItems(
        _ prefix: TableRange, _ rest: Int32, _ array: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        var isValid = true
        var order = 0
        var place = array + 1
        let end = tape.end(of: array)
        let listed = prefix.indices.count
        while place < end {
            var kept = true
            if order < listed {
                if Purpose.collects { enter(.prefixItems, .index(order)) }
                kept = try evaluateChild(program.entries[Int(prefix.start) + order], place, .index(order))
                if Purpose.collects { leave(to: .items) }
            } else if rest != SchemaRule.none {
                kept = try evaluateChild(rest, place, .index(order))
            } else {
                break
            }
            marks?.insert(order)
            if !kept {
                isValid = false
                if !Purpose.collects { return false }
            }
            order += 1
            place = tape.next(after: place)
        }
        return isValid
    }

    mutating func evaluateArray(
        _ test: SchemaRule.Test, node: Int32, _ array: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        switch test {
        case .contains(let target, let minimum, let maximum, let isEvaluating):
            var found = 0
            try forEachElement(of: array) { evaluator, order, place throws(Stopped) in
                let kept = try evaluator.quietly { evaluator throws(Stopped) in
                    try evaluator.evaluateChild(target, place, .index(order))
                }
                if kept {
                    found += 1
                    if isEvaluating { marks?.insert(order) }
                }
                return true
            }
            if found < Int(minimum) {
                reportLimit(found == 0 ? .contains : .minContains, node: node, minimum)
                return false
            }
            if maximum != SchemaRule.none, found > Int(maximum) {
                reportLimit(.maxContains, node: node, maximum)
                return false
            }
            return true
        case .unevaluatedItems(let target):
            var isValid = true
            try forEachElement(of: array) { evaluator, order, place throws(Stopped) in
                if marks?.contains(order) == true { return true }
                if try !evaluator.evaluateChild(target, place, .index(order)) { isValid = false }
                return isValid || Purpose.collects
            }
            marks?.insertAll()
            return isValid
        default: return true
        }
    }

    /// Notes a limit that stands beside `contains` under a keyword of its own.
    private mutating func reportLimit(_ keyword: SchemaKeyword, node: Int32, _ limit: Int32) {
        guard Purpose.collects, let last = schemaWay.popLast() else { return }
        schemaWay.append(.keyword(keyword))
        report(keyword, node: node, ["limit": .integer(Int(limit))])
        schemaWay[schemaWay.count - 1] = last
    }

    /// Goes through an array's elements until told to stop.
    @inline(__always)
    private mutating func forEachElement(
        of array: Int, _ body: (inout SchemaEvaluator, Int, Int) throws(Stopped) -> Bool
    ) throws(Stopped) {
        var place = array + 1
        var order = 0
        let end = tape.end(of: array)
        while place < end {
            guard try body(&self, order, place) else { return }
            order += 1
            place = tape.next(after: place)
        }
    }
}
