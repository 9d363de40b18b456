// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import AddressEngine
import Testing

/// A small generator of repeatable choices.
struct Dice {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func roll(_ below: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(below))
    }
    mutating func pick<T>(_ list: [T]) -> T { list[roll(list.count)] }
}

@Suite struct `Properties of addresses` {
    private static let digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

    /// A number below 1 000 in one of the ways people write it.
    private func written(_ number: Int, _ dice: inout Dice) -> String {
        switch dice.roll(4) {
        case 0: return String(number)
        case 1: return String(String(number).unicodeScalars.map { Character(Unicode.Scalar($0.value + 0xFEE0)!) })
        case 2: return String(number).map { Self.digits[Int(String($0))!] }.joined()
        default:
            if number < 10 { return Self.digits[number] }
            if number < 20 { return "十" + (number % 10 == 0 ? "" : Self.digits[number % 10]) }
            if number < 100 {
                return Self.digits[number / 10] + "十" + (number % 10 == 0 ? "" : Self.digits[number % 10])
            }
            let rest = number % 100
            let head = Self.digits[number / 100] + "百"
            if rest == 0 { return head }
            if rest < 10 { return head + "零" + Self.digits[rest] }
            return head + Self.digits[rest / 10] + "十" + (rest % 10 == 0 ? "" : Self.digits[rest % 10])
        }
    }

    @Test func `every way of writing a compound reads as the same place`() throws {
        var dice = Dice(7)
        for _ in 0..<3_000 {
            let number = dice.roll(999) + 1
            let prefix = dice.pick(["", "松禾县", "松禾县城关镇", "县城", "城关镇", "松禾县 城关镇 ", "松禾县城"])
            let ending = dice.pick(["号", "号院", "院", "号大院", " 号 院", "号院3号楼2单元501室", "号院3-2-501", "#"])
            let text = prefix + dice.pick(["人民路", "解放路"]) + written(number, &dice) + ending
            #expect(Samples.reader.key(of: text)?.text == "990121/r/人民路//\(number)", "\(text)")
        }
    }

    @Test func `every way of writing a group reads as the same place`() throws {
        var dice = Dice(11)
        for _ in 0..<3_000 {
            let number = dice.roll(60) + 1
            let ordinal = dice.pick(["", "第"])
            let text =
                dice.pick(["松禾县", "", "松禾"]) + "云溪镇" + dice.pick(["桃花村", "桃花村委会", "桃花村民委员会", "桃花"]) + ordinal
                + written(number, &dice) + dice.pick(["组", "社", "村民组", "村民小组", "小组", "队", "组18号"])
            #expect(Samples.reader.key(of: text)?.text == "990121/v/990121102201/\(number)", "\(text)")
        }
    }

    @Test func `any text is read in bounded time without a trap`() {
        var dice = Dice(13)
        let pieces = [
            "省", "市", "县", "区", "镇", "乡", "街道", "村", "社区", "民", "委会", "组", "路", "街", "大", "道", "巷", "弄", "胡", "同", "号",
            "院", "楼", "栋", "单元", "室", "层", "附", "之", "第", "一", "十", "百", "〇", "廿", "9", "99999999999999", "-", "A", "(",
            ")", "(",
            " ", "桃花", "人民路", "松禾县", "😀", "\u{0}", "\u{301}", "城", "居", "小", "甲", "𬭎",
        ]
        for _ in 0..<20_000 {
            let text = (0..<dice.roll(40)).map { _ in dice.pick(pieces) }.joined()
            _ = Samples.reader.key(of: text)
            let comparison = Samples.reader.compare(text, text)
            #expect(comparison.verdict != .different)
        }
    }

    @Test func `overlong and empty texts are refused`() {
        #expect(throws: AddressError.self) { try Samples.reader.read(String(repeating: "路", count: 201)) }
        #expect(throws: AddressError.self) { try Samples.reader.read(" ,。()") }
        #expect((try? Samples.reader.read(String(repeating: "9", count: 200))) != nil)
    }
}
