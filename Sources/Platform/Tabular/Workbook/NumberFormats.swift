/// Which of a workbook's cell styles show a number as a date (ECMA-376 part 1, 18.8).
struct NumberFormats: Sendable {
    enum Kind: Sendable, Hashable {
        case number, date, moment, time
    }

    private var styles: [Kind] = []
    private static let maximumStyles = 100_000

    init() {}

    init(_ stream: any ChunkStream) throws(TabularError) {
        let markup = MarkupReader(stream)
        var codes: [Int: Kind] = [:]
        var isInStyles = false
        while true {
            switch try markup.next() {
            case .start:
                if markup.isNamed("numFmt"), let id = markup.attribute("numFmtId").flatMap({ Int($0) }),
                    let code = markup.attribute("formatCode")
                {
                    codes[id] = NumberFormats.kind(of: code)
                } else if markup.isNamed("cellXfs") {
                    isInStyles = true
                } else if isInStyles, markup.isNamed("xf") {
                    let id = markup.attribute("numFmtId").flatMap { Int($0) } ?? 0
                    styles.append(codes[id] ?? NumberFormats.builtIn(id))
                    if styles.count > NumberFormats.maximumStyles { throw TabularError(.tooLarge) }
                }
            case .end: if markup.isNamed("cellXfs") { isInStyles = false }
            case .text: break
            case .finished: return
            }
        }
    }

    /// How a style shows numbers.
    func kind(style: Int) -> Kind { style >= 0 && style < styles.count ? styles[style] : .number }

    private static func builtIn(_ id: Int) -> Kind {
        switch id {
        case 14...17, 27...31, 34...36, 50...54, 57...58: .date
        case 22: .moment
        // 32, 33, 55 and 56 are times in the Chinese and Japanese sets.
        case 18...21, 32...33, 45...47, 55...56: .time
        default: .number
        }
    }

    /// Reads a format code: quoted and bracketed parts say nothing, except that `[h]` counts hours.
    static func kind(of code: String) -> Kind {
        var hasDate = false
        var hasTime = false
        var hasMonth = false
        var isQuoted = false
        var isEscaped = false
        var bracket: [Character]?
        let section = code.replacing("General", with: "").replacing("G/通用格式", with: "")
        for character in section {
            if isEscaped {
                isEscaped = false
                continue
            }
            if let open = bracket {
                if character == "]" {
                    let word = String(open).lowercased()
                    if !word.isEmpty, word.allSatisfy({ "hms".contains($0) }) { hasTime = true }
                    bracket = nil
                } else {
                    bracket = open + [character]
                }
                continue
            }
            switch character {
            case "\"": isQuoted.toggle()
            case _ where isQuoted: break
            case "\\", "_", "*": isEscaped = true
            case "[": bracket = []
            case "y", "Y", "d", "D": hasDate = true
            case "m", "M": hasMonth = true
            case "h", "H", "s", "S": hasTime = true
            // Only the first section decides; the others are for negative numbers and text.
            case ";" where hasDate || hasTime || hasMonth: return kind(hasDate || (hasMonth && !hasTime), hasTime)
            default: break
            }
        }
        return kind(hasDate || (hasMonth && !hasTime), hasTime)
    }

    private static func kind(_ isDate: Bool, _ isTime: Bool) -> Kind {
        isDate ? (isTime ? .moment : .date) : (isTime ? .time : .number)
    }
}
