import PatternEngine
import Testing

/// Patterns that never go back are matched byte by byte; the other way must come to the same.
@Suite struct `Straight patterns` {
    @Test(arguments: [
        ("^[0-9]{17}[0-9X]$", "11010519491231002X", true), ("^[0-9]{17}[0-9X]$", "11010519491231002x", false),
        ("^a*b$", "aaab", true), ("^a*b$", "aaa", false), ("^a*ab$", "aab", true), ("^a?$", "", true),
        ("^a", "ab", true),
        ("^a$", "a\n", false), ("^[^一]$", "é", true), ("^[^a]{2}$", "éa", false), ("^.{1,3}$", "一二三", true),
    ])
    func `know what they match`(source: String, text: String, expected: Bool) throws {
        let pattern = try Pattern(source, syntax: .ecma)
        #expect(try pattern.matches(text) == expected)
        #expect(try pattern.matches(bytesOf: text) == expected)
    }

    @Test func `answer as the full matcher does, whatever is put together`() throws {
        var random = Seeded(state: 20_261_130)
        let sets = ["a", "b", "[ab]", "[^a]", "[a-c0-9]", "\\d", "\\w", ".", "-", "X", "é"]
        let counts = ["", "", "?", "*", "+", "{2}", "{1,2}", "{0,3}?", "{2,}"]
        let letters = ["a", "b", "c", "0", "7", "X", "-", "é", "一", "\n"]
        var matched = 0
        for _ in 0..<1_500 {
            var source = "^"
            for _ in 0...Int.random(in: 0...3, using: &random) {
                source += sets.randomElement(using: &random)! + counts.randomElement(using: &random)!
            }
            if Bool.random(using: &random) { source += "$" }
            let pattern = try Pattern(source, syntax: .ecma)
            for _ in 0..<12 {
                let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in letters.randomElement(using: &random)!
                }
                .joined()
                let expected = try pattern.matches(text)
                #expect(try pattern.matches(bytesOf: text) == expected, "\(source) on \(text.debugDescription)")
                matched += expected ? 1 : 0
            }
        }
        #expect(matched > 1_500)
    }
}

extension Pattern {
    /// By way of the text's bytes, as schemas ask.
    fileprivate func matches(bytesOf text: String) throws -> Bool {
        try Array(text.utf8).withUnsafeBufferPointer { try matches(utf8: $0) }
    }
}

private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
