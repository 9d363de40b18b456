/// Parts that invented people's names are made of.
enum NameParts {
    static let surnames = [
        "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋",
        "郑",
        "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾",
        "丁",
        "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜", "范", "方", "石", "姚", "谭", "廖", "邹", "熊",
        "金",
        "陆", "郝", "孔", "白", "崔", "康", "毛", "邱", "秦", "江", "史", "顾", "侯", "邵", "孟", "龙", "万", "段", "雷", "钱", "汤", "尹",
        "黎",
        "欧阳", "上官", "司马", "诸葛",
    ]
    /// How often each surname comes, the first ones most; falls off slowly behind.
    static let surnameWeights: [Int] = surnames.indices.map { index in
        index < 3 ? 700 - index * 20 : index < 10 ? 520 - index * 32 : index < 92 ? max(8, 160 - index * 2) : 3
    }
    static let surnameTotal = surnameWeights.reduce(0, +)

    static let rare = ["䶮", "𬭎", "㛃", "𫖯", "𬍛", "𬘭", "𫍯", "𬱖", "䲟", "𣲗"]

    /// Given-name characters by sex and by the generation that used them.
    static let oldMale = list("国建军明志德福贵海山林生荣华清友成永富根金全喜来发保田树文武祥松茂")
    static let oldFemale = list("秀兰英芳珍桂花凤玉梅莲香琴荣霞翠爱月娥素云菊芬彩银巧淑贞")
    static let middleMale = list("伟强勇军磊涛斌鹏飞超波辉刚健亮杰峰浩宁凯锋东平俊龙")
    static let middleFemale = list("丽娟敏静艳燕娜婷霞玲红萍莉芳雪晶慧颖琳倩晓梅丹洁蓉")
    static let youngMale = list("子轩浩宇泽睿博宸辰逸铭皓然俊熙一诺梓晨佑嘉航瑞祺昊景")
    static let youngFemale = list("子涵梓萱欣怡诗雨一诺佳琪可馨语桐思彤若曦沐晴芷瑶安然悦")

    static let dottedFirst = ["阿依", "买合木提", "古丽娜", "艾力", "热依汗", "吐尔逊", "帕提曼", "木沙"]
    static let dottedSecond = ["艾山", "卡迪尔", "玉素甫", "尼亚孜", "依明", "热合曼"]

    static let ethnicities = ["汉族", "回族", "维吾尔族", "满族", "苗族", "土家族"]

    private static func list(_ text: String) -> [String] { text.map { String($0) } }

    /// The characters for a person by sex and year of birth.
    static func given(male: Bool, year: Int) -> [String] {
        if year < 1970 { return male ? oldMale : oldFemale }
        if year < 2000 { return male ? middleMale : middleFemale }
        return male ? youngMale : youngFemale
    }
}
