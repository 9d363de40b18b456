import AddressEngine
import Testing

@Suite struct `Reading an address` {
    /// The parts that are there, in order, as one line.
    private func parts(_ text: String, _ reader: AddressReader = Samples.reader) throws -> String {
        let a = try reader.read(text)
        let named: [(String, String?)] = [
            ("省", a.province), ("市", a.prefecture), ("县", a.county), ("镇", a.town), ("村", a.village), ("屯", a.hamlet),
            ("组", a.group), ("路", a.road), ("巷", a.lane), ("院", a.compound), ("名", a.compoundName), ("幢", a.building),
            ("元", a.unit), ("层", a.floor), ("室", a.room), ("余", a.rest),
        ]
        return named.compactMap { name, value in value.map { "\(name):\($0)" } }.joined(separator: " ")
    }

    @Test(arguments: [
        ("松禾县城关镇人民路8号院3号楼2单元501室", "县:松禾县 镇:城关镇 路:人民路 院:8 幢:3 元:2 室:501"),
        ("松禾县城关镇人民路八号", "县:松禾县 镇:城关镇 路:人民路 院:8"),
        ("松禾县城人民路8号院", "县:松禾县 路:人民路 院:8"),
        ("县城人民路8号院", "路:人民路 院:8"),
        ("人民路8院", "路:人民路 院:8"),
        ("人民路8号3栋501号", "路:人民路 院:8 幢:3 室:501"),
        ("人民路８号院３-２-５０１", "路:人民路 院:8 幢:3 元:2 室:501"),
        ("人民路8号 3 2 501", "路:人民路 院:8 幢:3 元:2 室:501"),
        ("人民路一百零三号", "路:人民路 院:103"),
        ("人民路一〇三号附二号", "路:人民路 院:103-2"),
        ("人民路廿三号", "路:人民路 院:23"),
        ("人民路东段8号", "路:人民路 院:8"),
        ("人民路3巷8号", "路:人民路 巷:3 院:8"),
        ("人民路8号阳光小区A座12层1203室", "路:人民路 院:8 名:阳光小区 幢:A 层:12 室:1203"),
        ("城关镇东关社区人民路8号大院", "镇:城关镇 村:东关社区 路:人民路 院:8"),
        ("桃花大道12号", "路:桃花大道 院:12"),
        ("经3路9号", "路:经3路 院:9"),
        ("松禾县云溪镇桃花村三组", "县:松禾县 镇:云溪镇 村:桃花村 组:3"),
        ("云溪镇桃花村第三村民组", "镇:云溪镇 村:桃花村 组:3"),
        ("云溪镇桃花村村民三组", "镇:云溪镇 村:桃花村 组:3"),
        ("云溪镇桃花村3社12号", "镇:云溪镇 村:桃花村 组:3 院:12"),
        ("云溪镇桃花村民委员会第十二村民小组", "镇:云溪镇 村:桃花村 组:12"),
        ("云溪镇桃花三队", "镇:云溪镇 村:桃花 组:3"),
        ("云溪镇桃花村李家湾三组", "镇:云溪镇 村:桃花村 屯:李家湾 组:3"),
        ("云溪镇桃花村大湾组", "镇:云溪镇 村:桃花村 组:大湾"),
        ("云溪镇新路口村二组5号", "镇:云溪镇 村:新路口村 组:2 院:5"),
        ("松河省怀川市松禾县云溪镇桃花村", "省:松河省 市:怀川市 县:松禾县 镇:云溪镇 村:桃花村"),
        ("云溪镇、桃花村(原柳林村)三组", "镇:云溪镇 村:桃花村 组:3"),
        ("城关镇东关居委会五组", "镇:城关镇 村:东关 组:5"),
    ])
    func `parts are found`(text: String, expected: String) throws {
        #expect(try parts(text) == expected)
    }

    @Test(arguments: [
        ("青禾县镇南村一组", "县:青禾县 村:镇南村 组:1"),
        ("青禾县白石乡村头村五社", "县:青禾县 镇:白石乡 村:村头村 组:5"),
        ("青禾县幸福街道办事处人民路社区人民路8号", "县:青禾县 镇:幸福街道 村:人民路社区 路:人民路 院:8"),
        ("幸福街道8号", "路:幸福街 院:8"),
        ("北大街胡同5号", "路:北大街胡同 院:5"),
        ("八一路五号", "路:八一路 院:5"),
        ("五一路12号", "路:五一路 院:12"),
        ("十里铺村二组", "村:十里铺村 组:2"),
        ("河街村三组", "村:河街村 组:3"),
        ("青禾县城关镇中山一路7号楼", "县:青禾县 镇:城关镇 路:中山一路 幢:7"),
        ("新区大道8号", "路:新区大道 院:8"),
        ("青禾县云溪镇路口村6号", "县:青禾县 镇:云溪镇 村:路口村 院:6"),
        ("青禾县新镇路6号", "县:青禾县 路:新镇路 院:6"),
        ("青禾县云溪镇中心村二组", "县:青禾县 镇:云溪镇 村:中心村 组:2"),
        ("青禾县云溪镇小镇村二组", "县:青禾县 镇:云溪镇 村:小镇村 组:2"),
        ("周村路6号", "路:周村路 院:6"),
        ("和平路12-3号", "路:和平路 院:12-3"),
    ])
    func `names without a book are found by their form`(text: String, expected: String) throws {
        #expect(try parts(text, Samples.plain) == expected)
    }

    @Test func `what stands in brackets is set aside`() throws {
        let address = try Samples.reader.read("人民路8号(阳光小区)3号楼")
        #expect(address.note == "阳光小区")
        #expect(address.building == "3")
    }

    @Test func `a merged village's name leads to its successor and its new group number`() throws {
        let address = try Samples.reader.read("云溪镇柳林村三组")
        #expect(address.villageCode == "990121102201")
        #expect(address.group == "9")
        #expect(!address.isGroupNumberOld)
    }

    @Test func `without a renumbering table the old group number stays marked`() throws {
        let address = try Samples.reader.read("云溪镇大湾村三组")
        #expect(address.villageCode == "990121102201")
        #expect(address.isGroupNumberOld)
    }

    @Test func `a name that two towns share needs its town`() throws {
        #expect(try Samples.reader.read("青龙村一组").villageCode == nil)
        #expect(try Samples.reader.read("石桥乡青龙村一组").villageCode == "990121103201")
        #expect(try Samples.reader.read("松禾县石桥镇青龙一组").villageCode == "990121103201")
    }
}
