import FEELEngine
import Testing

/// Hostile expressions and inputs end early and never crash.
@Suite struct FEELLimitTests {
    @Test(arguments: [
        String(repeating: "(", count: 5_000), String(repeating: "[", count: 100_000),
        String(repeating: "{a:", count: 5_000),
        String(repeating: "-", count: 5_000) + "1", String(repeating: "not(", count: 5_000),
        String(repeating: "if ", count: 5_000), String(repeating: "1+", count: 90_000) + "1",
        "1" + String(repeating: " in (1", count: 3_000), String(repeating: "function(a) ", count: 5_000),
        "a" + String(repeating: ".a", count: 90_000), String(repeating: "x", count: 300_000),
        "1 instance of " + String(repeating: "list<", count: 5_000),
    ])
    func `deep or long source is refused`(text: String) {
        #expect(throws: FEELError.self) { try FEELExpression(parsing: text) }
    }

    @Test(arguments: [
        "for a in 1..99999999, b in 1..99999999 return a * b",
        "{f: function(n) f(n + 1), r: f(1)}.r",
        "{f: function(n) [f(n + 1), f(n + 1)], r: f(1)}.r",
        "count(for a in 1..1000, b in 1..1000, c in 1..1000 return 1)",
        "{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f(\"aaaaaaaaaaaaaaaa\", 200)}.r",
        "{f: function(l, n) if n = 0 then l else f(concatenate(l, l), n - 1), r: f([1], 60)}.r",
        "some x in 1..99999999 satisfies x < 0",
        "for i in 1..100000 return [partial[-1]]",
        "for a in 1..3000 return sort(for b in 1..3000 return a - b)",
    ])
    func `endless evaluations stop as too complex`(text: String) throws {
        let outcome = try FEELExpression(parsing: text).outcome()
        #expect(outcome.value == .null)
        #expect(outcome.warnings.contains { $0.code == .tooComplex })
    }

    @Test func `random text never crashes the parser`() {
        let parts = [
            "(", ")", "[", "]", "{", "}", "1", "..", "a b", "if", "then", "else", "for", "in", "\"x\"", "@\"P1D\"", "-",
            "not", "<", "?", ",", ".", "function", "instance of", "\\", "，", "é", "partial", "=", "**", "list<", ">",
            ":", "external",
        ]
        var state: UInt64 = 42
        for _ in 0..<4_000 {
            var text = ""
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += parts[Int(state >> 33) % parts.count] + (state & 1 == 0 ? " " : "")
            }
            guard let expression = try? FEELExpression(parsing: text) else { continue }
            _ = expression.evaluate(FEELContext([("a", 1)]))
        }
    }
}
