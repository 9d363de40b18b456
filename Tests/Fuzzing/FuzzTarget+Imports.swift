import Diagnostics
import NationalCodes
import Registers
import Tabular

/// What an office sends for a register: the header found, every column read as what it is.
extension FuzzTarget {
    static let tableImport = FuzzTarget(
        "import",
        words: [
            "公民身份号码", "姓名", "出生日期", "金额（万元）", "金额", "年级", "区划代码", "信用代码", "电话", "时间", "是否",
            ",", "\n", "\"", "¥", "元", "，", "万", "1.23E+17", "2020年2月30日", "20200230", "二〇二〇年一月", "44561", "是", "否",
            "-", "+", ".5", "５", "Ｘ", "x",
        ], cost: 6,
        seeds: { _ in [Array(seed.utf8)] },
        read: { bytes in
            guard let file = try? TableFile(MemorySource(bytes)) else { return }
            for chosen in [[:], ["姓名": "", "金额": "amount"]] {
                _ = try? ImportPreview.make(file, sheet: nil, descriptor: register, chosen: chosen)
            }
        })

    private static let seed = """
        名单
        公民身份号码,姓名,性别,出生日期,区划代码,信用代码,电话,金额（万元）,年级,时间,是否,比例
        990121202002094453,林一一,男,2020-02-09,990121101006,,13800000000,1.5,1,2026-09-01 08:00,是,0.25
        990121199403232998,林龙辉,M,20200209,990121101006,91440101MA5ABCDE1X,,¥1,1E3,44561.5,否,1e-3

        """

    private static let register: RegisterDescriptor = {
        let types: [(String, String, ElementType)] = [
            ("id_number", "公民身份号码", .idNumber), ("name", "姓名", .text), ("sex", "性别", .code),
            ("birth_date", "出生日期", .date), ("division", "区划代码", .division), ("credit_code", "信用代码", .creditCode),
            ("phone", "电话", .phone), ("amount", "金额", .money), ("grade", "年级", .integer), ("at", "时间", .instant),
            ("flag", "是否", .boolean), ("rate", "比例", .decimal),
        ]
        let sex = CodeTable(
            name: "sex", title: Text(zh: "性别", en: "Sex"), standard: nil,
            entries: [.init(code: "M", title: Text(zh: "男", en: "male"))])
        return RegisterDescriptor(
            package: "test", id: "list", title: Text(zh: "名单", en: "List"), owner: "education", key: ["id_number"],
            update: .yearly, sharing: .conditional, opening: .none,
            fields: types.map { name, zh, type in
                let title = Text(zh: zh, en: name)
                return RegisterField(
                    name: name,
                    element: DataElement(
                        package: "test", name: name, title: title, type: type, level: 2, personal: true,
                        codes: type == .code ? sex : nil, limits: .init()), title: title, level: 2,
                    required: name == "id_number", lookup: name == "id_number" ? .exact : nil, generalise: nil)
            })
    }()
}
