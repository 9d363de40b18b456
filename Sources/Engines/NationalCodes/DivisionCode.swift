/// An administrative division's code: GB/T 2260 to the county, GB/T 10114 to the town, three more digits to the
/// village, then two for a village group or three for a grid.
///
/// Codes shorter than twelve digits are filled with zeros. Held as one word; comparing compares numbers.
public struct DivisionCode: Sendable, Hashable {
    /// How far down a code reaches.
    public enum Level: Int, Sendable, Hashable, Comparable {
        /// Two digits (省).
        case province
        /// Four digits (地级市).
        case prefecture
        /// Six digits (县).
        case county
        /// Nine digits (乡级).
        case town
        /// Twelve digits (村级).
        case village
        /// Fourteen digits: a village's group (村民小组); no national standard, by local custom.
        case group
        /// Fifteen digits: a grid of the village (单元网格).
        case grid

        /// Orders from the province down.
        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// What a town-level code's number says about the unit (GB/T 10114).
    public enum TownKind: Sendable, Hashable {
        /// A subdistrict (街道), 001–099.
        case subdistrict
        /// A town (镇), 100–199.
        case town
        /// A township (乡), 200–399.
        case township
        /// A unit outside the government's own order, such as a farm or a development zone.
        case other
    }

    /// Fifteen digits, filled with zeros behind.
    private let number: UInt64
    private let count: UInt8

    /// Reads a code of 2, 4, 6, 9, 12, 14 or 15 digits; spaces and full-width digits are accepted.
    ///
    /// - Throws: ``CodeError`` for other lengths and characters, and for a code whose province is 00, or with a part
    ///   below a part that is all zeros.
    public init(_ text: String) throws(CodeError) {
        try self.init(normalised: CodeText.normalised(text))
    }

    /// Reads a code from ASCII digits.
    public init(ascii: some Collection<UInt8>) throws(CodeError) {
        try self.init(normalised: Array(ascii))
    }

    private init(normalised bytes: [UInt8]) throws(CodeError) {
        guard !bytes.isEmpty else { throw CodeError(.division, .empty) }
        for (index, byte) in bytes.enumerated() where !CodeText.isDigit(byte) {
            throw CodeError(.division, .character(index + 1))
        }
        switch bytes.count {
        case 2, 4, 6, 9, 12, 14, 15: break
        default: throw CodeError(.division, .length(bytes.count))
        }
        var value: UInt64 = 0
        for byte in bytes { value = value * 10 + UInt64(byte - 0x30) }
        for _ in bytes.count..<15 { value *= 10 }
        number = value
        count = bytes.count <= 12 ? 12 : UInt8(bytes.count)
        guard value / DivisionCode.unit(.province) != 0, isUnbroken else { throw CodeError(.division, .division) }
    }

    private init(number: UInt64, count: UInt8) {
        self.number = number
        self.count = count
    }

    /// The worth of one at a level's last digit.
    private static func unit(_ level: Level) -> UInt64 {
        switch level {
        case .province: 10_000_000_000_000
        case .prefecture: 100_000_000_000
        case .county: 1_000_000_000
        case .town: 1_000_000
        case .village: 1_000
        case .group: 10
        case .grid: 1
        }
    }

    /// Whether no part is set below an empty one. Prefectures may be empty: counties directly under a province
    /// and municipalities' districts are numbered 90 and 01.
    private var isUnbroken: Bool {
        let county = number / DivisionCode.unit(.county) % 100
        let town = number / DivisionCode.unit(.town) % 1000
        let village = number / DivisionCode.unit(.village) % 1000
        let rest = number % 1000
        return (rest == 0 || village != 0) && (village == 0 || town != 0) && (town == 0 || county != 0)
            && (county == 0 || number / DivisionCode.unit(.prefecture) % 100 != 0)
    }

    /// Twelve digits; fourteen for a group, fifteen for a grid.
    public var text: String {
        let digits = String(number)
        return String(digits.prefix(Int(count)))
    }

    /// The first six digits.
    public var countyText: String { String(text.prefix(6)) }

    /// How far down the code reaches.
    public var level: Level {
        if count == 14 { return .group }
        if count == 15 { return .grid }
        for level in [Level.village, .town, .county, .prefecture]
        where number / DivisionCode.unit(level) % (level < .town ? 100 : 1000) != 0 {
            return level
        }
        return .province
    }

    /// What kind of town-level unit it is, or lies in; `nil` above towns.
    public var townKind: TownKind? {
        switch number / DivisionCode.unit(.town) % 1000 {
        case 0: nil
        case 1...99: .subdistrict
        case 100...199: .town
        case 200...399: .township
        default: .other
        }
    }

    /// Whether a village-level code belongs to a residents' committee (社区, 001–199) and not a villagers' (200–399).
    public var isCommunity: Bool {
        (1...199).contains(number / DivisionCode.unit(.village) % 1000)
    }

    /// The division of a level that this one is or lies in; `nil` when it does not reach so far down.
    public func ancestor(_ level: Level) -> DivisionCode? {
        let own = self.level
        if level == own { return self }
        guard level < own, level < .group else { return nil }
        let unit = DivisionCode.unit(level)
        return DivisionCode(number: number / unit * unit, count: 12)
    }

    /// The province.
    public var province: DivisionCode? { ancestor(.province) }
    /// The county.
    public var county: DivisionCode? { ancestor(.county) }
    /// The town.
    public var town: DivisionCode? { ancestor(.town) }
    /// The village or community.
    public var village: DivisionCode? { ancestor(.village) }

    /// The division directly above; `nil` for a province.
    public var parent: DivisionCode? {
        switch level {
        case .province: nil
        case .prefecture: ancestor(.province)
        case .county: ancestor(.prefecture)
        case .town: ancestor(.county)
        case .village: ancestor(.town)
        case .group, .grid: ancestor(.village)
        }
    }

    /// Whether another division is this one or lies in it, by the codes alone.
    public func contains(_ other: DivisionCode) -> Bool {
        let own = level
        if own >= .group { return self == other }
        let unit = DivisionCode.unit(own)
        return other.number / unit == number / unit
    }
}

extension DivisionCode: Comparable, CustomStringConvertible {
    /// Orders by the digits, a division before what lies in it.
    public static func < (left: DivisionCode, right: DivisionCode) -> Bool {
        (left.number, left.count) < (right.number, right.count)
    }

    /// The digits.
    public var description: String { text }
}
