import Diagnostics
import WorkCalendar

extension Population {
    /// Families that the rules care for: service, disability, elder brothers and sisters, twins, one parent, grandparents.
    mutating func careStories() -> [StoryDraft] {
        var drafts = [
            three(
                "soldier", Text(zh: "军人子女", en: "A soldier's child"),
                Text(
                    zh: "父亲是现役军人,母亲申请;父亲同意以前按村里的房子办,同意以后按政策照顾办。",
                    en:
                        "The father serves; the mother applies: by their village house until he consents, as his child after."
                ),
                villagePlace(town: 4, village: 1), ("郑勇", "谢红", "郑宇航"), birth: day(44),
                expect("eligible", "village"),
                change: { $0.members[0].flags = [.activeDuty, .away] }),
            three(
                "veteran", Text(zh: "残疾军人子女", en: "A disabled veteran's child"),
                Text(zh: "父亲是残疾军人,自己申请。", en: "The father, a disabled veteran, applies himself."),
                flatPlace(road: 4, compound: 9), ("韩刚", "唐莉", "韩若曦"), isBoy: false, birth: day(160), byFather: true,
                expect("eligible", "beneficiary"), change: { $0.members[0].flags = [.disabledVeteran] }),
            three(
                "special-needs", Text(zh: "残疾儿童", en: "A disabled child"),
                Text(zh: "有残疾人证和入学评估,建议特教。", en: "Has the certificate and an assessment for special schooling."),
                villagePlace(town: 5, village: 5), ("冯涛", "于慧", "冯安然"), isBoy: false, birth: day(120),
                expect("eligible", "disability"),
                change: { $0.members[2].flags = [.disabled, .needsSpecial] }),
            three(
                "father-dead", Text(zh: "父亲去世", en: "The father has died"),
                Text(zh: "父亲三年前去世,母亲申请。", en: "The father died three years ago; the mother applies."),
                villagePlace(town: 6, village: 6), ("董海", "萧琴", "董明轩"), birth: day(233), expect("eligible", "village"),
                change: {
                    $0.members[0].death = $0.members[2].birth + 900
                    $0.members[0].role = .other
                    $0.members[1].role = .head
                    $0.holder = 1
                }),
        ]
        drafts.append(siblings())
        drafts.append(twins())
        drafts.append(divorced())
        drafts.append(grandparents("grandparents", recorded: true, town: 8))
        drafts.append(grandparents("grandparents-no-link", recorded: false, town: 9))
        return drafts
    }

    private mutating func siblings() -> StoryDraft {
        var family = StoryFamily.three(
            villagePlace(town: 7, village: 1), father: "程峰", mother: "曹颖", child: "程皓然", isBoy: true, birth: day(20),
            today: world.today)
        // The elder is in fourth grade of the own school.
        family.members.append(
            .init(role: .child, name: "程诗雨", isMale: false, birth: day(20) - 3 * 365 - 40, father: 0, mother: 1))
        let base = add(family)
        return StoryDraft(
            id: "sibling", title: Text(zh: "长幼随学", en: "A younger brother follows"),
            situation: Text(
                zh: "姐姐在读四年级,弟弟要上同一所学校;填姐姐的身份号码。", en: "His sister is in fourth grade; give her identity number."),
            applicant: base + 1, child: base + 2, relation: "mother", others: [base + 3, base],
            expected: expect("eligible", "sibling"))
    }

    private mutating func twins() -> StoryDraft {
        var family = StoryFamily.three(
            flatPlace(road: 8, compound: 2), father: "袁杰", mother: "邓琳", child: "袁佑宁", isBoy: true, birth: day(199),
            today: world.today)
        family.members.append(.init(role: .child, name: "袁佑安", isMale: true, birth: day(199), father: 0, mother: 1))
        let base = add(family)
        return StoryDraft(
            id: "twins", title: Text(zh: "双胞胎", en: "Twins"),
            situation: Text(
                zh: "兄弟俩同一天生;先办的按住房,后办的跟着去。",
                en: "Two brothers of one day: the first by the home, the second follows him."),
            applicant: base, child: base + 2, relation: "father", others: [base + 3, base + 1],
            expected: expect("eligible", "town-resident"))
    }

    private mutating func divorced() -> StoryDraft {
        var family = StoryFamily(
            place: villagePlace(town: 7, village: 10),
            members: [
                .init(role: .head, name: "许素云", isMale: false, birth: world.today - 12_000, flags: [.divorced]),
                .init(role: .child, name: "傅晨", isMale: true, birth: day(260), mother: 0),
            ], holder: 0)
        family.place.group = 4
        let base = add(family)
        let other = add(
            StoryFamily(
                place: villagePlace(town: 2, village: 7),
                members: [
                    .init(
                        role: .head, name: "傅斌", isMale: true, birth: world.today - 12_600, flags: [.divorced, .away])
                ], holder: 0))
        world.people[base + 1].father = Int32(other)
        marry(Int32(base), Int32(other))
        return StoryDraft(
            id: "divorced", title: Text(zh: "父母离异", en: "Divorced parents"),
            situation: Text(
                zh: "孩子随母亲,父亲户口在别的镇。", en: "The child is with the mother; the father is registered in another town."),
            applicant: base, child: base + 1, relation: "mother", others: [other],
            expected: expect("eligible", "village"))
    }

