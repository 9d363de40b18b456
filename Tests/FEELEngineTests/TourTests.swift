import Diagnostics
import FEELEngine
import Testing

/// The examples of the tour (FEELEngine.docc/Tour.md), which shows them as they stand here.
@Suite struct `A tour of FEEL` {
    @Test func `one: numbers are decimal`() throws {
        let sum = try FEELExpression(parsing: "0.1 + 0.2 = 0.3 and 1/3 * 3 < 1")
        #expect(sum.evaluate() == true)
        let half = try FEELExpression(parsing: "[decimal(2.5, 0), round half up(2.5, 0), 10 ** 33 + 1]")
        #expect(half.evaluate().description == "[2, 3, 1000000000000000000000000000000001]")
    }

    @Test func `two: variables are given by name, and names may have spaces`() throws {
        let due = try FEELExpression(
            parsing: "monthly fee * months of use", names: ["monthly fee", "months of use"])
        #expect(due.evaluate(FEELContext([("monthly fee", 30), ("months of use", 12)])) == 360)
        #expect(due.references == ["monthly fee", "months of use"])
    }

    @Test func `three: what is not known is null, and null is not no`() throws {
        let adult = try FEELExpression(parsing: "person.age >= 18", names: ["person"])
        #expect(adult.evaluate(FEELContext([("person", ["age": 20])])) == true)
        #expect(adult.evaluate(FEELContext([("person", [:])])) == .null)
        let careful = try FEELExpression(
            parsing: "if person.age = null then \"unknown\" else \"known\"", names: ["person"])
        #expect(careful.evaluate(FEELContext([("person", [:])])) == "unknown")
    }

    @Test func `four: dates are dates`() throws {
        let age = try FEELExpression(
            parsing: "years and months duration(born, day).years", names: ["born", "day"])
        let dates = FEELContext([
            ("born", FEELDate("2020-09-01").map(FEELValue.date) ?? .null),
            ("day", FEELDate("2026-08-31").map(FEELValue.date) ?? .null),
        ])
        #expect(age.evaluate(dates) == 5)
        let leap = try FEELExpression(parsing: "date(\"2024-02-29\") + duration(\"P1Y\") = date(\"2025-02-28\")")
        #expect(leap.evaluate() == true)
    }

    @Test func `five: lists are filtered, projected and gone through`() throws {
        let schools = FEELContext([
            ("schools", [["name": "一小", "places": 40], ["name": "二小", "places": 0], ["name": "三小", "places": 12]])
        ])
        let free = try FEELExpression(parsing: "schools[places > 0].name", names: ["schools"])
        #expect(free.evaluate(schools) == ["一小", "三小"])
        let all = try FEELExpression(parsing: "sum(for s in schools return s.places)", names: ["schools"])
        #expect(all.evaluate(schools) == 52)
        let full = try FEELExpression(parsing: "some s in schools satisfies s.places = 0", names: ["schools"])
        #expect(full.evaluate(schools) == true)
    }

    @Test func `six: contexts hold names, and functions are values`() throws {
        let fee = try FEELExpression(
            parsing: "{half: function(x) x / 2, full: 90, child: half(full)}.child")
        #expect(fee.evaluate() == 45)
        let growing = try FEELExpression(parsing: "for i in 1..5 return if i = 1 then 1 else partial[-1] * i")
        #expect(growing.evaluate() == [1, 2, 6, 24, 120])
    }

    @Test func `seven: cells of tables are unary tests`() throws {
        let cell = try FEELUnaryTests(parsing: "[6..18), > 60")
        #expect(cell.matches(6) == true && cell.matches(18) == false && cell.matches(70) == true)
        #expect(cell.matches(.null) != true)
        let other = try FEELUnaryTests(parsing: "not(\"town\", \"village\")")
        #expect(other.matches("county") == true)
        let asked = try FEELUnaryTests(parsing: "string length(?) = 18")
        #expect(asked.matches("11010519491231002X") == true)
    }

    @Test func `eight: ranges know how they lie to each other`() throws {
        let overlap = try FEELExpression(
            parsing:
                "overlaps([date(\"2026-07-01\")..date(\"2026-08-31\")], [date(\"2026-08-31\")..date(\"2026-09-30\")])")
        #expect(overlap.evaluate() == true)
        let before = try FEELExpression(parsing: "before([1..5), 5) and meets([1..5], [5..9])")
        #expect(before.evaluate() == true)
    }

    @Test func `nine: an error is a null with its reason`() throws {
        let wrong = try FEELExpression(parsing: "1 / count([]) + \"a\"")
        let outcome = wrong.outcome()
        #expect(outcome.value == .null)
        #expect(outcome.warnings.first?.code == .divisionByZero)
        do {
            _ = try FEELExpression(parsing: "1 + ")
        } catch {
            #expect(error.location.column == 5)
        }
    }

    @Test func `ten: what takes too long ends`() throws {
        let endless = try FEELExpression(
            parsing: "for a in 1..100000, b in 1..100000 return a * b",
            environment: FEELEnvironment(limits: FEELLimits(steps: 10_000)))
        let outcome = endless.outcome()
        #expect(outcome.value == .null && outcome.warnings.contains { $0.code == .tooComplex })
    }
}
