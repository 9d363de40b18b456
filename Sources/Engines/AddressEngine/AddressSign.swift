/// What a character can mean in an address; one byte each in a table over the basic plane.
struct AddressSign: OptionSet {
    let rawValue: UInt8

    /// May end the name of a division: 省市县区旗镇乡村.
    static let division = AddressSign(rawValue: 1)
    /// May end the name of a road: 路街道巷弄同.
    static let road = AddressSign(rawValue: 2)
    /// Begins a number: digits, Chinese numerals, 第.
    static let number = AddressSign(rawValue: 4)
    /// A Latin capital.
    static let letter = AddressSign(rawValue: 8)
    /// May end the name of a group: 组.
    static let group = AddressSign(rawValue: 16)

    /// The table, made once.
    static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 0x10000)
        func mark(_ text: String, _ sign: AddressSign) {
            for scalar in text.unicodeScalars where scalar.value < 0x10000 { table[Int(scalar.value)] |= sign.rawValue }
        }
        mark("省市州县区旗镇乡村居", .division)
        mark("路街道巷弄同", .road)
        mark("0123456789〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟廿卅卌第", .number)
        mark("ABCDEFGHIJKLMNOPQRSTUVWXYZ", .letter)
        mark("组", .group)
        return table
    }()
}
