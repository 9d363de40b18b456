/// Powers of ten and digit counts for 128-bit coefficients.
enum PowersOfTen {
    private static let wide: [UInt128] = {
        var powers: [UInt128] = [1]
        for _ in 1...38 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    private static let floating: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Ten to the power `exponent`, 0 to 38.
    static func value(_ exponent: Int) -> UInt128 { wide[exponent] }

    /// Ten to the power `exponent`, 0 to 22, exactly.
    static func double(_ exponent: Int) -> Double { floating[exponent] }

    /// How many decimal digits a coefficient has; zero has none.
    static func digits(_ coefficient: UInt128) -> Int {
        if coefficient == 0 { return 0 }
        let bits = 128 - coefficient.leadingZeroBitCount
        let guess = (bits * 1233) >> 12
        return guess + (coefficient >= wide[guess] ? 1 : 0)
    }
}
