import Diagnostics
import NationalCodes

/// The firms and shops of the county, each derived from its number alone.
struct Firms {
    let world: DemoWorld
    /// How many there are: one for every sixty people.
    var count: Int { max(20, world.plan.people / 60) }

    private static let trades = ["粮油店", "五金店", "小吃店", "理发店", "超市", "农资店", "诊所", "修车铺", "服装店", "药店"]
    private static let brands = ["禾丰", "松源", "绿野", "恒达", "金穗", "宏图", "华泰", "瑞祥"]
    private static let kinds = ["农业科技", "食品加工", "建筑工程", "纺织", "物流", "机械制造", "商贸", "竹木制品"]

    init(world: DemoWorld) { self.world = world }

    /// Two firms in five are companies, the others individual businesses.
    func isCompany(_ index: Int) -> Bool { index % 5 < 2 }

    /// The unified social credit code, its division the county's.
    func code(_ index: Int) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
        var bytes = Array((isCompany(index) ? "91" : "92").utf8) + Array(world.plan.outline.code.utf8)
        var random = DemoRandom(seed: 2, stream: 0x5553_4343, index: index)
        var subject = Array("MA".utf8)
        var rest = index
        for _ in 0..<4 {
            subject.append(alphabet[rest % alphabet.count])
            rest /= alphabet.count
        }
        for _ in 0..<2 { subject.append(alphabet[random.below(alphabet.count)]) }
        subject.append(OrganisationCode.checkCharacter(for: subject) ?? 0x30)
        bytes += subject
        bytes.append(CreditCode.checkCharacter(for: bytes) ?? 0x30)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A grown person of the county.
    func owner(_ index: Int) -> Int {
        var random = world.random(0x4F57_4E52, index)
        for _ in 0..<60 {
            let person = random.below(world.people.count)
            let age = world.age(person)
            if age >= 22, age < 65, world.people[person].isAlive { return person }
        }
        return world.head(0)
    }

    func name(_ index: Int, owner: Int) -> String {
        var random = world.random(0x464E_414D, index)
        let county = world.plan.outline.name.zh
        if isCompany(index) {
            return "\(county)\(random.pick(Firms.brands))\(random.pick(Firms.kinds))有限公司"
        }
        return "\(county)\(world.name(owner))\(random.pick(Firms.trades))"
    }
}
