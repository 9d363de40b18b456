import Diagnostics
import PatternEngine
import Testing

@Suite struct `XPath patterns` {
    @Test(arguments: [
        ("bra", "", "abracadabra", true), ("^a.*a$", "", "abracadabra", true), ("^bra", "", "abracadabra", false),
        ("Mary.Jones", "", "Mary\rJones", false), ("Mary.Jones", "s", "Mary\rJones", true),
        ("^$", "m", "\nabcd\ndefg\n", true),
        ("^$", "m", "abcd\n\ndefg\n ", true), ("^defg$", "m", "abc\ndefg\nx", true),
        ("^defg$", "", "abc\ndefg\nx", false),
        ("hello\\ sworld", "x", "hello world", true), ("hello[ ]world", "x", "hello world", true),
        ("he ll o[ ]worl d", "x", "hello world", true),
        ("\\p{ I s B a s i c L a t i n }+", "x", "hello", true), ("\u{4B}", "i", "\u{212A}", true),
        ("k", "i", "\u{212A}", true),
        ("[A-Z-[OI]]", "i", "x", true), ("[A-Z-[OI]]", "i", "O", false), ("[A-Z-[OI]]", "i", "i", false),
        ("[^Q]", "i", "q", false),
        ("[A-Z]*", "i", "abZ", true), ("(a)\\1", "i", "aA", true), ("(a)\\1", "", "aA", false),
        ("x[y-z]", "q", "x[y-z]", true), ("X[y-Z]", "qi", "x[Y-z]", true),
        ("(?:abra(?:cad)?)*", "q", "abracadabra", false), ("\\i\\c*", "", "a:b-9", true), ("^\\c+$", "", "a b", false),
        ("^\\I$", "", "9", true),
        ("^\\d+$", "", "1٣", true), ("^\\w+$", "", "a一9", true), ("\\w", "", "-。 ", false),
        ("^\\s$", "", "\u{A0}", false), ("[\\p{IsCJKUnifiedIdeographs}]", "", "网", true),
        ("^[\\i-[:]][\\c-[:]]*$", "", "a:b", false), ("^[^\\d-[0-4]]$", "", "x", true),
        ("[a-z-[aeiou]]", "", "e", false), ("a{0,1}b", "", "b", true),
        ("^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10$", "", "abcdefghijj", true), ("^(a)\\10$", "", "aa0", true),
        ("[\\-\\[\\]]", "", "]", true), ("[a-]", "", "-", true),
    ])
    func `matches are those of the standard`(source: String, flags: String, text: String, expected: Bool) throws {
        #expect(try Pattern(source, syntax: .xpath(flags: flags)).matches(text) == expected)
    }

    @Test(arguments: [
        ("bra", "p"), ("\\p{ IsBasicLatin}+", ""), ("(.)\\2", ""), ("\\3", ""), ("(asd)[\\1]", ""),
        ("(asd)[asd\\0]", ""), ("(a\\1)", ""), ("[]", ""), ("[^]", ""),
        ("\\b", ""), ("(?=a)", ""), ("\\u0041", ""), ("a{2,1}", ""), ("[z-a]", ""), ("a**", ""), ("\\p{Letter}", ""),
        ("\\p{IsNowhere}", ""), ("{", ""), ("[a[b]]", ""), ("[a-z-[a]b]", ""),
        ("pattern", "X"), ("pattern", " "),
    ])
    func `what the standard forbids is refused`(source: String, flags: String) {
        #expect(throws: PatternError.self) { try Pattern(source, syntax: .xpath(flags: flags)) }
    }

    @Test(arguments: [
        ("abracadabra", "bra", "*", "a*cada*"), ("abracadabra", "a.*a", "*", "*"),
        ("abracadabra", "a.*?a", "*", "*c*bra"),
        ("abracadabra", "a(.)", "a$1$1", "abbraccaddabbra"), ("AAAA", "A+?", "b", "bbbb"),
        ("darted", "^(.*?)d(.*)$", "$1c$2", "carted"),
        ("abcd", "(ab)|(a)", "[1=$1][2=$2]", "[1=ab][2=]cd"), ("abc", "b", "\\$\\\\$0$9", "a$\\bc"),
        ("abc", "(b)", "$10", "ab0c"), ("松禾县", "禾", "和", "松和县"),
    ])
    func `matches are replaced`(text: String, source: String, replacement: String, expected: String) throws {
        #expect(try Pattern(source, syntax: .xpath()).replacing(text, with: replacement) == expected)
    }

    @Test func `a replacement is literal under the flag q and checked otherwise`() throws {
        #expect(try Pattern("a.b", syntax: .xpath(flags: "q")).replacing("xa.bx", with: "$1\\") == "x$1\\x")
        for replacement in ["$", "$x", "\\", "\\n", "a\\"] {
            let error = #expect(throws: PatternError.self) {
                try Pattern("a", syntax: .xpath()).replacing("a", with: replacement)
            }
            #expect(error?.code == .invalidReplacement)
        }
        let error = #expect(throws: PatternError.self) { try Pattern("a*", syntax: .xpath()).replacing("a", with: "b") }
        #expect(error?.code == .matchesEmpty)
        #expect(error?.message.en.isEmpty == false)
    }

    @Test func `texts are split`() throws {
        #expect(try Pattern(";", syntax: .xpath()).split("a;b;c;;") == ["a", "b", "c", "", ""])
        #expect(try Pattern("\\s+", syntax: .xpath()).split(" red green") == ["", "red", "green"])
        #expect(try Pattern(",", syntax: .xpath()).split("") == [])
        #expect(try Pattern("、|,", syntax: .xpath()).split("一、二,三") == ["一", "二", "三"])
        #expect(throws: PatternError.self) { try Pattern(".?", syntax: .xpath()).split("abba") }
    }

    @Test func `whole matches go back for a longer one`() throws {
        let pattern = try Pattern("a|ab", syntax: .xpath())
        #expect(try pattern.matchesWhole("ab"))
        #expect(try !pattern.matchesWhole("abc"))
        #expect(pattern == (try Pattern("a|ab", syntax: .xpath())))
        #expect(pattern != (try Pattern("a|ab", syntax: .ecma)))
    }
}
