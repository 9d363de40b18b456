/// A set of Unicode scalars: parts, less what is subtracted. ASCII is answered from a bitmap.
struct ScalarSet: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case range(UInt32, UInt32)
        /// A range of which one case variant is enough.
        case foldedRange(UInt32, UInt32)
        case property(ScalarProperty)
        case set(ScalarSet)
    }

    private let parts: [Part]
    private let isNegated: Bool
    private let subtracted: [ScalarSet]
    let lowASCII: UInt64
    let highASCII: UInt64

    init(_ parts: [Part], negated isNegated: Bool = false, subtracting subtracted: ScalarSet? = nil) {
        self.parts = parts
        self.isNegated = isNegated
        self.subtracted = subtracted.map { [$0] } ?? []
        var low: UInt64 = 0
        var high: UInt64 = 0
        for value in UInt32(0)..<128 where Self.decide(value, parts, isNegated, self.subtracted) {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }
        lowASCII = low
        highASCII = high
    }

    @inline(__always)
    func contains(_ scalar: UInt32) -> Bool {
        if scalar < 64 { return lowASCII >> UInt64(scalar) & 1 != 0 }
        if scalar < 128 { return highASCII >> UInt64(scalar - 64) & 1 != 0 }
        return Self.decide(scalar, parts, isNegated, subtracted)
    }

    private static func decide(_ scalar: UInt32, _ parts: [Part], _ isNegated: Bool, _ subtracted: [ScalarSet]) -> Bool
    {
        var found = false
        for part in parts where contains(scalar, part) {
            found = true
            break
        }
        return found != isNegated && !subtracted.contains { $0.contains(scalar) }
    }

    private static func contains(_ scalar: UInt32, _ part: Part) -> Bool {
        switch part {
        case .range(let low, let high): scalar >= low && scalar <= high
        case .foldedRange(let low, let high):
            scalar >= low && scalar <= high || CaseVariants.of(scalar).contains { $0 >= low && $0 <= high }
        case .property(let property): property.holds(for: scalar)
        case .set(let set): set.contains(scalar)
        }
    }

    static let digitASCII = ScalarSet([.range(0x30, 0x39)])
    static let wordASCII = ScalarSet([.range(0x30, 0x39), .range(0x41, 0x5A), .range(0x5F, 0x5F), .range(0x61, 0x7A)])
    /// ECMA-262 WhiteSpace and LineTerminator.
    static let spaceECMA = ScalarSet([
        .range(0x09, 0x0D), .range(0xFEFF, 0xFEFF), .range(0x2028, 0x2029), .property(.category([.spaceSeparator])),
    ])
    static let notLineECMA = ScalarSet(
        [.range(0x0A, 0x0A), .range(0x0D, 0x0D), .range(0x2028, 0x2029)], negated: true)
    static let all = ScalarSet([.range(0, 0x10FFFF)])
    static let none = ScalarSet([])
    static let digitXPath = ScalarSet([.property(.category([.decimalNumber]))])
    static let spaceXPath = ScalarSet([.range(0x09, 0x0A), .range(0x0D, 0x0D), .range(0x20, 0x20)])
    /// XSD 1.1 part 2, §G.4.2.5: everything but punctuation, separators and others.
    static let wordXPath = ScalarSet(
        [
            .property(.category(ScalarProperty.categories["P", default: []])),
            .property(.category(ScalarProperty.categories["Z", default: []])),
            .property(.category(ScalarProperty.categories["C", default: []])),
        ], negated: true)
    static let notLineXPath = ScalarSet([.range(0x0A, 0x0A), .range(0x0D, 0x0D)], negated: true)
    /// XML 1.0 NameStartChar (with the colon, as XSD's `\i` has it).
    static let nameStart = ScalarSet(nameStartParts)
    /// XML 1.0 NameChar.
    static let nameCharacter = ScalarSet(
        nameStartParts + [
            .range(0x2D, 0x2E), .range(0x30, 0x39), .range(0xB7, 0xB7), .range(0x300, 0x36F), .range(0x203F, 0x2040),
        ])
    private static let nameStartParts: [Part] = [
        .range(0x3A, 0x3A), .range(0x41, 0x5A), .range(0x5F, 0x5F), .range(0x61, 0x7A), .range(0xC0, 0xD6),
        .range(0xD8, 0xF6), .range(0xF8, 0x2FF), .range(0x370, 0x37D), .range(0x37F, 0x1FFF), .range(0x200C, 0x200D),
        .range(0x2070, 0x218F), .range(0x2C00, 0x2FEF), .range(0x3001, 0xD7FF), .range(0xF900, 0xFDCF),
        .range(0xFDF0, 0xFFFD), .range(0x10000, 0xEFFFF),
    ]

    var inverted: ScalarSet { ScalarSet([.set(self)], negated: true) }
}

/// The scalars that differ from one in case only: those whose lower or upper case is the same (XPath F&O §5.6.1.1, flag i).
enum CaseVariants {
    static func of(_ value: UInt32) -> [UInt32] {
        guard let scalar = Unicode.Scalar(value) else { return [value] }
        if value < 128 {
            switch value {
            case 0x4B, 0x6B: return [0x4B, 0x6B, 0x212A]
            case 0x53, 0x73: return [0x53, 0x73, 0x17F]
            case 0x41...0x5A: return [value, value + 32]
            case 0x61...0x7A: return [value, value - 32]
            default: return [value]
            }
        }
        var variants = [value]
        func add(_ text: String) {
            let scalars = text.unicodeScalars
            guard let only = scalars.first, scalars.count == 1, !variants.contains(only.value) else { return }
            variants.append(only.value)
        }
        let lower = scalar.properties.lowercaseMapping
        let upper = scalar.properties.uppercaseMapping
        add(lower)
        add(upper)
        for other in [lower, upper] {
            guard let only = other.unicodeScalars.first else { continue }
            add(only.properties.lowercaseMapping)
            add(only.properties.uppercaseMapping)
        }
        return variants
    }

    static func areVariants(_ left: UInt32, _ right: UInt32) -> Bool {
        left == right || of(left).contains(right) || of(right).contains(left)
    }
}
