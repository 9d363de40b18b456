import Foundation
import Testing

/// Contrast of the pairs of tokens that stand on one another (WCAG 2.2, 1.4.3 and 1.4.11).
@Suite struct ContrastTests {
    /// The tokens of a theme; what a theme does not say it takes from the standard.
    static func tokens(dark: Bool) throws -> [String: String] {
        let sheet = try #require(Repository.styles.first { $0.path.hasSuffix("10-tokens.css") }).text
        let halves = sheet.components(separatedBy: "[data-theme=\"dark\"]")
        try #require(halves.count == 2)
        func read(_ text: String) -> [String: String] {
            var result: [String: String] = [:]
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                guard parts.count == 2, parts[0].hasPrefix("--"), parts[1].hasPrefix("#") else { continue }
                result[String(parts[0].dropFirst(2))] = String(parts[1].dropLast())
            }
            return result
        }
        let standard = read(halves[0])
        return dark ? standard.merging(read(halves[1])) { $1 } : standard
    }

    static func luminance(_ colour: String) throws -> Double {
        let digits = Array(colour.dropFirst())
        try #require(digits.count == 6, "\(colour)")
        let channels = try stride(from: 0, to: 6, by: 2).map { index in
            let value = Double(try #require(Int(String(digits[index...index + 1]), radix: 16))) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    static func contrast(_ one: String, _ other: String) throws -> Double {
        let (a, b) = (try luminance(one), try luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    static let text: [(String, String)] = [
        ("ink", "paper"), ("ink", "surface"), ("ink", "sunk"), ("ink", "accent-soft"), ("ink", "open-soft"),
        ("ink", "negative-soft"),
        ("ink", "positive-soft"), ("ink", "info-soft"), ("ink", "neutral-soft"), ("ink-soft", "paper"),
        ("ink-soft", "surface"),
        ("ink-soft", "sunk"), ("accent", "paper"), ("accent", "surface"), ("accent", "accent-soft"),
        ("accent-strong", "accent-soft"),
        ("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-accent", "negative"),
        ("positive", "positive-soft"),
        ("negative", "negative-soft"), ("negative", "surface"), ("negative", "paper"), ("open", "open-soft"),
        ("info", "info-soft"), ("neutral", "neutral-soft"),
    ]

    /// White words on the green of the first page, on confirmations, at the foot and on the rail; the same in all themes.
    static let onGreen: [(String, String)] = ["hero-ink", "hero-ink-soft"].flatMap { ink in
        ["hero-from", "hero-via", "hero-to", "deep"].map { (ink, $0) }
    }

    static let shapes: [(String, String)] = [
        ("line-strong", "surface"), ("line-strong", "paper"), ("focus-ink", "paper"), ("focus-ink", "focus"),
        ("accent", "paper"),
        ("slice-1", "surface"), ("slice-3", "surface"), ("slice-4", "surface"), ("slice-5", "surface"),
        ("slice-6", "surface"),
    ]

    @Test func `the formula gives the known values`() throws {
        #expect(abs(try Self.contrast("#000000", "#ffffff") - 21) < 0.001)
        #expect(abs(try Self.contrast("#777777", "#ffffff") - 4.478) < 0.01)
    }

    @Test func `text of the standard theme has at least 4·5 to 1`() throws {
        let tokens = try Self.tokens(dark: false)
        for (above, below) in Self.text + Self.onGreen {
            let ratio = try Self.contrast(try #require(tokens[above]), try #require(tokens[below]))
            #expect(ratio >= 4.5, "\(above) on \(below): \(ratio)")
        }
    }

    @Test func `text of the dark screen has at least 7 to 1`() throws {
        let tokens = try Self.tokens(dark: true)
        for (above, below) in Self.text {
            let ratio = try Self.contrast(try #require(tokens[above]), try #require(tokens[below]))
            #expect(ratio >= 7, "\(above) on \(below): \(ratio)")
        }
    }

    @Test func `borders, focus and parts of charts have at least 3 to 1`() throws {
        for dark in [false, true] {
            let tokens = try Self.tokens(dark: dark)
            for (above, below) in Self.shapes where !(dark && above == "focus-ink" && below == "focus") {
                let ratio = try Self.contrast(try #require(tokens[above]), try #require(tokens[below]))
                #expect(ratio >= 3, "\(above) on \(below), dark: \(dark): \(ratio)")
            }
        }
    }
}
