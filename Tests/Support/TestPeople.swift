/// Identity numbers whose division exists nowhere, with the check character that fits.
package enum TestPeople {
    /// The number of a birth date written `YYYYMMDD` and a serial number.
    package static func number(_ birthDate: String, _ serial: Int, division: String = "990121") -> String {
        let digits = String(serial)
        let body = division + birthDate + String(repeating: "0", count: 3 - digits.count) + digits
        return body + checkCharacter(body)
    }

    /// The 15-digit form that a number of the twentieth century had.
    package static func oldForm(_ number: String) -> String {
        String(number.prefix(6) + number.dropFirst(8).prefix(9))
    }

    /// The same number with a check character that does not fit.
    package static func broken(_ number: String) -> String {
        number.dropLast() + (number.last == "1" ? "2" : "1")
    }

    /// GB 11643-1999: the weighted sum of the digits modulo 11.
    private static func checkCharacter(_ body: String) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
        return String(Array("10X98765432")[sum % 11])
    }
}
