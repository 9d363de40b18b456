import Diagnostics
import Localisation
import Testing
import WorkCalendar

@Suite struct FormattingTests {
    @Test func `dates read as both languages write them`() throws {
        let date = try #require(CivilDate(iso: "2026-11-21"))
        #expect(date.text == Text(zh: "2026年11月21日", en: "21 November 2026"))
        #expect(date.weekdayText == Text(zh: "2026年11月21日 星期六", en: "Saturday 21 November 2026"))
        #expect(date.shortText == Text(zh: "11月21日", en: "21 November"))
        #expect(date.monthText == Text(zh: "2026年11月", en: "November 2026"))
    }

    @Test(arguments: [
        (0, "今天", "today"), (1, "明天", "tomorrow"), (-1, "昨天", "yesterday"), (12, "12天后", "in 12 days"),
        (-3, "3天前", "3 days ago"),
    ])
    func `a distance is said in plain days`(days: Int, zh: String, en: String) throws {
        let today = try #require(CivilDate(iso: "2026-11-21"))
        #expect(today.adding(days: days).relativeText(to: today) == Text(zh: zh, en: en))
    }

    @Test func `an instant is told in the county's zone`() {
        // 2026-11-21T07:04:05Z
        let instant: Int64 = 1_795_244_645 * 1_000_000 + 999_999
        #expect(
            ZoneClock.china.text(microseconds: instant) == Text(zh: "2026年11月21日 15:04", en: "21 November 2026, 15:04"))
        #expect(ZoneClock.china.shortText(microseconds: instant).zh == "11月21日 15:04")
        #expect(ZoneClock.china.timeWithSeconds(microseconds: instant) == "15:04:05")
        #expect(ZoneClock.china.machineText(microseconds: instant) == "2026-11-21T15:04:05+08:00")
        #expect(ZoneClock(secondsFromUTC: -19_800).machineText(microseconds: instant) == "2026-11-21T01:34:05-05:30")
    }

    @Test func `instants around midnight and before 1970 fall on the right day`() {
        #expect(ZoneClock.china.text(microseconds: 57_600_000_000 - 1).zh == "1970年1月1日 23:59")
        #expect(ZoneClock.china.text(microseconds: 57_600_000_000).zh == "1970年1月2日 00:00")
        #expect(ZoneClock.china.timeWithSeconds(microseconds: -1) == "07:59:59")
        #expect(ZoneClock(secondsFromUTC: 0).text(microseconds: -1).zh == "1969年12月31日 23:59")
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "−1,000")])
    func `integers are grouped`(number: Int, written: String) {
        #expect(Numbers.grouped(number) == written)
    }

    @Test(arguments: [
        (9_999, "9,999", "9,999"), (10_000, "1万", "10,000"), (302_400, "30.2万", "302,400"), (99_999, "10万", "99,999"),
        (1_500_000, "150万", "1.5 million"), (150_000_000, "1.5亿", "150 million"), (-20_000, "−2万", "−20,000"),
    ])
    func `large numbers are shortened for prose`(number: Int, zh: String, en: String) {
        #expect(Numbers.approximate(number) == Text(zh: zh, en: en))
    }

    @Test(arguments: [
        (7, 8, 1, "87.5%"), (1, 3, 0, "33%"), (2, 3, 2, "66.67%"), (0, 5, 1, "0.0%"), (1, 0, 1, "—"), (1, 200, 0, "1%"),
    ])
    func `shares are rounded half up`(part: Int, whole: Int, decimals: Int, written: String) {
        #expect(Numbers.percent(part, of: whole, decimals: decimals) == written)
    }

    @Test func `sizes and durations have their units`() {
        #expect(Numbers.bytes(812_000) == "812 KB")
        #expect(Numbers.bytes(8_000_000) == "8 MB")
        #expect(Numbers.bytes(2_449_000) == "2.4 MB")
        #expect(Numbers.duration(milliseconds: 35) == Text(zh: "35毫秒", en: "35 ms"))
        #expect(Numbers.duration(milliseconds: 800) == Text(zh: "0.8秒", en: "0.8 s"))
        #expect(Numbers.duration(milliseconds: 125_000) == Text(zh: "2分5秒", en: "2 min 5 s"))
    }

    @Test func `money is written in yuan`() {
        #expect(Money.text(fen: 123_450) == Text(zh: "1,234.50元", en: "CNY 1,234.50"))
        #expect(Money.text(fen: -5) == Text(zh: "−0.05元", en: "CNY −0.05"))
        #expect(Money.fee(fen: 0) == Text(zh: "免费", en: "Free of charge"))
        #expect(Money.fee(fen: 10_000).zh == "100元")
    }

    @Test func `English takes the plural and Chinese its measure word`() {
        func days(_ number: Int) -> Text { .count(number, zh: "个工作日", one: "working day", other: "working days") }
        #expect(days(1) == Text(zh: "1个工作日", en: "1 working day"))
        #expect(days(5) == Text(zh: "5个工作日", en: "5 working days"))
        #expect(days(0).en == "0 working days")
    }

    @Test func `placeholders are filled in both wordings and nothing else is touched`() {
        let text = Text(zh: "{who}在{when}看过{who}", en: "{who} looked on {when}")
        #expect(text.filling("who", with: "张*") == Text(zh: "张*在{when}看过张*", en: "张* looked on {when}"))
        #expect(text.filling("none", with: "x") == text)
        #expect(Text.list([.verbatim("A"), .verbatim("B"), .verbatim("C")]) == Text(zh: "A、B和C", en: "A, B and C"))
        #expect(Text.list([]) == Text(verbatim: ""))
    }
}
