import Diagnostics

extension FEELParser {
    /// `if c then a else b`, after `if`.
    mutating func conditional(_ place: SourceLocation) throws(FEELError) -> FEELNode {
        let condition = try expression()
        try expectKeyword("then")
        let consequence = try expression()
        try expectKeyword("else")
        let alternative = try expression()
        return IfNode(condition: condition, then: consequence, else: alternative, location: place)
    }

    /// `for a in list return expression`, after `for`.
    mutating func loop(_ place: SourceLocation) throws(FEELError) -> FEELNode {
        let outer = scope
        defer { scope = outer }
        scope = outer.nested()
        let iterators = try self.iterators()
        try expectKeyword("return")
        let inner = scope.nested()
        scope = inner
        let partial = inner.declare(variable: "partial")
        let result = try expression()
        return ForNode(
            iterators, result: result, partial: inner.reads(of: partial) > 0 ? partial : nil, location: place)
    }

    /// `some a in list satisfies condition`, after the first word.
    mutating func quantified(isUniversal: Bool, _ place: SourceLocation) throws(FEELError) -> FEELNode {
        let outer = scope
        defer { scope = outer }
        scope = outer.nested()
        let iterators = try self.iterators()
        try expectKeyword("satisfies")
        return QuantifiedNode(
            isUniversal: isUniversal, iterators, condition: try expression(), location: place)
    }

    private mutating func iterators() throws(FEELError) -> [LoopIterator] {
        var iterators: [LoopIterator] = []
        repeat {
            let name = try declaredName(until: [","])
            try expectKeyword("in")
            let domain = try expression()
            let end = take("..") ? try expression() : nil
            scope = scope.nested()
            iterators.append(LoopIterator(place: scope.declare(variable: name), domain: domain, end: end))
        } while take(",")
        return iterators
    }

    /// `function(a: type, b) expression`, after `function`.
    mutating func functionLiteral(_ place: SourceLocation) throws(FEELError) -> FEELNode {
        let own = ownPlace
        ownPlace = nil
        let outer = scope
        defer { scope = outer }
        let inner = outer.function()
        try expect("(")
        var parameters: [FEELFunction.Parameter] = []
        if !take(")") {
            repeat {
                let name = try declaredName(until: [":", ",", ")"])
                let type: FEELType = take(":") ? try type() : .any
                parameters.append(FEELFunction.Parameter(name: name, type: type))
                inner.declare(variable: name)
            } while take(",")
            try expect(")")
        }
        let result: FEELType = take(":") ? try type() : .any
        scope = inner
        if takeKeyword("external") {
            let description = try expression()
            return ExternalFunctionNode(
                parameters: parameters, result: result, description: description, captures: inner.captures,
                frameSize: inner.layout.count, location: place)
        }
        let body = try expression()
        return FunctionLiteralNode(
            parameters: parameters, result: result, body: body, captures: inner.captures,
            frameSize: inner.layout.count, ownPlace: own, location: place)
    }

    /// The arguments of a call, at its opening parenthesis.
    mutating func call(_ function: FEELNode, _ place: SourceLocation) throws(FEELError) -> FEELNode {
        try expect("(")
        var names: [String] = []
        var arguments: [FEELNode] = []
        if !take(")") {
            repeat {
                if let name = argumentName() { names.append(name) }
                arguments.append(try expression())
            } while take(",")
            try expect(")")
        }
        if !names.isEmpty, names.count != arguments.count { throw error(.syntax, expected: "name:") }
        if case .function(let callee)? = function.constant, let builtIn = callee.builtIn {
            return builtInCall(builtIn, arguments, names, place)
        }
        if names.isEmpty, let inline = (function as? GlobalNode)?.inline,
            let node = inline.call(arguments, in: scope, place)
        {
            return node
        }
        return CallNode(function: function, arguments: arguments, names: names.isEmpty ? nil : names, location: place)
    }

