/// Reads a pattern into a tree. What both syntaxes share stands here; their atoms, escapes and classes stand in extensions.
struct PatternParser {
    static let maximumLength = 20_000
    static let maximumDepth = 100
    static let maximumCount = Int(Int32.max)

    enum Dialect {
        case ecma
        case xpath
    }

    let scalars: [UInt32]
    let dialect: Dialect
    var flags = XPathFlags()
    var position = 0
    var depth = 0
    var captureCount = 0
    /// The groups already closed, which XPath's back-references need.
    var closedCaptures: Set<Int> = []
    var names: [String: Int] = [:]
    /// How many groups the whole pattern has, which ECMA's back-references may look ahead to.
    var totalCaptures = 0

    init(_ scalars: [UInt32], dialect: Dialect) throws(PatternError) {
        guard scalars.count <= Self.maximumLength else { throw PatternError(.tooLarge, offset: Self.maximumLength) }
        self.scalars = scalars
        self.dialect = dialect
    }

    mutating func parse() throws(PatternError) -> PatternNode {
        let node = try parseAlternation()
        guard position == scalars.count else { throw fail() }
        return node
    }

    func fail(_ code: PatternError.Code = .syntax) -> PatternError { PatternError(code, offset: position) }

    var isAtEnd: Bool { position >= scalars.count }

    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? Unicode.Scalar(scalars[position + ahead]) : nil
    }

    mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard peek() == expected else { return false }
        position += 1
        return true
    }

    mutating func take(text: String) -> Bool {
        for (ahead, scalar) in text.unicodeScalars.enumerated() where peek(ahead) != scalar { return false }
        position += text.unicodeScalars.count
        return true
    }

    mutating func parseAlternation() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw fail(.tooLarge) }
        var branches = [try parseSequence()]
        while take("|") { branches.append(try parseSequence()) }
        return branches.count == 1 ? branches[0] : .alternation(branches)
    }

    private mutating func parseSequence() throws(PatternError) -> PatternNode {
        var items: [PatternNode] = []
        while let next = peek(), next != "|", next != ")" {
            let firstCapture = captureCount + 1
            let (atom, canRepeat) =
                switch dialect {
                case .ecma: try parseECMAAtom()
                case .xpath: try parseXPathAtom()
                }
            items.append(try parseQuantifier(of: atom, canRepeat: canRepeat, firstCapture: firstCapture))
        }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    private mutating func parseQuantifier(
        of atom: PatternNode, canRepeat: Bool, firstCapture: Int
    ) throws(PatternError) -> PatternNode {
        let minimum: Int
        let maximum: Int?
        switch peek() {
        case "*": (minimum, maximum) = (0, nil)
        case "+": (minimum, maximum) = (1, nil)
        case "?": (minimum, maximum) = (0, 1)
        case "{":
            guard canRepeat else { throw fail() }
            (minimum, maximum) = try parseBraces()
        default: return atom
        }
        guard canRepeat else { throw fail() }
        position += 1
        let isGreedy = !take("?")
        let captures = dialect == .ecma ? firstCapture..<(captureCount + 1) : 0..<0
        return .repetition(atom, minimum: minimum, maximum: maximum, isGreedy: isGreedy, captures: captures)
    }

    /// Reads `{n}`, `{n,}` or `{n,m}` up to the closing brace.
    private mutating func parseBraces() throws(PatternError) -> (Int, Int?) {
        position += 1
        let minimum = try parseCount()
        var maximum: Int? = minimum
        if take(",") { maximum = peek() == "}" ? nil : try parseCount() }
        guard peek() == "}" else { throw fail() }
        if let maximum, maximum < minimum { throw fail() }
        return (minimum, maximum)
    }

    private mutating func parseCount() throws(PatternError) -> Int {
        let start = position
        var value = 0
        while let digit = decimalDigit() {
            value = min(value * 10 + digit, Self.maximumCount)
            position += 1
        }
        if position == start { throw fail() }
        return value
    }

    func decimalDigit(_ ahead: Int = 0) -> Int? {
        guard let next = peek(ahead), next.value >= 0x30, next.value <= 0x39 else { return nil }
        return Int(next.value) - 0x30
    }

    /// Reads a group's inside and its closing parenthesis, and gives it the next number.
    mutating func parseCapture(named name: String? = nil) throws(PatternError) -> PatternNode {
        captureCount += 1
        let number = captureCount
        if let name {
            guard names.updateValue(number, forKey: name) == nil else { throw fail() }
        }
        let inside = try parseAlternation()
        guard take(")") else { throw fail() }
        closedCaptures.insert(number)
        return .capture(number, inside)
    }

    /// Reads a group's inside and its closing parenthesis.
    mutating func parseInside() throws(PatternError) -> PatternNode {
        let inside = try parseAlternation()
        guard take(")") else { throw fail() }
        return inside
    }
}
