/// A regular expression: written in one of two syntaxes, compiled once, matched often.
///
/// Matching goes over Unicode scalars. Its steps are limited; a pattern that needs more ends in `pattern.too-complex` rather than
/// in a hang.
public struct Pattern: Sendable {
    /// In which language a pattern is written.
    public enum Syntax: Sendable, Hashable {
        /// ECMA-262 §22.2 with the `u` flag, as JSON Schema wants it.
        case ecma
        /// XPath Functions and Operators 3.1 §5.6.1, as FEEL wants it; flags are some of `smixq`.
        case xpath(flags: String = "")
    }

    /// How many steps one call may take, besides 64 for each scalar of the text.
    public static let stepLimit = 1_000_000

    /// The pattern as it is written.
    public let source: String
    /// In which language it is written.
    public let syntax: Syntax
    /// How many groups capture.
    public let groupCount: Int
    /// Whether replacements are literal, as the flag q wants.
    let isLiteral: Bool
    private let program: PatternProgram

    /// Compiles a pattern.
    public init(_ source: String, syntax: Syntax) throws(PatternError) {
        self.source = source
        self.syntax = syntax
        var scalars = source.scalarValues
        var flags = XPathFlags()
        var dialect = PatternParser.Dialect.ecma
        if case .xpath(let text) = syntax {
            flags = try XPathFlags(text)
            dialect = .xpath
        }
        isLiteral = flags.isLiteral
        if flags.ignoresSpace, !flags.isLiteral { scalars = XPathFlags.removingSpace(scalars) }
        var parser = try PatternParser(scalars, dialect: dialect)
        parser.flags = flags
        let node: PatternNode
        if flags.isLiteral {
            node = .sequence(scalars.map { parser.literal($0) })
        } else {
            parser.countCaptures()
            node = try parser.parse()
        }
        groupCount = parser.captureCount
        program = try PatternCompiler.compile(
            node, captures: parser.captureCount, names: parser.names, ignoresCase: flags.ignoresCase)
    }

    func matcher(_ text: [UInt32]) -> PatternMatcher {
        PatternMatcher(program, text: text, stepLimit: Self.stepLimit + 64 * text.count)
    }

    /// Whether the pattern matches somewhere in a text; throws `pattern.too-complex` only.
    public func matches(_ text: String) throws(PatternError) -> Bool {
        var matcher = matcher(text.scalarValues)
        return try matcher.firstMatch(from: 0) != nil
    }

    /// Whether the pattern matches the whole of a text; throws `pattern.too-complex` only.
    public func matchesWhole(_ text: String) throws(PatternError) -> Bool {
        var matcher = matcher(text.scalarValues)
        return try matcher.match(at: 0, wholeText: true) != nil
    }

    /// The first place in a text where the pattern matches; throws `pattern.too-complex` only.
    public func firstMatch(in text: String) throws(PatternError) -> PatternMatch? {
        let scalars = text.scalarValues
        var matcher = matcher(scalars)
        return try matcher.firstMatch(from: 0).map { PatternMatch(slots: $0, groupCount: groupCount, text: scalars) }
    }

    /// All places in a text where the pattern matches, none overlapping another; throws `pattern.too-complex` only.
    public func allMatches(in text: String) throws(PatternError) -> [PatternMatch] {
        let scalars = text.scalarValues
        return try allMatches(in: scalars)
    }

    func allMatches(in scalars: [UInt32]) throws(PatternError) -> [PatternMatch] {
        var matcher = matcher(scalars)
        var matches: [PatternMatch] = []
        var place = 0
        while place <= scalars.count, let slots = try matcher.firstMatch(from: place) {
            let match = PatternMatch(slots: slots, groupCount: groupCount, text: scalars)
            matches.append(match)
            place = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
        }
        return matches
    }
}

extension Pattern: Hashable {
    /// Whether two patterns are written the same in the same syntax.
    public static func == (left: Pattern, right: Pattern) -> Bool {
        left.syntax == right.syntax && left.source.utf8.elementsEqual(right.source.utf8)
    }

    /// Feeds syntax and source.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(syntax)
        hasher.combine(source)
    }
}
