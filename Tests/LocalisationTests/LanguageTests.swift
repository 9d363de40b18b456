import Localisation
import Testing

@Suite struct LanguageTests {
    @Test(
        arguments: [
            ("zh-CN,zh;q=0.9,en;q=0.8", Language.zhHans), ("en-GB,en;q=0.9", .en), ("en;q=0.5, zh-Hans;q=0.9", .zhHans),
            ("fr, en;q=0.3", .en), ("fr", .zhHans), ("", .zhHans), ("*", .zhHans), ("zh;q=0, *", .en),
            ("en;q=0", .zhHans),
            ("EN-us", .en), ("zh-Hant-TW", .zhHans), ("cmn-Hans", .zhHans), ("en;q=abc, zh;q=0.1", .zhHans),
            ("en;q=0.123, zh;q=0.124", .zhHans), ("en;q=2", .zhHans), (",,,;;;q=,", .zhHans),
            ("en ; q = 0.4 , de", .en),
        ])
    func `the header asks and the best language answers`(header: String, expected: Language) {
        #expect(Language.negotiated(from: header) == expected)
    }

    @Test func `a missing header gives the fallback`() {
        #expect(Language.negotiated(from: nil, fallback: .en) == .en)
    }

    @Test func `a hostile header is read in bounded time`() {
        let header = String(repeating: "xx;q=0.1,", count: 200_000) + "en"
        #expect(Language.negotiated(from: header) == .zhHans)
    }

    @Test func `tags of other languages are not ours`() {
        #expect(Language(tag: "de") == nil)
        #expect(Language(tag: "zho") == nil)
        #expect(Language(tag: "zh_CN") == .zhHans)
        #expect(Language.zhHans.other == .en)
    }
}
