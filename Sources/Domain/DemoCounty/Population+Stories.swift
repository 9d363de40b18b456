import Diagnostics
import WorkCalendar

extension Population {
    /// A day of the open season's cohort, counted from its first.
    func day(_ offset: Int) -> Int32 { Int32(world.season.cohortFrom.dayNumber + offset) }

    func expect(_ outcome: String, _ category: String? = nil, missing: [String] = []) -> DemoStory.Expectation {
        DemoStory.Expectation(outcome: outcome, category: category, missing: missing)
    }

    /// Adds the families of all stories, before anybody else, so that they are the same for every number of people.
    mutating func addStories() -> [StoryDraft] {
        villageStories() + townStories() + migrantStories() + careStories() + dirtStories() + doubtStories()
    }

    /// A story about a family of three, told by the mother or by the father.
    mutating func three(
        _ id: String, _ title: Text, _ situation: Text, _ place: DemoHousehold, _ names: (String, String, String),
        isBoy: Bool = true, birth: Int32, byFather: Bool = false, dirt: [Dirt] = [],
        _ expected: DemoStory.Expectation, change: (inout StoryFamily) -> Void = { _ in }
    ) -> StoryDraft {
        var family = StoryFamily.three(
            place, father: names.0, mother: names.1, child: names.2, isBoy: isBoy, birth: birth, today: world.today,
            dirt: dirt)
        change(&family)
        let base = add(family)
        return StoryDraft(
            id: id, title: title, situation: situation, applicant: base + (byFather ? 0 : 1), child: base + 2,
            relation: byFather ? "father" : "mother", others: [base + (byFather ? 1 : 0)], expected: expected)
    }

    private mutating func villageStories() -> [StoryDraft] {
        [
            three(
                "village", Text(zh: "村里的孩子", en: "A child of the village"),
                Text(
                    zh: "一家三口户口和住房都在村里,有村里的住房证明。",
                    en: "All three are registered and live in the village; its house statement is there."),
                villagePlace(town: 0, village: 1), ("李建国", "王秀兰", "李子涵"), isBoy: false, birth: day(100),
                expect("eligible", "village")),
            three(
                "village-merged", Text(zh: "2019 年并过的村", en: "A village merged in 2019"),
                Text(
                    zh: "户口册上还是并村以前的村名和代码。",
                    en: "The booklet still has the village's name and code of before the merger."),
                villagePlace(town: 1, village: 8, group: 2), ("赵永福", "孙玉梅", "赵一诺"), birth: day(140),
                dirt: [.formerVillage], expect("eligible", "village")),
            three(
                "village-no-statement", Text(zh: "没有住房证明", en: "No statement for the house"),
                Text(
                    zh: "村里的老房子没有登记,村证明也没有;可以承诺。",
                    en: "The old house is in no register and has no statement; a promise may stand in."),
                villagePlace(town: 2, village: 4), ("周德海", "吴彩霞", "周俊熙"), birth: day(33), dirt: [.noStatement],
                expect("unknown", missing: ["household_house"])),
            three(
                "village-town-home", Text(zh: "村里户口,县城买了房", en: "Registered in a village, a home in the county town"),
                Text(
                    zh: "户口在村里,父亲在县城有房;勾选“在县城有住房”。",
                    en: "Registered in a village; the father owns a home in the county town. Tick “a home in town”."),
                {
                    var place = villagePlace(town: 3, village: 2)
                    let flat = flatPlace(road: 5, compound: 3)
                    place.townHome = flat.compound
                    place.building = 2
                    place.unit = 1
                    place.room = 302
                    return place
                }(), ("徐鹏飞", "何晓燕", "徐沐晴"), isBoy: false, birth: day(210), byFather: true,
                expect("eligible", "town-either")),
        ]
    }

