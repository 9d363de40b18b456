import Diagnostics

extension FEELParser {
    /// A number without sign.
    mutating func number() throws(FEELError) -> FEELNode {
        let place = here
        let start = index
        func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
        while isDigit(peek()) { index += 1 }
        if peek() == ".", isDigit(peek(1)) {
            index += 1
            while isDigit(peek()) { index += 1 }
        }
        if peek() == "e" || peek() == "E" {
            let signed = peek(1) == "+" || peek(1) == "-"
            if isDigit(peek(signed ? 2 : 1)) {
                index += signed ? 2 : 1
                while isDigit(peek()) { index += 1 }
            }
        }
        guard let value = FEELNumber(text(start, index)) else { throw error(.number) }
        return LiteralNode(.number(value), location: place)
    }

    /// A string in double quotes.
    mutating func string() throws(FEELError) -> String {
        skipSpace()
        guard peek() == "\"" else { throw error(.syntax, expected: "\"") }
        index += 1
        var view = String.UnicodeScalarView()
        while let scalar = peek() {
            index += 1
            if scalar == "\"" { return String(view) }
            if scalar == "\\" {
                try escape(into: &view)
            } else {
                view.append(scalar)
            }
        }
        throw error(.string)
    }

    private mutating func escape(into view: inout String.UnicodeScalarView) throws(FEELError) {
        guard let kind = peek() else { throw error(.string) }
        index += 1
        switch kind {
        case "n": view.append("\n")
        case "t": view.append("\t")
        case "r": view.append("\r")
        case "\"", "\\", "'": view.append(kind)
        case "u": view.append(try unit())
        case "U":
            guard let value = hexadecimal(6), let scalar = Unicode.Scalar(value) else { throw error(.string) }
            view.append(scalar)
        default:
            view.append("\\")
            view.append(kind)
        }
    }

    /// Four hexadecimal digits, or two such escapes that form a surrogate pair.
    private mutating func unit() throws(FEELError) -> Unicode.Scalar {
        guard let value = hexadecimal(4) else { throw error(.string) }
        if 0xD800...0xDBFF ~= value, peek() == "\\", peek(1) == "u" {
            index += 2
            guard let low = hexadecimal(4), 0xDC00...0xDFFF ~= low,
                let scalar = Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00))
            else { throw error(.string) }
            return scalar
        }
        guard let scalar = Unicode.Scalar(value) else { throw error(.string) }
        return scalar
    }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        guard index + count <= scalars.count, let value = UInt32(text(index, index + count), radix: 16) else {
            return nil
        }
        index += count
        return value
    }

    /// `@"2024-08-31"`: a date, time, date and time or duration.
    mutating func atLiteral() throws(FEELError) -> FEELNode {
        let place = here
        index += 1
        let text = try string()
        return LiteralNode(AtLiteral.value(text, scope.environment.zones) ?? .null, location: place)
    }

    // MARK: Lists, ranges, contexts

    /// `(expression)`, `(a..b)` or `(< b)`.
    mutating func parenthesis(_ place: SourceLocation) throws(FEELError) -> FEELNode {
        index += 1
        if let comparison = takeComparison() {
            let outer = isAtIntervalEnd
            isAtIntervalEnd = false
            defer { isAtIntervalEnd = outer }
            let end = try additive()
            try expect(")")
            return range(comparison, end, place)
        }
        let node = try expression()
        if take("..") { return try intervalEnd(start: node, startIncluded: false, place) }
        try expect(")")
        return node
    }

    private func range(
        _ comparison: ComparisonNode.Operator, _ end: FEELNode, _ place: SourceLocation
    ) -> FEELNode {
        let form: FEELRange.Form =
            switch comparison {
            case .equal: .equal
            case .unequal: .unequal
            case .less, .lessOrEqual: .below
            case .greater, .greaterOrEqual: .above
            }
        let isBelow = form == .below
        return folded(
            RangeNode(
                start: isBelow ? nil : end, startIncluded: comparison == .greaterOrEqual || form == .equal,
                end: isBelow || form == .equal ? end : nil, endIncluded: comparison == .lessOrEqual || form == .equal,
                form: form, location: place))
    }

    private func folded(_ node: FEELNode) -> FEELNode {
        node.constant.map { LiteralNode($0, location: node.location) } ?? node
    }

    mutating func interval(
        start: FEELNode, startIncluded: Bool, _ place: SourceLocation
    ) throws(FEELError) -> FEELNode {
        try expect("..")
        return try intervalEnd(start: start, startIncluded: startIncluded, place)
    }

    private mutating func intervalEnd(
        start: FEELNode, startIncluded: Bool, _ place: SourceLocation
    ) throws(FEELError) -> FEELNode {
        try descend()
        defer { ascend() }
        let outer = isAtIntervalEnd
        isAtIntervalEnd = true
        defer { isAtIntervalEnd = outer }
        let end = try additive()
        let isIncluded = take("]")
        if !isIncluded, !take(")"), !take("[") { throw error(.syntax, expected: "]") }
        return folded(
            RangeNode(
                start: start, startIncluded: startIncluded, end: end, endIncluded: isIncluded, form: .interval,
                location: place))
    }

    /// `[a, b]` or `[a..b]`.
    mutating func bracket(_ place: SourceLocation) throws(FEELError) -> FEELNode {
        index += 1
        skipSpace()
        var elements: [FEELNode] = []
        if peek() == "]" {
            // The list is empty, or its first element is an interval that begins with the sign: `[]1..3], 5]`.
            let first = attempt { parser throws(FEELError) in
                let first = try parser.expression()
                parser.skipSpace()
                return parser.peek() == "]" || parser.peek() == "," ? first : nil
            }
            guard let first else {
                index += 1
                return ListNode([], location: place)
            }
            elements = [first]
        } else {
            elements = [try expression()]
        }
        if take("..") { return try intervalEnd(start: elements[0], startIncluded: true, place) }
        while take(",") { elements.append(try expression()) }
        try expect("]")
        return folded(ListNode(elements, location: place))
    }

    /// `{name: expression, "other name": expression}`
    mutating func context(_ place: SourceLocation) throws(FEELError) -> FEELNode {
        index += 1
        let outer = scope
        defer { scope = outer }
        scope = outer.nested()
        var entries: [ContextNode.Entry] = []
        if take("}") { return LiteralNode(.context(.empty), location: place) }
        repeat {
            skipSpace()
            let name = peek() == "\"" ? try string() : try declaredName(until: [":", ",", "}"])
            try expect(":")
            if entries.contains(where: { $0.name == name }) { throw error(.syntax, expected: "another name") }
            properties.insert(name, .constant(.null))
            skipSpace()
            let slot: Int
            let value: FEELNode
            if isKeyword("function", at: index) {
                slot = scope.declare(variable: name)
                ownPlace = slot
                value = try expression()
            } else {
                value = try expression()
                slot = scope.declare(variable: name)
            }
            entries.append(ContextNode.Entry(name: name, place: slot, value: value))
        } while take(",")
        try expect("}")
        return ContextNode(entries, location: place)
    }
}
