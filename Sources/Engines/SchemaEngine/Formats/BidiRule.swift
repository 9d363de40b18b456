import PatternEngine

/// The rule for names in which some label runs from right to left (RFC 5893 §2).
enum BidiRule {
    static func holds(for labels: [[UInt32]]) -> Bool {
        // Nothing below the Hebrew block runs from right to left.
        guard labels.contains(where: { $0.contains { $0 >= 0x590 } }) else { return true }
        let classes = labels.map { $0.map(BidiClass.init) }
        let isBidi = classes.contains { $0.contains { $0 == .right || $0 == .arabicNumber } }
        return !isBidi || classes.allSatisfy(holds)
    }

    private static func holds(_ label: [BidiClass]) -> Bool {
        let last = label.last { $0 != .mark }
        switch label.first {
        case .right:
            let mixes = label.contains(.arabicNumber) && label.contains(.europeanNumber)
            let endsWell = last == .right || last == .europeanNumber || last == .arabicNumber
            return !label.contains(.left) && !label.contains(.other) && !mixes && endsWell
        case .left:
            let endsWell = last == .left || last == .europeanNumber
            return endsWell && label.allSatisfy { [.left, .europeanNumber, .neutral, .mark].contains($0) }
        default: return false
        }
    }
}

/// The bidirectional classes (Unicode Standard Annex 9), as far as the rule tells them apart.
private enum BidiClass {
    /// L
    case left
    /// R, AL
    case right
    /// AN
    case arabicNumber
    /// EN
    case europeanNumber
    /// ES, CS, ET, ON, BN: allowed on both sides.
    case neutral
    /// NSM
    case mark
    /// Embeddings and the like, which stand in no label.
    case other

    private static let sets: [(BidiClass, [String])] = [
        (.left, ["Left_To_Right"]), (.mark, ["Nonspacing_Mark"]), (.right, ["Right_To_Left", "Arabic_Letter"]),
        (.europeanNumber, ["European_Number"]), (.arabicNumber, ["Arabic_Number"]),
        (
            .neutral,
            [
                "European_Separator", "Common_Separator", "European_Terminator", "Other_Neutral", "Boundary_Neutral",
            ]
        ),
    ]

    init(_ value: UInt32) {
        let known = Self.sets.first { _, names in
            names.contains { UnicodeSet.having("Bidi_Class", $0)?.contains(value) ?? false }
        }
        self = known?.0 ?? .other
    }
}
