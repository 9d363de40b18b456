import Diagnostics

/// Reads FEEL (DMN 1.5, 10.3.1.2) and compiles it on the way, since what a name is depends on the scope.
struct FEELParser {
    let scalars: [Unicode.Scalar]
    var index = 0
    var scope: FEELScope
    /// Where the text begins in its file.
    private let origin: SourceLocation?
    /// Where each line begins.
    private let lineStarts: [Int]
    private var nesting = 0
    private var work = 0
    private var links = 0
    /// Names of entries and properties that take more than one word or a sign.
    var properties: NameTable
    /// The place of the context entry whose value is about to be read, for functions that call themselves.
    var ownPlace: Int?
    /// Whether `[` after a value closes an interval instead of opening a filter.
    var isAtIntervalEnd = false
    /// Signs that were tried as the beginning of a filter or an interval and were none, so that they are not tried again.
    private var refused: Set<Int> = []

    init(_ text: String, scope: FEELScope, origin: SourceLocation?) {
        scalars = Array(text.unicodeScalars)
        self.scope = scope
        self.origin = origin
        var starts = [0]
        for (place, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(place + 1) }
        lineStarts = starts
        properties = scope.environment.properties
    }

    /// The whole text as an expression.
    mutating func wholeExpression() throws(FEELError) -> FEELNode {
        try checkLength()
        let node = try expression()
        try expectEnd()
        return node
    }

    /// The whole text as unary tests.
    mutating func wholeUnaryTests(input place: Int) throws(FEELError) -> UnaryTestsNode {
        try checkLength()
        let node = try unaryTests(input: place)
        try expectEnd()
        return node
    }

    private func checkLength() throws(FEELError) {
        if scalars.count > scope.environment.limits.source { throw error(.tooComplex) }
    }

    private mutating func expectEnd() throws(FEELError) {
        skipSpace()
        if index < scalars.count { throw error(.syntax, expected: "end") }
    }

    // MARK: Characters

    /// The scalar some places ahead.
    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        index + ahead < scalars.count ? scalars[index + ahead] : nil
    }

    /// Skips spaces and comments.
    mutating func skipSpace() {
        while let scalar = peek() {
            if NameCharacters.isSpace(scalar) {
                index += 1
            } else if scalar == "/", peek(1) == "/" {
                while let next = peek(), next != "\n", next != "\r" { index += 1 }
            } else if scalar == "/", peek(1) == "*" {
                index += 2
                let start = index - 2
                while index < scalars.count, !(peek() == "*" && peek(1) == "/") { index += 1 }
                guard index < scalars.count else {
                    // A comment without an end is none (DMN 1.5, 10.3.1.2).
                    index = start
                    return
                }
                index += 2
            } else {
                return
            }
        }
    }

    /// Tries to read what begins at the sign that is next; goes back to it if that does not succeed.
    mutating func attempt<Result>(
        _ read: (inout FEELParser) throws(FEELError) -> Result?
    ) -> Result? {
        let (start, outer, wasAtEnd) = (index, scope, isAtIntervalEnd)
        let notes = scope.unknownNames.count
        if !refused.contains(start), let result = (try? read(&self)).flatMap({ $0 }) { return result }
        refused.insert(start)
        outer.takeBack(notesAfter: notes)
        (index, scope, isAtIntervalEnd) = (start, outer, wasAtEnd)
        return nil
    }

    /// Takes a sign if it is next.
    mutating func take(_ sign: String) -> Bool {
        skipSpace()
        var place = index
        for scalar in sign.unicodeScalars {
            guard place < scalars.count, scalars[place] == scalar else { return false }
            place += 1
        }
        index = place
        return true
    }

    mutating func expect(_ sign: String) throws(FEELError) {
        if !take(sign) { throw error(.syntax, expected: sign) }
    }

    /// Whether a keyword stands at a place, as a word of its own.
    func isKeyword(_ word: String, at start: Int) -> Bool {
        var place = start
        for scalar in word.unicodeScalars {
            guard place < scalars.count, scalars[place] == scalar else { return false }
            place += 1
        }
        return place == scalars.count || !NameCharacters.isPart(scalars[place])
    }

    /// Takes a keyword if it is next.
    mutating func takeKeyword(_ word: String) -> Bool {
        skipSpace()
        guard isKeyword(word, at: index) else { return false }
        index += word.unicodeScalars.count
        return true
    }

    mutating func expectKeyword(_ word: String) throws(FEELError) {
        if !takeKeyword(word) { throw error(.syntax, expected: word) }
    }

    // MARK: Places, errors, limits

    var here: SourceLocation { location(of: index) }

    func location(of place: Int) -> SourceLocation {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= place { low = middle } else { high = middle }
        }
        let line = low + 1
        let column = place - lineStarts[low] + 1
        guard let origin else { return SourceLocation(line: line, column: column) }
        return SourceLocation(
            file: origin.file, line: origin.line + line - 1, column: line == 1 ? origin.column + column - 1 : column)
    }

    func error(_ code: FEELError.Code, expected: String? = nil) -> FEELError {
        FEELError(code: code, location: here, expected: expected)
    }

    /// Goes one level deeper.
    mutating func descend() throws(FEELError) {
        nesting += 1
        work += 1
        if nesting > scope.environment.limits.nesting || work > 20_000 + 8 * scalars.count { throw error(.tooComplex) }
    }

    /// Counts a link of a chain, which makes the tree one level higher: every operator has about five of them.
    mutating func link() throws(FEELError) {
        links += 1
        if links > 20_000 { throw error(.tooComplex) }
    }

    mutating func ascend() {
        nesting -= 1
    }
}
