import FEELEngine
import Testing

/// The decimal of 34 digits.
@Suite struct FEELNumberTests {
    @Test(arguments: [
        ("0.1", "0.2", "0.3"), ("9999999999999999999999999999999999", "1", "10000000000000000000000000000000000"),
        ("1e30", "1e-10", "1000000000000000000000000000000"), ("-5", "5", "0"), ("1.10", "2.2", "3.3"),
        ("4611686018427387903", "4611686018427387903", "9223372036854775806"),
    ])
    func `sums are exact within 34 digits`(left: String, right: String, sum: String) {
        #expect(Feel.number(left).adding(Feel.number(right))?.description == sum)
    }

    @Test(arguments: [
        ("1", "3", "0.3333333333333333333333333333333333"), ("2", "3", "0.6666666666666666666666666666666667"),
        ("100", "10", "10"), ("1", "8", "0.125"), ("-7", "2", "-3.5"),
        ("1e33", "7e33", "0.1428571428571428571428571428571429"),
    ])
    func `quotients are rounded half even`(left: String, right: String, quotient: String) {
        #expect(Feel.number(left).divided(by: Feel.number(right))?.description == quotient)
    }

    @Test func `products keep 34 digits`() {
        let nines = Feel.number("9999999999999999999999999999999999")
        #expect(
            nines.multiplied(by: nines)?.description == "9999999999999999999999999999999998"
                + String(repeating: "0", count: 34))
        #expect(Feel.number("0.1").multiplied(by: Feel.number("0.1")) == Feel.number("0.01"))
    }

    @Test func `nothing is divided by zero and nothing exceeds the range`() {
        #expect(FEELNumber(1).divided(by: 0) == nil)
        #expect(FEELNumber(0).divided(by: 0) == nil)
        #expect(Feel.number("1e6000").multiplied(by: Feel.number("1e6000")) == nil)
        #expect(FEELNumber("1e7000") == nil)
        #expect(FEELNumber("1e-7000") == 0)
    }

    @Test(arguments: [
        ("12", "5", "2"), ("-12", "5", "3"), ("12", "-5", "-3"), ("-12", "-5", "-2"), ("10.1", "4.5", "1.1"),
        ("-10.1", "4.5", "3.4"),
    ])
    func `a remainder has the sign of the divisor`(left: String, right: String, rest: String) {
        #expect(Feel.number(left).modulo(Feel.number(right))?.description == rest)
    }

    @Test func `equal values are equal however they are written`() {
        #expect(Feel.number("1.0") == Feel.number("1"))
        #expect(Feel.number("1.0").hashValue == Feel.number("1").hashValue)
        #expect(Feel.number("-0") == Feel.number("0.000"))
        #expect(Feel.number("1e3").integer == 1000)
        #expect(Feel.number("1.5").integer == nil)
        #expect(Feel.number("99999999999999999999").integer == nil)
    }

    @Test func `order does not depend on the exponent`() {
        let sorted = ["-1e10", "-2", "-0.5", "0", "1e-20", "0.5", "1.00", "1e2", "1e30"].map(Feel.number)
        #expect(sorted.shuffled(using: &Self.generator).sorted() == sorted)
    }

    nonisolated(unsafe) private static var generator = SystemRandomNumberGenerator()

    @Test(arguments: [
        (FEELNumber.Rounding.halfEven, "2", "-2"), (.up, "3", "-3"), (.down, "2", "-2"), (.halfUp, "3", "-3"),
        (.halfDown, "2", "-2"), (.floor, "2", "-3"), (.ceiling, "3", "-2"),
    ])
    func `each rounding treats a tie its way`(rounding: FEELNumber.Rounding, above: String, below: String) {
        #expect(Feel.number("2.5").rounded(toScale: 0, rounding)?.description == above)
        #expect(Feel.number("-2.5").rounded(toScale: 0, rounding)?.description == below)
    }

    @Test func `roots, powers, exponentials and logarithms have 30 right digits`() {
        #expect(Feel.number("2").squareRoot()?.description.hasPrefix("1.41421356237309504880168872420") == true)
        #expect(FEELNumber(1).exponential()?.description.hasPrefix("2.71828182845904523536028747135") == true)
        #expect(FEELNumber(2).logarithm()?.description.hasPrefix("0.69314718055994530941723212145") == true)
        #expect(FEELNumber(2).raised(to: 100)?.description == "1267650600228229401496703205376")
        #expect(FEELNumber(2).raised(to: -2) == Feel.number("0.25"))
        #expect(FEELNumber(16).squareRoot() == 4)
        #expect(FEELNumber(-1).squareRoot() == nil)
        #expect(FEELNumber(0).logarithm() == nil)
    }

    @Test(arguments: ["", "-", "1.", ".", "1e", "1e+", "0x10", "1,0", " 1", "１"])
    func `what is no number is refused`(text: String) {
        #expect(FEELNumber(text) == nil)
    }
}
