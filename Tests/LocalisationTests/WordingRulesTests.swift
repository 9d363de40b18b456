import Diagnostics
import Localisation
import Testing

@Suite struct WordingRulesTests {
    private func codes(_ zh: String, _ en: String) -> [String] {
        WordingRules.findings(in: Text(zh: zh, en: en)).map(\.code)
    }

    @Test(arguments: ["请填写姓名,谢谢", "户籍(本县)", "为什么?", "办理中:", "注意;"])
    func `half-width marks beside Chinese are found`(zh: String) {
        #expect(codes(zh, "x") == ["wording.chinese.punctuation"])
    }

    @Test(arguments: ["第3.5条", "15:04", "2,846件", "API（v1.0）", "8月5日18:00截止", "9.5公里"])
    func `half-width marks inside figures and Latin text are right`(zh: String) {
        #expect(codes(zh, "x").isEmpty)
    }

    @Test func `missing wordings, wrong address, placeholders and mixed languages are found`() {
        #expect(codes("", "x") == ["wording.empty"])
        #expect(codes("好", " ") == ["wording.empty"])
        #expect(codes("请你填写", "Fill in") == ["wording.chinese.address"])
        #expect(codes("{name}好", "Hello") == ["wording.placeholders"])
        #expect(codes("提交", "Submit 提交") == ["wording.english.han"])
        #expect(codes("长辈版", "Large type (长辈版)").isEmpty)
        #expect(codes("松禾县", "松禾县").isEmpty)
    }
}
