/// A column's heading, reduced to what it says: `＊公民身份号码（18 位）` and `身份证号` are one name.
package struct ColumnName: Hashable {
    let text: String
    /// What stood in brackets, such as a unit.
    let note: String

    package init(_ heading: String) {
        var kept = ""
        var note = ""
        var depth = 0
        for scalar in heading.unicodeScalars {
            var value = scalar.value
            if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
            switch value {
            case 0x28, 0x5B, 0x7B, 0x3010, 0x3014, 0x300A: depth += 1
            case 0x29, 0x5D, 0x7D, 0x3011, 0x3015, 0x300B: depth = max(0, depth - 1)
            case 0x41...0x5A: value += 0x20
            default: break
            }
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            guard isWord else { continue }
            if depth > 0 { note.unicodeScalars.append(scalar) } else { kept.unicodeScalars.append(scalar) }
        }
        if kept.isEmpty { (kept, note) = (note, "") }
        for suffix in ["必填", "选填"] where kept.hasSuffix(suffix) && kept.count > 2 { kept.removeLast(2) }
        text = ColumnName.canonical(kept)
        self.note = note
    }

    /// Words for one thing; each is replaced by one mark, where several fit the longest.
    private static let synonyms: [(mark: String, words: [String])] = [
        (
            "§身份号",
            [
                "公民身份证件号码", "居民身份证件号码", "公民身份证号码", "居民身份证号码", "身份证件号码", "公民身份号码", "居民身份证号", "公民身份证号",
                "身份证号码", "身份证件号", "citizenidentitynumber", "identitynumber", "身份号码", "身份证号", "证件号码", "idnumber", "身份证",
                "证件号",
            ]
        ),
        ("§信用代码", ["统一社会信用代码", "unifiedsocialcreditcode", "社会信用代码", "信用代码", "creditcode"]),
        (
            "§电话",
            [
                "联系电话号码", "手机电话号码", "联系手机号", "移动电话", "联系电话", "手机号码", "电话号码", "联系方式", "telephonenumber", "phonenumber",
                "telephone", "手机号", "mobile", "phone", "手机", "电话",
            ]
        ),
        ("§地址", ["详细地址", "家庭住址", "地址", "住址", "address"]),
        ("§区划", ["行政区划代码", "divisioncode", "区划代码", "行政区划", "区划编码", "division", "区划"]),
        ("§生日", ["出生年月日", "出生日期", "dateofbirth", "birthdate", "出生年月", "生日"]),
    ]

    /// The words by their first character, the longest first.
    private static let byFirst: [Unicode.Scalar: [(word: [Unicode.Scalar], mark: String)]] = {
        let words = synonyms.flatMap { mark, words in words.map { (word: Array($0.unicodeScalars), mark: mark) } }
        return Dictionary(grouping: words.filter { !$0.word.isEmpty }) { $0.word[0] }
            .mapValues { $0.sorted { $0.word.count > $1.word.count } }
    }()

    private static func canonical(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var kept = String.UnicodeScalarView()
        var place = 0
        while place < scalars.count {
            let known = byFirst[scalars[place]]?.first { scalars[place...].starts(with: $0.word) }
            if let known {
                kept.append(contentsOf: known.mark.unicodeScalars)
                place += known.word.count
            } else {
                kept.append(scalars[place])
                place += 1
            }
        }
        return String(kept)
    }

    /// The mark that a type of element goes by when a register has one field of it.
    static func mark(of type: ElementType) -> String? {
        switch type {
        case .idNumber: "§身份号"
        case .creditCode: "§信用代码"
        case .phone: "§电话"
        case .address: "§地址"
        case .division: "§区划"
        default: nil
        }
    }
}