    private mutating func townStories() -> [StoryDraft] {
        [
            three(
                "town", Text(zh: "县城户口和住房一致", en: "Registered and living in the county town"),
                Text(zh: "户口和房产在同一个院子,写法也一样。", en: "Registration and deed are in one compound, written alike."),
                flatPlace(road: 2, compound: 4), ("张伟", "刘静", "张梓晨"), birth: day(60), byFather: true,
                expect("eligible", "town-resident")),
            three(
                "town-two-spellings", Text(zh: "同一个院子,两种写法", en: "One compound, two spellings"),
                Text(zh: "户口写“8号院”,房产证写“八号”。", en: "The booklet has 8号院, the deed 八号."),
                flatPlace(road: 3, compound: 6), ("陈浩", "杨丽", "陈语桐"), isBoy: false, birth: day(77), byFather: true,
                dirt: [.twoSpellings], expect("eligible", "town-resident")),
            three(
                "town-deed-of-other", Text(zh: "房产证在另一方名下", en: "The deed is in the other parent's name"),
                Text(
                    zh: "母亲申请,房产在父亲名下;父亲同意以前按“户口在县城”办,同意以后按“户口住房一致”办。",
                    en:
                        "The mother applies, the father owns the home: by registration alone until he consents, as a resident after."
                ),
                flatPlace(road: 6, compound: 3), ("黄磊", "周婷", "黄泽睿"), birth: day(250),
                expect("eligible", "town-either")),
            three(
                "town-no-deed", Text(zh: "县城户口,查不到房产", en: "Registered in the county town, no deed found"),
                Text(
                    zh: "户口在县城,不动产登记里查不到住房。", en: "Registered in the county town; the register of property has no home."
                ),
                flatPlace(road: 7, compound: 8), ("吴凯", "徐娜", "吴思彤"), isBoy: false, birth: day(180), byFather: true,
                dirt: [.noDeed], expect("eligible", "town-either")),
            three(
                "town-polygon", Text(zh: "名单里没有的院子", en: "A compound that the list leaves out"),
                Text(
                    zh: "学区按图上的范围划,名单里没有这个院子。", en: "The catchment is drawn on the map; the list lacks this compound."),
                flatPlace(road: 0, compound: 4), ("孙宁", "马敏", "孙逸"), birth: day(122), byFather: true,
                expect("unknown", missing: ["school_area"])),
        ]
    }

    private mutating func migrantStories() -> [StoryDraft] {
        func outsider(_ family: inout StoryFamily) {
            for index in family.members.indices { family.members[index].origin = family.place.origin }
            family.holder = nil
        }
        return [
            three(
                "migrant", Text(zh: "随迁子女,居住证有效", en: "From another county, permit valid"),
                Text(
                    zh: "户口在青禾县,父母在县城租房,居住证有效。",
                    en: "Registered in Qinghe; the parents rent here and hold valid permits."),
                flatPlace(road: 9, compound: 5, kind: .migrant, origin: 1), ("胡勇", "朱萍", "胡佳琪"), isBoy: false,
                birth: day(95),
                expect("eligible", "migrant"), change: outsider),
            three(
                "migrant-expired", Text(zh: "居住证过期", en: "A permit that ran out"),
                Text(zh: "居住证已经过期,要先签注。", en: "The permit has run out and has to be renewed first."),
                flatPlace(road: 10, compound: 7, kind: .migrant, origin: 2), ("高军", "林芳", "高梓萱"), isBoy: false,
                birth: day(15), dirt: [.oldPermit], expect("ineligible"), change: outsider),
            three(
                "migrant-unknown", Text(zh: "查不到的孩子", en: "A child that nobody has on file"),
                Text(
                    zh: "外县户口,没有办过居住证,本县没有这家人的任何记录。",
                    en: "From elsewhere, without a permit; the county has nothing about them."),
                flatPlace(road: 11, compound: 1, kind: .migrant, origin: 4), ("郭强", "罗艳", "郭浩宇"), birth: day(300),
                dirt: [.unknownMigrant, .noPermit, .noGuardianship, .noBirthRecord],
                expect("unknown", missing: ["guardians", "child_record"]), change: outsider),
        ]
    }
}
