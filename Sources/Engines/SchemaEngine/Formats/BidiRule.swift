/// The rule for names in which some label runs from right to left (RFC 5893 §2).
enum BidiRule {
    private enum Class {
        case left
        case right
        case arabicNumber
        case europeanNumber
        case neutral
        case mark
    }

    static func holds(for labels: [[UInt32]]) -> Bool {
        let classes = labels.map { $0.map(classify) }
        let isBidi = classes.contains { $0.contains { $0 == .right || $0 == .arabicNumber } }
        return !isBidi || classes.allSatisfy(holds)
    }

    private static func holds(_ label: [Class]) -> Bool {
        let last = label.last { $0 != .mark }
        switch label.first {
        case .right:
            let mixes = label.contains(.arabicNumber) && label.contains(.europeanNumber)
            let endsWell = last == .right || last == .europeanNumber || last == .arabicNumber
            return !label.contains(.left) && !mixes && endsWell
        case .left:
            let endsWell = last == .left || last == .europeanNumber
            return !label.contains(.right) && !label.contains(.arabicNumber) && endsWell
        default: return false
        }
    }

    /// The bidirectional class, by the blocks whose letters run from right to left.
    private static func classify(_ value: UInt32) -> Class {
        switch value {
        case 0x30...0x39, 0x6F0...0x6F9: return .europeanNumber
        case 0x660...0x669, 0x66B...0x66C, 0x600...0x605, 0x6DD: return .arabicNumber
        case 0x2D, 0xB7, 0x375, 0x30FB: return .neutral
        case 0x200C, 0x200D: return .mark
        default: break
        }
        switch Unicode.Scalar(value)?.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return .mark
        default: break
        }
        switch value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return .right
        default: return .left
        }
    }
}
