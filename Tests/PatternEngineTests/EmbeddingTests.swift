import PatternEngine
import Testing

/// The example of PatternEngine.docc, which shows it as it stands here.
@Suite struct `Embedding the pattern engine` {
    @Test func `two syntaxes, one matcher, and an end to every search`() throws {
        let plate = try Pattern("^[A-Z-[IO]]{2}[0-9]{4}$", syntax: .xpath())
        #expect(try plate.matches("AB1234") && !plate.matches("AO1234"))
        let twice = try Pattern("(\\p{Ideographic})\\1", syntax: .ecma)
        #expect(try twice.firstMatch(in: "一网网格")?.text == "网网")
        let hostile = try Pattern("^(a+)+$", syntax: .ecma)
        #expect(throws: PatternError.self) { try hostile.matches(String(repeating: "a", count: 60) + "!") }
    }
}
