import AddressEngine
import Testing

@Suite struct `Comparing addresses` {
    private func compare(_ a: String, _ b: String) -> String {
        let forward = Samples.reader.compare(a, b)
        let backward = Samples.reader.compare(b, a)
        #expect(forward == backward)
        return "\(forward.verdict.rawValue) \(forward.level.rawValue) \(forward.reason.rawValue)"
    }

    @Test(arguments: [
        ("松禾县城关镇人民路8号院", "松禾县人民路八号", "same compound agrees"),
        ("县城人民路8号院3号楼", "松禾县城关镇人民路 8 院 5栋", "same compound agrees"),
        ("解放路8号院", "人民路８号", "same compound agrees"),
        ("经3路9号", "经三路九号院", "same compound agrees"),
        ("人民路8号", "人民路18号", "different compound differs"),
        ("人民路8号", "人民路8号附1号", "different compound differs"),
        ("人民路8号", "人民路", "unclear compound missing"),
        ("人民路8号", "人民路3巷8号", "unclear road missing"),
        ("人民路8号", "经三路8号", "different road differs"),
        ("人民路8号", "红星路8号", "unclear road unknown-road"),
        ("松禾县人民路8号", "青禾县人民路8号", "different county differs"),
        ("云溪镇桃花村三组", "松禾县云溪镇桃花村第3村民组", "same group agrees"),
        ("云溪镇桃花村三组", "云溪镇桃花三社12号", "same group agrees"),
        ("云溪镇桃花村三组", "云溪镇桃花村四组", "different group differs"),
        ("云溪镇桃花村三组", "云溪镇桃花村", "unclear group missing"),
        ("云溪镇桃花村", "桃花村民委员会", "same village agrees"),
        ("云溪镇柳林村三组", "云溪镇桃花村九组", "same group agrees"),
        ("云溪镇大湾村三组", "云溪镇桃花村三组", "unclear group old-group-number"),
        ("云溪镇青龙村三组", "石桥乡青龙村三组", "different village differs"),
        ("青龙村三组", "石桥乡青龙村三组", "unclear village ambiguous-village"),
        ("人民路8号", "云溪镇桃花村三组", "unclear village mixed"),
        ("城关镇人民路8号", "云溪镇桃花村三组", "different town differs"),
        ("", "云溪镇桃花村三组", "unclear county unreadable"),
    ])
    func `answer, level and reason`(a: String, b: String, expected: String) {
        #expect(compare(a, b) == expected)
    }

    @Test func `keys are equal exactly where addresses are the same`() {
        let texts = [
            "松禾县城关镇人民路8号院", "人民路八号", "解放路8号", "人民路9号", "人民路3巷8号", "云溪镇桃花村三组", "云溪镇桃花村第3村民组",
            "云溪镇柳林村三组", "云溪镇桃花村九组", "云溪镇大湾村三组", "石桥乡青龙村三组",
        ]
        for a in texts {
            for b in texts {
                let same = Samples.reader.compare(a, b).verdict == .same
                #expect(same == (Samples.reader.key(of: a) == Samples.reader.key(of: b)), "\(a) \(b)")
            }
        }
    }

    @Test func `keys read as documented`() {
        #expect(Samples.reader.key(of: "松禾县城关镇解放路八号院3栋")?.text == "990121/r/人民路//8")
        #expect(Samples.reader.key(of: "人民路阳光小区3栋")?.text == "990121/n/人民路//阳光")
        #expect(Samples.reader.key(of: "云溪镇桃花村三组")?.text == "990121/v/990121102201/3")
        #expect(Samples.reader.key(of: "云溪镇桃花村")?.text == "990121/v/990121102201/")
        #expect(Samples.plain.key(of: "青禾县白石乡村头村五社")?.text == "青禾县/v/白石|村头/5")
        #expect(Samples.reader.key(of: "人民路") == nil)
    }
}