    private func builtInCall(
        _ builtIn: BuiltIn, _ arguments: [FEELNode], _ names: [String], _ place: SourceLocation
    ) -> FEELNode {
        if names.isEmpty {
            if builtIn.name == "not", arguments.count == 1, arguments[0].isCondition {
                return NotNode(arguments[0], location: place)
            }
            guard builtIn.accepts(arguments.count) else { return FailureNode(.wrongArguments, location: place) }
            return constantValue(of: builtIn, arguments).map { LiteralNode($0, location: place) }
                ?? BuiltInCallNode(builtIn, arguments: arguments, location: place)
        }
        guard let order = builtIn.order(of: names) else { return FailureNode(.wrongArguments, location: place) }
        let ordered = order.map { place -> FEELNode in
            guard let place else { return LiteralNode(.null) }
            guard let type = builtIn.type(ofNamed: names[place]) else { return arguments[place] }
            return TypedNode(arguments[place], type)
        }
        return constantValue(of: builtIn, ordered).map { LiteralNode($0, location: place) }
            ?? BuiltInCallNode(builtIn, arguments: ordered, location: place)
    }

    private static let constructors: Set<String> = ["date", "time", "date and time", "duration"]

    /// What is made of constants, such as `date("2020-01-01")`, is a constant like `@"2020-01-01"`; `nil` where it is not, and
    /// where its zone depends on the day it is asked.
    private func constantValue(of builtIn: BuiltIn, _ arguments: [FEELNode]) -> FEELValue? {
        guard Self.constructors.contains(builtIn.name) else { return nil }
        let constants = arguments.compactMap(\.constant)
        guard constants.count == arguments.count else { return nil }
        let value = FEELRun.start(environment: scope.environment) { builtIn.apply(constants, $0) }
        switch value {
        case .time(let time): if case .named = time.zone { return nil }
        case .dateTime(let moment): if case .named = moment.time.zone { return nil }
        case .date, .daysTimeDuration, .yearsMonthsDuration: break
        default: return nil
        }
        return value
    }

    /// Takes `name:` if that is next.
    private mutating func argumentName() -> String? {
        skipSpace()
        guard let first = peek(), NameCharacters.isStart(first) else { return nil }
        let start = index
        var place = index
        while place < scalars.count,
            NameCharacters.isInner(scalars[place]) || NameCharacters.isSpace(scalars[place])
                || NameCharacters.isSign(scalars[place])
        {
            place += 1
        }
        guard place < scalars.count, scalars[place] == ":" else { return nil }
        index = place + 1
        return NameCharacters.normalised(text(start, place)).key
    }

    // MARK: Types

    /// A type after `instance of` or `:`.
    mutating func type() throws(FEELError) -> FEELType {
        try descend()
        defer { ascend() }
        skipSpace()
        if isKeyword("list", at: index), takeGeneric("list") { return try closing(.list(try type())) }
        if isKeyword("range", at: index), takeGeneric("range") { return try closing(.range(try type())) }
        if isKeyword("context", at: index), takeGeneric("context") { return try contextType() }
        if isKeyword("function", at: index), takeGeneric("function") { return try functionType() }
        var best: (FEELType, Int)?
        let known = scope.environment.types
        walkName(from: index, most: 12) { key, _, end in
            if let type = known[key] ?? FEELType(named: key) { best = (type, end) }
        }
        guard let (type, end) = best else { throw error(.type) }
        index = end
        return type
    }

    private mutating func takeGeneric(_ word: String) -> Bool {
        let start = index
        index += word.unicodeScalars.count
        if take("<") { return true }
        index = start
        return false
    }

    private mutating func closing(_ type: FEELType) throws(FEELError) -> FEELType {
        try expect(">")
        return type
    }

    private mutating func contextType() throws(FEELError) -> FEELType {
        var fields: [(name: String, type: FEELType)] = []
        repeat {
            let name = try declaredName(until: [":"])
            try expect(":")
            fields.append((name, try type()))
        } while take(",")
        return try closing(.context(fields))
    }

    private mutating func functionType() throws(FEELError) -> FEELType {
        var parameters: [FEELType] = []
        if !take(">") {
            repeat { parameters.append(try type()) } while take(",")
            try expect(">")
        }
        try expect("->")
        return .function(parameters, try type())
    }
}
