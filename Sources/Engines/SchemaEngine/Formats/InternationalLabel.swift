import Foundation
import PatternEngine

/// Labels of internationalised names (IDNA2008: RFC 5891 §4.2, RFC 5892).
enum InternationalLabel {
    /// Whether a label says that it is an A-label.
    static func hasPrefix(_ label: [UInt8]) -> Bool {
        label.count >= 4 && label[0] | 0x20 == UInt8(ascii: "x") && label[1] | 0x20 == UInt8(ascii: "n")
            && label[2] == 0x2D && label[3] == 0x2D
    }

    /// The scalars that an ASCII label stands for; `nil` for an A-label that is not good.
    static func scalars(ofASCII label: [UInt8]) -> [UInt32]? {
        guard hasPrefix(label) else { return label.map { UInt32($0) } }
        let lowered = label.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        guard let scalars = Punycode.decode(lowered[4...]), isULabel(scalars),
            Punycode.encode(scalars) == Array(lowered[4...])
        else { return nil }
        return scalars
    }

    /// Whether scalars beyond ASCII make a label that may be registered.
    static func isULabel(_ scalars: [UInt32]) -> Bool {
        guard let first = scalars.first, scalars.contains(where: { $0 >= 0x80 }) else { return false }
        guard first != 0x2D, scalars.last != 0x2D else { return false }
        guard scalars.count < 4 || scalars[2] != 0x2D || scalars[3] != 0x2D else { return false }
        guard !isMark(first) else { return false }
        for place in scalars.indices where !isAllowed(place, in: scalars) { return false }
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        return String(view).precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value) == scalars
    }

    private static func isMark(_ value: UInt32) -> Bool {
        switch Unicode.Scalar(value)?.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// The derived property of RFC 5892 §3, with the contextual rules of its appendix A.
    private static func isAllowed(_ place: Int, in scalars: [UInt32]) -> Bool {
        let value = scalars[place]
        let before = place > 0 ? scalars[place - 1] : nil
        let after = place + 1 < scalars.count ? scalars[place + 1] : nil
        switch value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        case 0xB7: return before == 0x6C && after == 0x6C
        case 0x375: return after.map { isOf($0, "Greek") } ?? false
        case 0x5F3, 0x5F4: return before.map { isOf($0, "Hebrew") } ?? false
        case 0x30FB: return scalars.contains { isOf($0, "Hiragana") || isOf($0, "Katakana") || isOf($0, "Han") }
        case 0x660...0x669: return !scalars.contains { (0x6F0...0x6F9).contains($0) }
        case 0x6F0...0x6F9: return !scalars.contains { (0x660...0x669).contains($0) }
        case 0x200C: return before.map(isVirama) ?? false || JoiningType.joins(around: place, in: scalars)
        case 0x200D: return before.map(isVirama) ?? false
        case 0x2D, 0x30...0x39, 0x61...0x7A: return true
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return false
        case 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
        default: break
        }
        guard let properties = Unicode.Scalar(value)?.properties else { return false }
        if properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint { return false }
        if properties.isWhitespace || properties.isNoncharacterCodePoint { return false }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark,
            .spacingMark:
            return true
        default: return false
        }
    }

    private static func isOf(_ value: UInt32, _ script: String) -> Bool {
        UnicodeSet.having("Script", script)?.contains(value) ?? false
    }

    private static func isVirama(_ value: UInt32) -> Bool {
        Unicode.Scalar(value)?.properties.canonicalCombiningClass == .virama
    }
}

/// How letters join, for the zero width non-joiner (RFC 5892, appendix A.1).
private enum JoiningType {
    static func joins(around place: Int, in scalars: [UInt32]) -> Bool {
        let before = scalars[..<place].last { !has($0, "Transparent") }
        let after = scalars[(place + 1)...].first { !has($0, "Transparent") }
        guard let before, let after else { return false }
        return (has(before, "Left_Joining") || has(before, "Dual_Joining"))
            && (has(after, "Right_Joining") || has(after, "Dual_Joining"))
    }

    private static func has(_ value: UInt32, _ type: String) -> Bool {
        UnicodeSet.having("Joining_Type", type)?.contains(value) ?? false
    }
}
