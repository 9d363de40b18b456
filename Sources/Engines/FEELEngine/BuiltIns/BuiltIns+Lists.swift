extension BuiltIns {
    /// List functions (DMN 1.5, 10.3.4.4), `sort` (10.3.4.6).
    static let lists: [BuiltIn] = [
        BuiltIn("list contains", [["list", "element"]]) { a, run in
            guard let list = list(a[0], run) else { return .null }
            return .boolean(list.contains { $0.equals(a[1]) == true })
        },
        BuiltIn("sublist", [["list", "start position", "length"]], optional: 1) { a, run in sublist(a, run) },
        BuiltIn("append", variadic: [["list", "item"]], least: 1) { a, run in
            guard let list = list(a[0], run) else { return .null }
            return run.list(list + a.dropFirst())
        },
        BuiltIn("concatenate", variadic: [["list"]]) { a, run in
            var joined: [FEELValue] = []
            for argument in a {
                guard let list = list(argument, run), run.allot(list.count * 24) else { return .null }
                joined += list
            }
            return .list(joined)
        },
        BuiltIn("insert before", [["list", "position", "newItem"]]) { a, run in
            guard var list = list(a[0], run), let place = place(a[1], in: list.count, run) else { return .null }
            list.insert(a[2], at: place)
            return run.list(list)
        },
        BuiltIn("remove", [["list", "position"]]) { a, run in
            guard var list = list(a[0], run), let place = place(a[1], in: list.count, run) else { return .null }
            list.remove(at: place)
            return run.list(list)
        },
        BuiltIn("list replace", [["list", "position", "newItem"], ["list", "match", "newItem"]]) { a, run in
            replace(a, run)
        },
        BuiltIn("reverse", [["list"]]) { a, run in
            guard let list = list(a[0], run) else { return .null }
            return run.list(list.reversed())
        },
        BuiltIn("index of", [["list", "match"]]) { a, run in
            guard let list = list(a[0], run) else { return .null }
            return run.list(
                list.indices.filter { list[$0].equals(a[1]) == true }.map { .number($0 + 1) })
        },
        BuiltIn("union", variadic: [["list"]]) { a, run in
            var joined: [FEELValue] = []
            for argument in a {
                guard let list = list(argument, run), run.allot(list.count * 24) else { return .null }
                joined += list
            }
            return distinct(joined, run)
        },
        BuiltIn("distinct values", [["list"]]) { a, run in
            guard let list = list(a[0], run) else { return .null }
            return distinct(list, run)
        },
        BuiltIn("flatten", [["list"]]) { a, run in
            guard let list = list(a[0], run) else { return .null }
            var flat: [FEELValue] = []
            return flatten(list, into: &flat, run) ? .list(flat) : .null
        },
        BuiltIn("sort", [["list", "precedes"]], optional: 1) { a, run in sort(a, run) },
    ]

    private static func list(_ value: FEELValue, _ run: FEELRun) -> [FEELValue]? {
        if value.isNull {
            _ = run.fail(.wrongType)
            return nil
        }
        let list = value.asList
        return run.step(list.count / 8) ? list : nil
    }

    /// The place of a position from 1, or from −1 backwards.
    private static func place(_ value: FEELValue, in count: Int, _ run: FEELRun) -> Int? {
        guard let position = whole(value) else {
            _ = run.fail(.wrongType)
            return nil
        }
        if position > 0, position <= count { return position - 1 }
        if position < 0, position >= -count { return count + position }
        _ = run.fail(.outOfRange)
        return nil
    }

    private static func sublist(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard let list = list(a[0], run), let start = place(a[1], in: list.count, run) else { return .null }
        var count = list.count - start
        if a.count > 2, !a[2].isNull {
            guard let length = whole(a[2]) else { return run.fail(.wrongType) }
            guard length >= 1, length <= count else { return run.fail(.outOfRange) }
            count = length
        }
        return run.list(Array(list[start..<(start + count)]))
    }

    private static func replace(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard var list = list(a[0], run) else { return .null }
        guard case .function(let match) = a[1] else {
            guard let place = place(a[1], in: list.count, run) else { return .null }
            list[place] = a[2]
            return run.list(list)
        }
        guard match.parameters.count == 2 else { return run.fail(.wrongArguments) }
        for index in list.indices {
            guard run.step(), case .boolean(let isMatch) = match.call([list[index], a[2]], run) else {
                return run.fail(.wrongType)
            }
            if isMatch { list[index] = a[2] }
        }
        return run.list(list)
    }

    private static func distinct(_ list: [FEELValue], _ run: FEELRun) -> FEELValue {
        var kept: [FEELValue] = []
        for value in list {
            guard run.step(kept.count / 8 + 1) else { return .null }
            if !kept.contains(where: { $0.equals(value) == true }) { kept.append(value) }
        }
        return run.list(kept)
    }

    private static func flatten(_ list: [FEELValue], into flat: inout [FEELValue], _ run: FEELRun) -> Bool {
        guard run.enter(1) else { return false }
        defer { run.leave(1) }
        for value in list {
            if case .list(let inner) = value {
                guard flatten(inner, into: &flat, run) else { return false }
            } else {
                guard run.allot(24) else { return false }
                flat.append(value)
            }
        }
        return true
    }

    /// A stable merge sort, so that an inconsistent order does no harm.
    private static func sort(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard let list = list(a[0], run) else { return .null }
        var hasFailed = false
        let precedes: (FEELValue, FEELValue) -> Bool
        if a.count > 1, !a[1].isNull {
            guard case .function(let function) = a[1] else { return run.fail(.wrongType) }
            precedes = { left, right in
                guard case .boolean(let result) = function.call([left, right], run) else {
                    hasFailed = true
                    return false
                }
                return result
            }
        } else {
            precedes = { left, right in
                guard let order = left.ordering(against: right) else {
                    hasFailed = true
                    return false
                }
                return order < 0
            }
        }
        var source = list
        var target = list
        var width = 1
        while width < source.count, !hasFailed {
            guard run.step(source.count) else { return .null }
            for start in stride(from: 0, to: source.count, by: width * 2) {
                let middle = min(start + width, source.count)
                let end = min(start + width * 2, source.count)
                var left = start
                var right = middle
                for place in start..<end {
                    if left < middle, right >= end || !precedes(source[right], source[left]) {
                        target[place] = source[left]
                        left += 1
                    } else {
                        target[place] = source[right]
                        right += 1
                    }
                }
            }
            swap(&source, &target)
            width *= 2
        }
        return hasFailed ? run.fail(.notComparable) : run.list(source)
    }
}
