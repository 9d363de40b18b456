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

    /// All of a pattern behind one reference, so that a copy costs little.
    private final class Compiled: Sendable {
        let source: String
        let syntax: Syntax
        let groupCount: Int
        let isLiteral: Bool
        let program: PatternProgram
        let straight: StraightPattern?

        init(source: String, syntax: Syntax, groupCount: Int, isLiteral: Bool, program: PatternProgram) {
            self.source = source
            self.syntax = syntax
            self.groupCount = groupCount
            self.isLiteral = isLiteral
            self.program = program
            straight = StraightPattern(program)
        }
    }

    private let compiled: Compiled

    /// The pattern as it is written.
    public var source: String { compiled.source }
    /// In which language it is written.
    public var syntax: Syntax { compiled.syntax }
    /// How many groups capture.
    public var groupCount: Int { compiled.groupCount }
    /// Whether replacements are literal, as the flag q wants.
    var isLiteral: Bool { compiled.isLiteral }

    /// Compiles a pattern.
    public init(_ source: String, syntax: Syntax) throws(PatternError) {
        var scalars = source.scalarValues
        var flags = XPathFlags()
        var dialect = PatternParser.Dialect.ecma
        if case .xpath(let text) = syntax {
            flags = try XPathFlags(text)
            dialect = .xpath
        }
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
        let program = try PatternCompiler.compile(
            node, captures: parser.captureCount, names: parser.names, ignoresCase: flags.ignoresCase)
        compiled = Compiled(
            source: source, syntax: syntax, groupCount: parser.captureCount, isLiteral: flags.isLiteral,
            program: program)
    }

    func matcher(_ text: [UInt32]) -> PatternMatcher {
        PatternMatcher(compiled.program, text: text, stepLimit: Self.stepLimit + 64 * text.count)
    }

    /// Whether the pattern matches somewhere in a text; throws `pattern.too-complex` only.
    public func matches(_ text: String) throws(PatternError) -> Bool {
        var matcher = matcher(text.scalarValues)
        return try matcher.firstMatch(from: 0) != nil
    }

    /// Whether the pattern matches somewhere in a text of well-formed UTF-8; throws `pattern.too-complex` only.
    package func matches(utf8 text: UnsafeBufferPointer<UInt8>) throws(PatternError) -> Bool {
        if let known = compiled.straight?.matches(text) { return known }
        return try matches(String(decoding: text, as: UTF8.self))
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