    private mutating func grandparents(_ id: String, recorded: Bool, town: Int) -> StoryDraft {
        let names = recorded ? ("沈福来", "曾桂花", "沈文", "彭霞", "沈佑嘉") : ("吕海山", "苏凤莲", "吕超", "卢倩", "吕悦")
        var old = StoryFamily.Member(
            role: .head, name: names.0, isMale: true, birth: world.today - 23_400, partner: 1)
        if recorded { old.flags = [.grandparentGuardian] }
        let base = add(
            StoryFamily(
                place: villagePlace(town: town, village: 3),
                members: [
                    old, .init(role: .spouse, name: names.1, isMale: false, birth: world.today - 22_600, partner: 0),
                    .init(
                        role: .child, name: names.2, isMale: true, birth: world.today - 12_500, father: 0, mother: 1,
                        partner: 3,
                        flags: [.away, .grandparentsCare]),
                    .init(
                        role: .other, name: names.3, isMale: false, birth: world.today - 12_100, partner: 2,
                        flags: [.away]),
                    .init(
                        role: .grandchild, name: names.4, isMale: recorded, birth: day(recorded ? 71 : 290), father: 2,
                        mother: 3),
                ], holder: 0))
        return StoryDraft(
            id: id, title: Text(zh: "爷爷奶奶带", en: "With the grandparents"),
            situation: recorded
                ? Text(
                    zh: "父母在外打工,爷爷是登记的监护人。", en: "The parents work far away; the grandfather is a recorded guardian.")
                : Text(
                    zh: "父母在外打工,监护登记里没有爷爷;等父母在手机上确认。",
                    en: "The parents work far away; the grandfather is not recorded, a parent has to confirm."),
            applicant: base, child: base + 4, relation: "grandfather", others: [base + 2, base + 3],
            expected: recorded ? expect("eligible", "village") : expect("unknown", missing: ["guardian_confirmation"]))
    }

    /// Data that are right but look wrong.
    mutating func dirtStories() -> [StoryDraft] {
        [
            three(
                "short-id", Text(zh: "15 位老号码", en: "An old number of 15 digits"),
                Text(zh: "村住房证明上还是父亲的 15 位老号码。", en: "The house statement still has the father's 15-digit number."),
                villagePlace(town: 5, village: 11), ("蒋来发", "蔡珍", "蒋景"), birth: day(88), byFather: true,
                dirt: [.shortID],
                expect("eligible", "village"), change: { $0.members[0].birth = 4_000 }),
            three(
                "rare-character", Text(zh: "生僻字", en: "A rare character"),
                Text(zh: "母亲叫刘𬭎,孩子叫张䶮。", en: "The mother is called 刘𬭎, the child 张䶮."),
                villagePlace(town: 6, village: 2),
                ("张福根", "刘𬭎", "张䶮"), birth: day(310), expect("eligible", "village")),
            three(
                "dotted-name", Text(zh: "名字里有间隔号", en: "A name with a dot"),
                Text(zh: "名字里的“·”在各部门写法不同。", en: "Departments write the dot in different ways."),
                flatPlace(road: 1, compound: 3),
                ("艾力·卡迪尔", "热依汗·依明", "木沙·艾力"), birth: day(9), byFather: true, expect("eligible", "town-resident"),
                change: { family in for index in 0..<3 { family.members[index].ethnicity = 2 } }),
            three(
                "same-name", Text(zh: "同村同名", en: "The same name in one village"),
                Text(zh: "同村还有一个李子涵,号码不同。", en: "Another 李子涵 lives in the village, with another number."),
                villagePlace(town: 0, village: 1, group: 5), ("李国庆", "王秀兰", "李子涵"), isBoy: false, birth: day(101),
                expect("eligible", "village")),
        ]
    }

    /// Families whose answer is no, or not found.
    mutating func doubtStories() -> [StoryDraft] {
        [
            three(
                "no-guardianship", Text(zh: "查不到监护关系", en: "No guardianship on file"),
                Text(zh: "监护登记里没有这个孩子。", en: "The guardianship register does not have the child."),
                villagePlace(town: 8, village: 8),
                ("贾志强", "丁玲", "贾泽"), birth: day(222), dirt: [.noGuardianship], expect("unknown", missing: ["guardians"])
            ),
            three(
                "split-community", Text(zh: "拆开的社区", en: "A community that was split"),
                Text(
                    zh: "户口还在 2021 年拆分以前的社区，房产登记里也没有他们家。",
                    en: "Still registered under the community of before the split in 2021; no home is on file either."),
                flatPlace(road: 0, compound: 2), ("魏晨", "薛洁", "魏博"), birth: day(5), byFather: true,
                dirt: [.splitCommunity, .noDeed],
                expect("unknown", missing: ["child_record"])),
            three(
                "enrolled-elsewhere", Text(zh: "已在外县入学", en: "Already at school elsewhere"),
                Text(zh: "孩子已有外县的学籍。", en: "The child is on another county's roll."),
                villagePlace(town: 9, village: 9, group: 2),
                ("叶鹏", "余萍", "叶轩"), birth: day(2), expect("ineligible"),
                change: { $0.members[2].flags = [.enrolledElsewhere] }),
            three(
                "too-young", Text(zh: "差两天", en: "Two days too young"),
                Text(zh: "9 月 2 日满六周岁,明年再来。", en: "Turns six on 2 September; next year's turn."),
                villagePlace(town: 10, village: 1),
                ("潘亮", "杜芳", "潘梓"), birth: Int32(world.season.cohortThrough.dayNumber + 2), expect("ineligible")),
            three(
                "several-missing", Text(zh: "样样查不到", en: "Nothing is found"),
                Text(
                    zh: "监护、住房都没有记录;到现场办,同一个号。",
                    en: "Neither guardianship nor home is on file; on site, under the same number."),
                villagePlace(town: 10, village: 12), ("戴松", "夏娥", "戴思远"), birth: day(150),
                dirt: [.noGuardianship, .noStatement, .noBirthRecord],
                expect("unknown", missing: ["guardians", "household_house"])),
        ]
    }
}
