import Diagnostics
import FEELEngine
import Testing

/// Names, scopes, three-valued logic, functions.
@Suite struct FEELExpressionTests {
    @Test func `the longest name in scope wins`() throws {
        let variables: [(String, FEELValue)] = [("a", 1), ("b", 2), ("a-b", 10), ("a b", 20), ("户籍 地址", "青石镇")]
        #expect(try Feel.value("a-b", variables) == 10)
        #expect(try Feel.value("a - b", variables) == 10)
        #expect(try Feel.value("(a)-(b)", variables) == -1)
        #expect(try Feel.value("a  b + a", variables) == 21)
        #expect(try Feel.value("户籍 地址 + \"桃园村\"", variables) == "青石镇桃园村")
    }

    @Test func `unknown is neither true nor false`() throws {
        #expect(try Feel.value("null and true") == .null)
        #expect(try Feel.value("null and false") == false)
        #expect(try Feel.value("null or true") == true)
        #expect(try Feel.value("not(null)") == .null)
        #expect(try Feel.value("some x in [null, false] satisfies x") == .null)
        #expect(try Feel.value("every x in [null, false] satisfies x") == false)
        #expect(try Feel.value("null = false") == false)
        #expect(try Feel.value("null < 1") == .null)
        #expect(try Feel.value("1 = \"1\"") == .null)
    }

    @Test func `entries of the filtered element hide outer names`() throws {
        let rows: FEELValue = [["use": "residential", "m2": 90], ["use": "other", "m2": 50], ["m2": 10]]
        let variables: [(String, FEELValue)] = [("rows", rows), ("use", "other")]
        #expect(try Feel.value("rows[use = \"residential\"].m2", variables) == [90])
        #expect(try Feel.value("count(rows[use = \"other\"])", variables) == 2)
        #expect(try Feel.value("rows[-1].m2", variables) == 10)
        #expect(try Feel.value("rows[4]", variables) == .null)
        #expect(try Feel.value("[][item > 1]", variables) == [])
    }

    @Test func `functions close over variables and may call themselves`() throws {
        #expect(
            try Feel.value("{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(20)}.r").text
                == "2432902008176640000")
        #expect(try Feel.value("for x in [1, 2] return (function(y) x + y)(10)") == [11, 12])
        #expect(try Feel.value("sort([3, 1, 2], function(a, b) a > b)") == [3, 2, 1])
    }

    @Test func `extension functions may have spaces in their names`() throws {
        let same = FEELFunction(name: "same address", parameters: ["a", "b"]) { .boolean($0[0] == $0[1]) }
        let environment = FEELEnvironment(functions: [same])
        #expect(try Feel.value("same address(\"x\", \"x\")", environment: environment) == true)
        #expect(try Feel.value("same address(b: \"x\", a: \"y\")", environment: environment) == false)
        #expect(try Feel.value("same address(\"x\")", environment: environment) == .null)
    }

    @Test func `the variables read are known beforehand`() throws {
        let expression = try FEELExpression(
            parsing:
                "if child.birth_date > parameters.day then child.name else (some r in roll satisfies r.status = \"x\")",
            names: ["child", "parameters", "roll"])
        #expect(expression.references == ["child.birth_date", "parameters.day", "child.name", "roll"])
    }

    @Test func `an open scope looks single words up when it is evaluated`() throws {
        let expression = try FEELExpression(parsing: "amount > 10 and list contains(kinds, \"a\")")
        #expect(expression.evaluate(FEELContext([("amount", 11), ("kinds", ["a"])])) == true)
        #expect(expression.evaluate() == .null)
    }

    @Test(arguments: [
        ("1 +\n  )", 2, 3), ("if a then b", 1, 12), ("\"abc", 1, 5), ("[1..", 1, 5), ("{a: 1, a: 2}", 1, 10),
        ("1 2", 1, 3),
    ])
    func `errors say where`(text: String, line: Int, column: Int) {
        let error = #expect(throws: FEELError.self) { try FEELExpression(parsing: text) }
        #expect(error?.location.line == line)
        #expect(error?.location.column == column)
        #expect(error?.diagnostic.message.zh.isEmpty == false)
    }

    @Test func `errors become null with a coded warning`() throws {
        #expect(try Feel.warnings("1 + \"a\"") == ["feel.wrong-type"])
        #expect(try Feel.warnings("1 / 0") == ["feel.division-by-zero"])
        #expect(try Feel.warnings("nobody") == ["feel.unknown-name"])
        #expect(try Feel.warnings("date(\"2024-02-30\")") == ["feel.invalid-text"])
        #expect(try Feel.warnings("matches(\"a\", \"[\")") == ["feel.invalid-pattern"])
        for code in FEELWarning.Code.allCases { #expect(!FEELWarning(code).message.zh.isEmpty) }
    }

    @Test func `unary tests`() throws {
        func matches(_ tests: String, _ value: FEELValue) throws -> Bool? {
            try FEELUnaryTests(parsing: tests, names: []).matches(value)
        }
        #expect(try matches("-", .null) == true)
        #expect(try matches("< 6", 5) == true)
        #expect(try matches("[6..12)", 12) == false)
        #expect(try matches("\"a\", \"b\"", "b") == true)
        #expect(try matches("not(\"a\", \"b\")", "b") == false)
        #expect(try matches("not(null)", .null) == false)
        #expect(try matches("< 6", .null) == nil)
        #expect(try matches("count(?) > 1", [1, 2]) == true)
        #expect(try matches("null", .null) == true)
    }
}
