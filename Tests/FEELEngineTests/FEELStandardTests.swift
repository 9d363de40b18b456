import FEELEngine
import Testing

/// Corners of the standard, each with its clause in DMN 1.5.
@Suite struct FEELStandardTests {
    /// Both sides are FEEL; the second is what the first comes to.
    private func same(_ pairs: [(String, String)], sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (text, expected) in pairs {
            do {
                let value = try Feel.value(text)
                let wanted = try Feel.value(expected)
                #expect(value == wanted, "\(text) is \(value.text)", sourceLocation: sourceLocation)
            } catch {
                Issue.record("\(text): \(error)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test func `a list of one is its element where a built-in takes no list (10.3.2.9.4)`() throws {
        try same([
            ("contains([\"foobar\"], \"of\")", "false"), ("contains(string: [\"foobar\"], match: \"ob\")", "true"),
            ("abs([-1])", "1"), ("upper case([{n: \"a\"}][1].n)", "\"A\""), ("upper case([\"a\", \"b\"])", "null"),
            ("day of week([@\"2020-01-01\"])", "\"Wednesday\""), ("substring([\"abc\"], [2])", "\"bc\""),
            // Where lists and values of any type are taken, a list stays one.
            ("list contains([[1]], [1])", "true"), ("count([[1, 2]])", "1"), ("append([1], [2])", "[1, [2]]"),
            ("string([1])", "\"[1]\""), ("index of([[1], 1], [1])", "[1]"), ("is([1], 1)", "false"),
            ("[10] * 10", "null"),
        ])
    }

    @Test func `ranges open at one end are the comparisons they stand for (rule 66, table 72)`() throws {
        try same([
            ("range(\"[18..)\")", "(>=18)"), ("range(\"(18..)\")", "(>18)"), ("range(\"]18..[\")", "(>18)"),
            ("range(\"(..18)\")", "(<18)"), ("range(\"]..18]\")", "(<=18)"), ("range(\" ( .. -1.5 ] \")", "(<= -1.5)"),
            ("range(\"[@\\\"2024-01-01\\\"..)\")", "(>= @\"2024-01-01\")"), ("20 in range(\"[18..)\")", "true"),
            ("range(\"[..2]\")", "null"), ("range(\"[1..]\")", "null"), ("range(\"(..)\")", "null"),
            ("range(\"[1..2]\")", "[1..2]"), ("range(\"[\\\"a..b\\\"..\\\"c\\\"]\") = [\"a..b\"..\"c\"]", "true"),
            // Ends are literals (rule 67).
            ("range(\"[1+1..3]\")", "null"), ("range(\"[(1)..3]\")", "null"), ("range(\"[x..3]\")", "null"),
            ("range(\"[date(2024, 1, 1)..date(\\\"2024-02-01\\\")]\")", "[date(2024, 1, 1)..date(2024, 2, 1)]"),
            ("range(\"[3..1]\")", "null"), ("range(\"[]\")", "null"), ("range(\"\")", "null"),
        ])
    }

    @Test func `an interval has ends of one type, the first not after the second (10.3.2.7)`() throws {
        try same([
            ("[@\"1970-01-01\"..@\"1970-01-02T00:00:00\"]", "null"),
            ("[@\"1970-01-01T00:00:00\"..@\"1970-01-02\"]", "null"),
            ("range(\"[@\\\"1970-01-01\\\"..@\\\"1970-01-02T00:00:00\\\"]\")", "null"), ("[1..\"a\"]", "null"),
            ("[3..1]", "null"), ("[\"z\"..\"a\"]", "null"), ("[3..1] instance of range<number>", "false"),
            ("{a: 3, r: [a..1]}.r", "null"), ("before(1, [3..1])", "null"), ("includes([10..1], 5)", "null"),
            ("[1..1].start", "1"), ("2 in (1..3)", "true"), ("[1..null].end", "null"),
            ("for i in [2..1] return i", "null"), ("for i in [1..2] return i", "[1, 2]"),
            // What is gone through may run downwards (rule 46).
            ("for i in 2..1 return i", "[2, 1]"),
        ])
        // A cell that holds for nothing holds for nothing, and says nothing else.
        let tests = try FEELUnaryTests(parsing: "[18..10]", names: [])
        #expect(tests.matches(12) != true && tests.matches(.null) != true)
        let computed = try FEELUnaryTests(parsing: "[low..high]", names: ["low", "high"])
        let ends = FEELContext([("low", 18), ("high", 10)])
        #expect(computed.matches(12, ends) != true && computed.matches(.null, ends) != true)
    }

    @Test func `an end that a range has not is missed only where it matters (table 78)`() throws {
        try same([
            ("coincides((<5), (<5))", "true"), ("coincides((<5), (<=5))", "false"), ("coincides((<5), (>5))", "false"),
            ("finishes(5, (<=5))", "true"), ("finishes(5, (<5))", "false"), ("starts(5, (>=5))", "true"),
            ("started by((>=5), 5)", "true"), ("finished by((<=5), 5)", "true"), ("includes((<=5), 5)", "true"),
            ("during(5, (>=5))", "true"), ("includes((<10), 5)", "null"), ("starts((>5), (>6))", "false"),
            ("before((<5), (>5))", "true"), ("before((<5), 7)", "true"), ("after(7, (<5))", "true"),
            ("meets((<=5), (>=5))", "true"), ("overlaps([1..5], [5..8])", "true"),
            ("overlaps([1..5), [5..8])", "false"),
            ("overlaps before([1..5], [3..8])", "true"), ("overlaps after([3..8], [1..5])", "true"),
        ])
    }

    @Test func `a built-in is a function of each of its forms (10.3.2.9.2, 10.3.4)`() throws {
        try same([
            ("{f: function(g: function<number, number>->number) g(1, 2), r: f(sum)}.r", "3"),
            ("{f: function(g: function<number>->number) g(1.5), r: f(floor)}.r", "1"),
            ("{f: function(g: function<string, number>->string) g(\"abc\", 2), r: f(substring)}.r", "\"bc\""),
            ("sum instance of function<number, number>->number", "true"),
            ("sum instance of function<list<number>>->number", "true"),
            ("date instance of function<number, number, number>->date", "true"),
            ("sqrt instance of function<number, number>->number", "false"),
        ])
    }

    @Test func `functions are of a type by all their parameters and their result (10.3.2.9.2)`() throws {
        try same([
            ("(function(a: number) a) instance of function<string>->Any", "false"),
            ("(function(a: number) a) instance of function<number>->Any", "true"),
            ("(function(a) a) instance of function<>->Any", "false"),
            ("(function(a) a) instance of function<string>->Any", "true"),
            ("(function() 1) instance of function<>->Any", "true"),
            (
                "(function(a: context<x: string>): string a.x) instance of function<context<x: string, y: number>>->Any",
                "true"
            ),
            ("(function(a: context<x: string, y: number>) 1) instance of function<context<x: string>>->Any", "false"),
            ("(function(a: list<Any>): list<number> a) instance of function<list<string>>->list<Any>", "true"),
            ("(function(a): number a) instance of function<string>->string", "false"),
            ("1 instance of function<>->Any", "false"),
        ])
    }

    @Test func `parameters that are not named are null (10.3.2.13.5)`() throws {
        try same([
            ("(function(a, b) a)(a: 3)", "3"), ("(function(a, b) if b = null then \"none\" else b)(a: 3)", "\"none\""),
            ("(function(a, b) a)(c: 3)", "null"), ("(function(a, b) a)(3)", "null"),
            ("(function(a, b) a)(a: 1, a: 2)", "null"),
        ])
    }

    @Test func `the tested value has its name among tests (table 55)`() throws {
        try same([
            ("5 in (? > 3)", "true"), ("2 in (? > 3)", "false"), ("\"abc\" in (contains(?, \"b\"), \"x\")", "true"),
            ("[for x in [1, 5] return x in (? > 3, 1)]", "[[true, true]]"),
            ("(5 in (? > 3)) and 1 in (1, 2)", "true"),
        ])
    }

    @Test func `positions in nothing are nothing (table 68)`() throws {
        try same([
            ("null[1]", "null"), ("null[-1]", "null"), ("null[0]", "null"), ("null[1 + 1]", "null"),
            ("null[item > 1]", "[]"),
        ])
    }

    @Test func `question marks and keywords are parts of names (rules 27 and 28)`() throws {
        #expect(try Feel.value("what if? + 1", [("what if?", 2)]) == 3)
        #expect(try Feel.value("who? = \"x\"", [("who?", "x")]) == true)
        try same([("{a?: 1}.a?", "1"), ("{x in y: 3, z: x in y + 1}.z", "4"), ("{a and b: 1}.a and b", "1")])
    }

    @Test func `seconds have their fraction, zones may be written small (tables 64, 66, 72)`() throws {
        try same([
            ("@\"10:30:01.5\".second", "1.5"), ("@\"2024-01-01T00:00:59.25Z\".second", "59.25"),
            ("@\"PT1.5S\".seconds", "1.5"), ("@\"-PT1.5S\".seconds", "-1.5"), ("@\"10:30:01\".second", "1"),
            ("time(\"23:59:00z\") = time(\"23:59:00Z\")", "true"),
            ("is(time(\"23:00:50z\"), time(\"23:00:50+00:00\"))", "true"),
        ])
    }

    @Test func `points and ranges by name go by their order; points coincide with points (table 78)`() throws {
        try same([
            ("before(range: [1..2], point: 3)", "true"), ("before(point: 3, range: [1..2])", "false"),
            ("after(range: [4..5], point: 3)", "true"), ("coincides(1, [1..5])", "null"),
            ("coincides(1, 1)", "true"), ("coincides([1..5], [1..5])", "true"),
        ])
    }

    @Test func `powers of halves are roots`() throws {
        try same([
            ("4 ** 0.5", "2"), ("4 ** -0.5", "0.5"), ("9 ** 1.5", "27"), ("2 ** 0.5 = sqrt(2)", "true"),
            ("(-4) ** 0.5", "null"),
        ])
    }

    @Test func `brackets are read as what they can be (rules 8, 9, 16, 50, 54)`() throws {
        try same([
            // A filter at the end of an interval, and signs that close one.
            ("{list: [5, 6], r: 5 in [1..list[1]]}.r", "true"), ("{list: [5, 6], r: 6 in (1..list[2])}.r", "false"),
            ("{list: [{a: 6}], r: 6 in [1..list[1].a]}.r", "true"), ("{list: [5], r: 7 in [1..list[1] + 2]}.r", "true"),
            ("{list: [5], r: for i in [4..list[1]] return i}.r", "[4, 5]"), ("5 in [1..5[", "false"),
            ("{a: ]1..5[, b: [1]}.b", "[1]"), ("count([]1..5[, 2])", "2"), ("(]1..5[).end", "5"),
            ("{list: [1, 9], r: 5 in ]list[1]..list[2][}.r", "true"),
            ("{list: [[1, 9]], r: 5 in ]list[1][1]..list[1][2][}.r", "true"),
            // A list that begins with an interval, and one with nothing.
            ("[]1..3]][1].end", "3"), ("5 in []1..3], [4..6]]", "true"), ("[] = []", "true"), ("[][1]", "null"),
            ("count([]) + 1", "1"), ("concatenate([], []0..1]]) = [(0..1]]", "true"),
            // What stands in parentheses behind `in` may go on.
            ("5 in ([5, 6])[1]", "true"), ("{c: {b: 5}, r: 5 in (c).b}.r", "true"), ("5 in (2+3)*1", "true"),
            ("5 in (2+3) + 0", "true"), ("5 in (for i in [5] return i)[true]", "true"), ("5 in (1, 5)", "true"),
            ("5 in (<6) and true", "true"), ("1 /* whole */ + 1", "2"),
        ])
    }

    @Test func `what was read for something else names nothing that is missing`() throws {
        func unknown(_ text: String) throws -> [String] {
            let scope = FEELScope(environment: .standard)
            scope.declare(variable: "list")
            _ = try scope.compile(text)
            return scope.unknownNames.map(\.name)
        }
        #expect(try unknown("if list = null then [] else list").isEmpty)
        #expect(try unknown("[1..list[1]]").isEmpty)
        #expect(try unknown("5 in (list)[1]").isEmpty)
        #expect(try unknown("5 in (lost)[1]") == ["lost"])
        #expect(try unknown("if [] = lost then [] else gone") == ["lost", "gone"])
    }

    @Test func `a comment has an end (10.3.1.2)`() {
        #expect(throws: FEELError.self) { try Feel.value("1 /* half") }
    }

    @Test func `brackets that begin what does not end are given up at once`() {
        for text in ["[1..a[", "[]", "[1..[", "5 in (a)[", "[]1.."] {
            let began = ContinuousClock.now
            _ = try? FEELExpression(parsing: String(repeating: text, count: 3_000), names: ["a"])
            #expect(began.duration(to: .now) < .seconds(5))
        }
    }

    @Test func `of two times the one without an offset has the other's (table 54)`() throws {
        try same([
            ("@\"10:00:00\" < @\"11:00:00+05:00\"", "true"), ("@\"10:00:00\" > @\"09:00:00-05:00\"", "true"),
            ("@\"2020-01-01T10:00:00\" < @\"2020-01-01T11:00:00+05:00\"", "true"),
            ("@\"10:00:00\" in [@\"09:00:00+05:00\"..@\"11:00:00+05:00\"]", "true"),
            // They are not equal all the same, so one is not at most the other either.
            ("@\"10:00:00\" = @\"10:00:00Z\"", "false"), ("@\"10:00:00\" <= @\"10:00:00Z\"", "false"),
            ("@\"10:00:00\" < @\"10:00:00Z\"", "false"), ("@\"10:00:00Z\" <= @\"11:00:00+01:00\"", "true"),
        ])
    }

    @Test func `what lies beyond one end lies outside, whatever the other is (tables 50, 55)`() throws {
        try same([
            ("1 between 2 and null", "false"), ("1 between null and 0", "false"), ("1 between 2 and \"a\"", "false"),
            ("2 between 1 and null", "null"), ("null between 1 and 2", "null"), ("2 between 1 and 3", "true"),
            ("5 in [6..null]", "false"), ("20 in (null..10]", "false"), ("5 in [1..null]", "null"),
        ])
    }

    @Test func `parameters keep their bounds (tables 72, 75)`() throws {
        try same([
            ("number(\"1.500\", \".\", null)", "1500"), ("number(\"1,000\", \",\")", "null"),
            ("number(\"1.5\", \".\", \".\")", "null"), ("sublist([1, 2, 3], 1, 0)", "null"),
            ("sublist([1, 2, 3], 1, 1)", "[1]"), ("duration(\"PT1.5S\")", "duration(\"PT1.500S\")"),
        ])
    }
}
