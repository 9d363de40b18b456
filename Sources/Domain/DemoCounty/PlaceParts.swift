import Diagnostics

/// Parts that invented places' names are made of, each with its romanisation.
enum PlaceParts {
    typealias Part = (zh: String, en: String)

    static let directions: [Part] = [
        ("东", "dong"), ("西", "xi"), ("南", "nan"), ("北", "bei"), ("上", "shang"), ("下", "xia"), ("大", "da"),
        ("小", "xiao"), ("老", "lao"), ("前", "qian"), ("后", "hou"), ("高", "gao"),
    ]
    static let grounds: [Part] = [
        ("坡", "po"), ("沟", "gou"), ("湾", "wan"), ("岭", "ling"), ("庄", "zhuang"), ("寨", "zhai"), ("桥", "qiao"),
        ("塘", "tang"), ("河", "he"), ("坪", "ping"), ("泉", "quan"), ("营", "ying"),
    ]
    static let olderGrounds: [Part] = [("屯", "tun"), ("冲", "chong"), ("垭", "ya"), ("畈", "fan"), ("堰", "yan")]
    static let twoWords: [Part] = [
        ("桃花", "taohua"), ("柳林", "liulin"), ("青龙", "qinglong"), ("白鹤", "baihe"), ("石榴", "shiliu"), ("枣园", "zaoyuan"),
        ("金鸡", "jinji"), ("竹园", "zhuyuan"), ("双井", "shuangjing"), ("三官", "sanguan"), ("胡桃", "hutao"), ("杏花", "xinghua"),
        ("麦香", "maixiang"), ("红旗", "hongqi"), ("新建", "xinjian"), ("团结", "tuanjie"), ("向阳", "xiangyang"),
        ("曙光", "shuguang"),
        ("茶亭", "chating"), ("古槐", "guhuai"), ("银杏", "yinxing"), ("莲花", "lianhua"), ("盐店", "yandian"), ("铁炉", "tielu"),
        ("瓦窑", "wayao"), ("磨盘", "mopan"), ("观音", "guanyin"), ("九龙", "jiulong"), ("五里", "wuli"), ("七星", "qixing"),
        ("黄土", "huangtu"), ("清水", "qingshui"), ("长岗", "changgang"), ("马鞍", "maan"), ("牛角", "niujiao"),
        ("凤鸣", "fengming"),
    ]
    static let communities: [Part] = [
        ("东关", "dongguan"), ("西关", "xiguan"), ("南关", "nanguan"), ("北关", "beiguan"), ("文庙", "wenmiao"), ("鼓楼", "gulou"),
        ("滨河", "binhe"), ("东湖", "donghu"), ("西苑", "xiyuan"), ("新华", "xinhua"), ("城北", "chengbei"), ("站前", "zhanqian"),
    ]
    static let roads: [Part] = [
        ("人民", "Renmin"), ("建设", "Jianshe"), ("和平", "Heping"), ("文化", "Wenhua"), ("松江", "Songjiang"), ("禾丰", "Hefeng"),
        ("育才", "Yucai"), ("健康", "Jiankang"), ("工农", "Gongnong"), ("滨河", "Binhe"), ("八一", "Bayi"), ("振兴", "Zhenxing"),
        ("幸福", "Xingfu"), ("迎宾", "Yingbin"), ("学府", "Xuefu"), ("公园", "Gongyuan"), ("长虹", "Changhong"),
        ("光明", "Guangming"),
        ("朝阳", "Chaoyang"), ("友谊", "Youyi"),
    ]
    static let roadKinds: [Part] = [("路", "Road"), ("大街", "Avenue"), ("西路", "West Road")]
    static let compoundFirst = [
        "阳光", "锦绣", "滨河", "书香", "翠竹", "金桂", "紫荆", "康宁", "和谐", "丽景", "枫林", "御景", "安居", "福源", "盛世", "华庭",
    ]
    static let compoundSecond = ["花园", "家园", "苑", "小区", "公寓", "名都", "新城"]
    static let outside: [(code: String, part: Part)] = [
        ("990322", ("青禾县", "Qinghe County")), ("990423", ("白石县", "Baishi County")),
        ("990511", ("临川区", "Linchuan District")),
        ("990624", ("云台县", "Yuntai County")), ("990727", ("南塘县", "Nantang County")),
        ("990802", ("江口区", "Jiangkou District")),
    ]

    /// A village's name by its running number; different for the first 180.
    static func village(_ number: Int) -> Text {
        // Every fifth name is of two words, the others of a direction and a kind of ground.
        if number % 5 == 0 {
            let part = twoWords[number / 5 % twoWords.count]
            return name(part.zh, part.en)
        }
        let place = number - number / 5 - 1
        let first = directions[(place + place / directions.count) % directions.count]
        let second = grounds[(place / directions.count) % grounds.count]
        return name(first.zh + second.zh, first.en + second.en)
    }

    /// The name of a village that no longer is.
    static func formerVillage(_ number: Int) -> Text {
        let first = directions[(number + number / directions.count) % directions.count]
        let second = olderGrounds[(number / directions.count) % olderGrounds.count]
        return name(first.zh + second.zh, first.en + second.en)
    }

    static func road(_ number: Int) -> Text {
        let first = roads[number % roads.count]
        let kind = roadKinds[number / roads.count % roadKinds.count]
        return Text(zh: first.zh + kind.zh, en: "\(first.en) \(kind.en)")
    }

    static func community(_ number: Int) -> Text {
        let part = communities[number % communities.count]
        let round = number / communities.count
        guard round > 0 else { return name(part.zh, part.en) }
        let numeral = Numerals.chinese(round + 1)
        return Text(zh: part.zh + "第" + numeral, en: "\(capitalised(part.en)) No. \(round + 1)")
    }

    private static func name(_ zh: String, _ en: String) -> Text { Text(zh: zh, en: capitalised(en)) }

    private static func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
