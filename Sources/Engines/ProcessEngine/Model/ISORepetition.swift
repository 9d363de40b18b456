/// A repetition as ISO 8601 writes it: `R3/PT10M`, `R/P1D`, or with a start, `R5/2026-09-01T08:00:00Z/P1D`.
public struct ISORepetition: Sendable, Hashable {
    /// How many times; `nil` without end.
    public let count: Int?
    /// The first instant's text, where one is given.
    public let start: String?
    /// The time between two firings.
    public let interval: ISODuration
    /// The interval's text.
    public let intervalText: String

    /// Reads a repetition; `nil` for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3, let first = parts.first, first.first == "R",
            let last = parts.last, let interval = ISODuration(last)
        else { return nil }
        let digits = first.dropFirst()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.count <= 9 else { return nil }
        count = digits.isEmpty ? nil : Int(digits)
        start = parts.count == 3 ? parts[1] : nil
        self.interval = interval
        intervalText = last
    }
}
