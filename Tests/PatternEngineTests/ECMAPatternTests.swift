import PatternEngine
import Testing

@Suite struct `ECMA-262 patterns` {
    @Test(
        arguments: [
            ("abc", "xabcx", "abc"), ("^abc$", "abc", "abc"), ("^abc$", "abc\n", nil), ("a|ab", "ab", "a"),
            ("(?:a|ab)(?:c|bcd)d*", "abcd", "abcd"), ("a*?b", "aaab", "aaab"), ("a{2,3}", "aaaa", "aaa"),
            ("a{2,3}?", "aaaa", "aa"), ("a{2}", "a", nil), ("x{0}", "x", ""), ("(a*)*", "b", ""),
            ("(z)((a+)?(b+)?(c))*", "zaacbbbcac", "zaacbbbcac"),
            ("\\d+", "a一12٣", "12"), ("\\w+", "é_9", "_9"), ("\\s", "\u{FEFF}", "\u{FEFF}"), ("\\S", " \u{3000}x", "x"),
            (".", "\u{2028}a", "a"),
            ("[^]", "\n", "\n"), ("[]", "a", nil), ("[a-c-]+", "b-d", "b-"), ("[\\w-]+", "a-b", "a-b"),
            ("[\\b]", "\u{8}", "\u{8}"),
            ("\\u{1F409}", "🐉", "🐉"), ("\\ud83d\\udc09", "🐉", "🐉"), ("^.$", "🐉", "🐉"),
            ("\\x41\\cA\\0", "A\u{1}\0", "A\u{1}\0"),
            ("\\bfoo\\b", "a foo b", "foo"), ("\\Boo", "foo", "oo"), ("(?=.*\\d)[a-z\\d]{4}", "ab1c", "ab1c"),
            ("a(?!b)", "abac", "a"),
            ("(?<=\\$)\\d+", "x$42", "42"), ("(?<!\\$)\\b\\d+", "$42 17", "17"), ("(?<=(\\d+)(\\d+))$", "1053", ""),
            ("(a)\\1", "aa", "aa"), ("\\1(a)", "aa", "a"), ("(?<y>\\d{4})-\\k<y>", "2026-2026", "2026-2026"),
            ("(?:(a)|b)*\\1", "ab", "ab"),
            ("\\p{Lu}\\p{L}*", "éÉa一", "Éa一"), ("\\p{Script_Free}?", "", nil), ("\\P{L}", "a1", "1"),
            ("\\p{gc=Decimal_Number}", "a٣", "٣"),
            ("\\p{Ideographic}+", "abc一网", "一网"), ("[\\p{L}\\d]+", "-一2-", "一2"), ("[^\\p{L}]", "一-", "-"),
            ("\\p{Script=Greek}+", "aαβ\u{1D26}", "αβ\u{1D26}"), ("\\p{sc=Grek}", "aα", "α"),
            ("\\P{sc=Han}+", "一ab网", "ab"),
            ("[\\p{Script_Extensions=Hira}]+", "ア\u{30FC}あ", "\u{30FC}あ"), ("\\p{scx=Hira}", "\u{30FC}", "\u{30FC}"),
            ("\\p{sc=Hira}", "\u{30FC}", nil), ("\\p{RI}{2}", "x🇨🇳", "🇨🇳"), ("\\p{Extended_Pictographic}", "a⌚", "⌚"),
            ("\\p{EComp}", "a#", "#"), ("\\/\\.", "/.", "/."),
            ("^(?:(?:a|b)+c)+$", "abcbc", "abcbc"), ("(?:a?){3}b", "aab", "aab"), ("^(?:a{2}){2}$", "aaaa", "aaaa"),
        ] as [(String, String, String?)])
    func `matches are found where ECMA-262 finds them`(source: String, text: String, expected: String?) throws {
        guard source != "\\p{Script_Free}?" else {
            #expect(throws: PatternError(.unknownProperty, offset: 15)) { try Pattern(source, syntax: .ecma) }
            return
        }
        let pattern = try Pattern(source, syntax: .ecma)
        let match = try pattern.firstMatch(in: text)
        #expect(match?.text == expected)
        #expect(try pattern.matches(text) == (expected != nil))
    }

    @Test func `groups follow the last round of a loop`() throws {
        let match = try Pattern("(z)((a+)?(b+)?(c))*", syntax: .ecma).firstMatch(in: "zaacbbbcac")
        #expect(match?.groups == ["zaacbbbcac", "z", "ac", "a", nil, "c"])
        let behind = try Pattern("(?<=(\\d+)(\\d+))$", syntax: .ecma).firstMatch(in: "1053")
        #expect(behind?.groups == ["", "1", "053"])
        let ahead = try Pattern("(?=(a+))a*b\\1", syntax: .ecma).firstMatch(in: "baaabac")
        #expect(ahead?.groups == ["aba", "a"])
        let not = try Pattern("(.*?)a(?!(a+)b\\2c)\\2(.*)", syntax: .ecma).firstMatch(in: "baaabaac")
        #expect(not?.groups == ["baaabaac", "ba", nil, "abaac"])
    }

    @Test(arguments: [
        "(", ")", "a)", "(?", "(?P<n>a)", "(?#c)", "(?i)a", "[a", "[b-a]", "[\\d-x]", "*a", "a**", "a{2,1}", "{", "}",
        "]", "a{",
        "\\a", "\\", "\\8", "\\1", "(a)\\2", "\\k<x>", "\\u12", "\\u{110000}", "\\x4", "\\c1", "\\p{", "\\p{Foo}",
        "\\pL", "(?<a>x)(?<a>y)",
        "(?<1>x)", "(?=a)*", "^*", "\\b+", "\\-", "\\01", "(?<=a",
    ])
    func `what the grammar with the u flag forbids is refused`(source: String) {
        #expect(throws: PatternError.self) { try Pattern(source, syntax: .ecma) }
    }

    @Test(arguments: ["(a+)+$", "(a|a)*$", "(a*)*b", "(?:a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*(.*)*(.*)*x"])
    func `a hostile pattern ends in an error`(source: String) throws {
        let pattern = try Pattern(source, syntax: .ecma)
        let error = #expect(throws: PatternError.self) {
            _ = try pattern.matches(String(repeating: "a", count: 200) + "!")
        }
        #expect(error?.code == .tooComplex)
    }

    @Test func `counts cost nothing before they are used`() throws {
        #expect(try !Pattern("((a{1000}){1000}){1000}", syntax: .ecma).matches("aaaa"))
        #expect(try Pattern("^(?:){2147483647}$", syntax: .ecma).matches(""))
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 5_000), syntax: .ecma) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 30_000), syntax: .ecma) }
    }

    @Test func `a long text is matched in time that grows with its length`() throws {
        let text = String(repeating: "一网通办 ", count: 100_000)
        #expect(try Pattern("^(?:\\p{L}+\\s)*$", syntax: .ecma).matches(text))
        #expect(try Pattern("x", syntax: .ecma).matches(text) == false)
    }
}
