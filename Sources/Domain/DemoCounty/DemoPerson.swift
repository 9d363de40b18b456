/// One invented person in a few bytes; what registers say is derived from it when rows are written.
struct DemoPerson {
    enum Role: UInt8 {
        case head, spouse, child, grandchild, parent, sibling, other
        var text: String {
            switch self {
            case .head: "head"
            case .spouse: "spouse"
            case .child: "child"
            case .grandchild: "grandchild"
            case .parent: "parent"
            case .sibling: "sibling"
            case .other: "other"
            }
        }
    }

    struct Flags: OptionSet {
        let rawValue: UInt16
        static let away = Flags(rawValue: 1)
        static let activeDuty = Flags(rawValue: 2)
        static let disabledVeteran = Flags(rawValue: 4)
        static let martyr = Flags(rawValue: 8)
        static let disabled = Flags(rawValue: 16)
        static let divorced = Flags(rawValue: 32)
        static let grandparentsCare = Flags(rawValue: 64)
        static let rare = Flags(rawValue: 128)
        static let dotted = Flags(rawValue: 256)
        static let grandparentGuardian = Flags(rawValue: 512)
        static let enrolledElsewhere = Flags(rawValue: 1024)
        static let needsSpecial = Flags(rawValue: 2048)
    }

    static let alive = Int32.max

    /// Days since 1970-01-01.
    var birth: Int32
    var death = DemoPerson.alive
    var household: Int32
    var father: Int32 = -1
    var mother: Int32 = -1
    /// Husband, wife, or the one divorced from.
    var partner: Int32 = -1
    /// Whole name in the list of special names, or -1.
    var special: Int32 = -1
    var surname: UInt16 = 0
    var first: UInt8 = 0
    /// The second character of the given name; 255 for none.
    var second: UInt8 = 255
    var sequence: UInt16 = 0
    /// 0 the county's, else one of the counties outside.
    var origin: UInt8 = 0
    var role: Role
    var isMale: Bool
    var ethnicity: UInt8 = 0
    var flags: Flags = []

    var isAlive: Bool { death == DemoPerson.alive }
}
