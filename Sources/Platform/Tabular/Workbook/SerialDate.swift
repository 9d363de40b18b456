package import WorkCalendar

/// The day numbers of spreadsheets (ECMA-376 part 1, 18.17.4).
package enum SerialDate: Sendable, Hashable {
    /// Day 1 is 1900-01-01, and 1900 wrongly has a 29 February, day 60.
    case from1900
    /// Day 0 is 1904-01-01.
    case from1904

    /// The date of a whole day number; `nil` when there is no such day.
    package func date(_ day: Int) -> CivilDate? {
        switch self {
        case .from1900:
            guard (1...2_958_465).contains(day), day != 60 else { return nil }
            return CivilDate(dayNumber: day < 60 ? day - 25_568 : day - 25_569)
        case .from1904:
            guard (0...2_957_003).contains(day) else { return nil }
            return CivilDate(dayNumber: day - 24_107)
        }
    }

    /// The cell of a number that is shown as a date or a time.
    func cell(_ stored: ArraySlice<UInt8>, _ kind: NumberFormats.Kind) -> Cell {
        let text = String(decoding: stored, as: UTF8.self)
        guard let number = Double(text), number.isFinite, abs(number) < 3_000_000 else {
            return .fault(.noSuchDate(text))
        }
        // A whole second is the least that people write; the rest is binary noise.
        let seconds = Int((number * 86_400).rounded())
        let day = seconds >= 0 ? seconds / 86_400 : -1
        let second = seconds - day * 86_400
        if kind == .time, seconds >= 0 { return .time(second: seconds) }
        guard seconds >= 0, let date = date(day) else { return .fault(.noSuchDate(text)) }
        return kind == .date && second == 0 ? .date(date) : .moment(date, second: second)
    }
}
