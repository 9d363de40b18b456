import Diagnostics

extension FEELParser {
    /// Any expression.
    mutating func expression() throws(FEELError) -> FEELNode {
        try descend()
        defer { ascend() }
        let outer = isAtIntervalEnd
        isAtIntervalEnd = false
        defer { isAtIntervalEnd = outer }
        return try disjunction()
    }

    mutating func disjunction() throws(FEELError) -> FEELNode {
        var left = try conjunction()
        while takeKeyword("or") {
            try link()
            let place = here
            left = LogicNode(isConjunction: false, left: left, right: try conjunction(), location: place)
        }
        return left
    }

    private mutating func conjunction() throws(FEELError) -> FEELNode {
        var left = try comparison()
        while takeKeyword("and") {
            try link()
            let place = here
            left = LogicNode(isConjunction: true, left: left, right: try comparison(), location: place)
        }
        return left
    }

    private mutating func comparison() throws(FEELError) -> FEELNode {
        var left = try additive()
        while true {
            try link()
            skipSpace()
            let place = here
            if let comparison = takeComparison() {
                left = ComparisonNode(comparison, left: left, right: try additive(), location: place)
            } else if takeKeyword("between") {
                let lower = try additive()
                try expectKeyword("and")
                left = BetweenNode(value: left, lower: lower, upper: try additive(), location: place)
            } else if takeKeyword("in") {
                left = InNode(value: left, tests: try inTests(), location: place)
            } else {
                return left
            }
        }
    }

    /// Takes one of `= != < <= > >=`.
    mutating func takeComparison() -> ComparisonNode.Operator? {
        if take("!=") { return .unequal }
        if take("<=") { return .lessOrEqual }
        if take(">=") { return .greaterOrEqual }
        if take("<") { return .less }
        if take(">") { return .greater }
        if take("=") { return .equal }
        return nil
    }

    mutating func additive() throws(FEELError) -> FEELNode {
        var left = try multiplicative()
        while true {
            try link()
            skipSpace()
            let place = here
            if take("+") {
                left = ArithmeticNode(.add, left: left, right: try multiplicative(), location: place)
            } else if take("-") {
                left = ArithmeticNode(.subtract, left: left, right: try multiplicative(), location: place)
            } else {
                return left
            }
        }
    }

    private mutating func multiplicative() throws(FEELError) -> FEELNode {
        var left = try power()
        while true {
            try link()
            skipSpace()
            let place = here
            if peek() == "*", peek(1) != "*", take("*") {
                left = ArithmeticNode(.multiply, left: left, right: try power(), location: place)
            } else if take("/") {
                left = ArithmeticNode(.divide, left: left, right: try power(), location: place)
            } else {
                return left
            }
        }
    }

    private mutating func power() throws(FEELError) -> FEELNode {
        var left = try negation()
        while true {
            try link()
            skipSpace()
            let place = here
            guard take("**") else { return left }
            left = ArithmeticNode(.power, left: left, right: try negation(), location: place)
        }
    }

    private mutating func negation() throws(FEELError) -> FEELNode {
        skipSpace()
        let place = here
        guard peek() == "-" else { return try postfix() }
        try descend()
        defer { ascend() }
        index += 1
        skipSpace()
        if let digit = peek(), digit.value >= 0x30, digit.value <= 0x39,
            case .number(let value)? = try number().constant
        {
            return try postfix(after: LiteralNode(.number(value.negated), location: place))
        }
        return NegationNode(try negation(), location: place)
    }

    /// A value with paths, filters, calls and `instance of` after it.
    mutating func postfix() throws(FEELError) -> FEELNode {
        try postfix(after: try primary())
    }

    private mutating func postfix(after start: FEELNode) throws(FEELError) -> FEELNode {
        var node = start
        while true {
            skipSpace()
            let place = here
            switch peek() {
            case "." where peek(1) != ".":
                index += 1
                let name = try propertyName()
                if let input = node as? InputNode {
                    node = InputNode(place: input.place, names: input.names + [name], location: place)
                } else if let global = node as? GlobalNode, let part = global.part(name, place) {
                    node = part
                } else {
                    if let unknown = (node as? GlobalNode)?.lacking(name) { scope.note(unknown: unknown, at: place) }
                    node = PathNode(base: node, name: name, location: place)
                }
            case "[" where !isAtIntervalEnd:
                index += 1
                node = try filter(node, place)
            case "[":
                // It closes the interval, or it is a filter of its end: `[1..list[1]]`.
                let end = node
                let filtered = attempt { parser throws(FEELError) in
                    parser.index += 1
                    let filtered = try parser.filter(end, place)
                    parser.skipSpace()
                    return parser.peek().map { "])[.+-*/(".unicodeScalars.contains($0) } == true ? filtered : nil
                }
                guard let filtered else { return node }
                node = filtered
            case "(":
                node = try call(node, place)
            case "i" where isKeyword("instance", at: index):
                index += 8
                try expectKeyword("of")
                node = InstanceOfNode(value: node, type: try type(), location: place)
            default:
                return node
            }
            try link()
        }
    }

    private mutating func filter(_ base: FEELNode, _ place: SourceLocation) throws(FEELError) -> FEELNode {
        let outer = scope
        defer { scope = outer }
        let item = outer.layout.next()
        let named = outer.nested()
        named.declare("item", place: item)
        scope = named.filter(item: item)
        let condition = try expression()
        try expect("]")
        return FilterNode(base: base, condition: condition, item: item, location: place)
    }
}
