/// What callers say and offices answer. Words are shared between classes on purpose: 噪声, 污水 or 退费 alone do not tell
/// whose matter it is.
enum HotlineTexts {
    /// All classes in which orders come, the emergencies apart.
    static let classes: [HotlineClass] = [
        foodSafety, consumer, sanitation, stalls, streetWorks, property, waterSupply, buildingQuality, buildingSite,
        brokenRoad, buses, factoryNoise, fumes, livestock, drinkingWater, rivers, farmSubsidy, wages, pension,
        enrolment, tutoring, medicalCare, household, traffic, nightNoise, elderly, propertyTitle, medicalInsurance,
        villageRubbish, neighbours, villageAffairs, livelihood, villageRoad,
    ]
    /// How often each class comes, in the order of ``classes``.
    static let weights = [
        6, 6, 5, 4, 5, 6, 4, 3, 3, 3, 2, 3, 3, 2, 3, 2, 3, 6, 3, 3, 2, 2, 3, 4, 3, 2, 2, 3, 4, 3, 3, 4, 3,
    ]
    static let weightTotal = weights.reduce(0, +)

    /// Dangers that are passed on at once.
    static let emergencies: [HotlineClass] = [
        HotlineClass(
            "住房城建/供气", "housing", .streets,
            [
                .help("楼道里有燃气味", "{place}楼道里有很重的天然气味，怀疑管道漏气，住户不敢开灯开火，请马上派人。"),
                .help("天然气管道被挖漏", "{place}旁边施工把天然气管道挖破，燃气泄漏，声音很大，围了很多人。"),
                .help("厨房燃气泄漏", "{place}家里的燃气阀门泄漏关不死，老人一个人在家，已经开窗。"),
            ], answers: ["供气企业二十分钟内到场关闭阀门，经检测无泄漏后恢复供气"]),
        HotlineClass(
            "住房城建/供水", "housing", .streets,
            [
                .help("主水管爆裂", "{place}门口的主水管爆裂，水喷起两米高，路面被淹，车过不去。"),
                .help("自来水爆管", "{place}路口自来水爆管，水往地下室灌，一栋楼都停水了。"),
            ], answers: ["供水抢修队已关闭阀门并更换爆裂管段，当日恢复供水"]),
        HotlineClass(
            "城市管理/市政设施", "urban-management", .streets,
            [
                .help("井盖不见了", "{place}路中间的井盖不见了，下面很深，天快黑了，电动车差点掉进去。"),
                .help("人行道上井盖破损", "{place}人行道上的井盖破了一大块，学生放学都走这里，请马上围起来。"),
                .help("窨井敞开没有盖", "{place}的窨井敞开着，没有警示，刚才有个孩子一只脚踩空。"),
            ], answers: ["已先行围挡，并在两小时内补装井盖"]),
        HotlineClass(
            "交通运输/道路破损", "transport", .anywhere,
            [
                .help("路面突然塌陷", "{place}的路面突然塌陷，有半间屋大，还在往下掉土，请马上封路。")
            ], answers: ["已封闭路段，设置绕行标志，正在回填修复"]),
    ]

    static let praises: [HotlineText] = [
        .praise("感谢工作人员", "此前反映的{item}问题，{office}的工作人员第{days}天就上门处理好了，特地表扬。"),
        .praise("表扬{office}", "到{office}办事，窗口的同志一次就把材料讲清楚了，态度好，希望转达谢意。"),
        .praise("问题解决了表示感谢", "{place}的{item}问题已经解决，工作人员还打电话回访，来电表示感谢。"),
    ]

    /// What callers say whose matter has another door, and what they are told.
    static let otherDoors: [(said: String, told: String)] = [
        ("这件事已经向法院起诉，还没有开庭。", "该事项已进入诉讼程序，请通过人民法院诉讼服务中心反映"),
        ("法院已经判了，对方一直不执行。", "该事项属于生效判决的执行，请向人民法院申请执行"),
        ("对处理决定不服，已经申请行政复议。", "该事项已申请行政复议，请等候行政复议机构的决定"),
        ("信访部门已受理，正在办理，想再催一催。", "该事项由信访部门按程序办理和答复，不重复派单"),
    ]
    /// The same for wages.
    static let arbitration = (said: "已经申请劳动仲裁，裁决还没有下来。", told: "该事项由劳动人事争议仲裁委员会处理，请等候裁决")

    static let offices = [
        "market": "市场监督管理局", "urban-management": "城市管理局", "housing": "住房和城乡建设局", "transport": "交通运输局",
        "environment": "生态环境分局", "water": "水利局", "agriculture": "农业农村局", "human-resources": "人力资源和社会保障局",
        "education": "教育体育局", "health": "卫生健康委员会", "public-security": "公安局", "civil-affairs": "民政局",
        "natural-resources": "自然资源局", "medical-insurance": "医疗保障局",
    ]

    static let brands = ["禾丰", "松源", "绿野", "金穗", "宏图", "瑞祥", "百味", "福临", "顺和", "嘉乐"]
    static let channels = ["电话", "微信", "网站"]
    static let openings = [
        ["来电人反映，", "市民来电称，", "群众来电反映：", ""], ["您好，", "留言：", ""], ["网民留言：", "领导您好：", ""],
    ]
    static let again = ["再次来电：", "此前打过电话，没有解决。", "上次反映后有人来看过，又没有下文。", "还是上回那件事。"]
    /// Words of other offices that say nothing about whose matter it is.
    static let asides = [
        "找过社区，社区让找城管。", "派出所和物业都来看过，说不归自己管。", "向村里反映过，村干部说要等镇里安排。",
        "在网上留过言，回复说已转有关部门。", "家里有老人和上学的孩子，受不了。", "拍了照片和视频，可以提供。",
        "问过镇里，说这事归县里的局管。", "和对方说过{count}次，每次都吵起来。", "到政务大厅问过，窗口说不受理。",
    ]
    static let closings = [
        "consult": ["请问该怎么办？", "请告知办理地点和电话。", "希望尽快答复。", ""],
        "help": ["请尽快派人处理。", "希望帮助协调解决。", "请马上联系来电人。", ""],
        "complaint": ["要求尽快处理并答复。", "希望有关部门管一管。", "请核实处理。", "要求给个说法。", ""],
        "report": ["请核查，要求为来电人保密。", "希望严肃查处。", "请派人查一查。"],
        "suggestion": ["希望采纳。", "请有关部门研究。", ""],
    ]
    static let consultAnswers = ["已将办理条件、所需材料和地点告知来电人", "已电话答复来电人，并发送办事指南"]
    static let suggestionAnswers = ["建议已收悉，将结合实际研究采纳", "已到现场了解情况，建议纳入下年工作安排"]
    static let praiseAnswers = ["已向有关工作人员转达谢意"]
    static let unsolved = ["因资金尚未落实，暂时不能解决，已向来电人解释。", "双方意见不一，未能达成一致，已告知其他途径。", "需等上级批复，办理结果将另行告知。"]
}
