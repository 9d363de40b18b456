import Diagnostics

/// The words by which a forbidden declaration is known: in an id as whole words, in a Chinese title as part of it.
///
/// Only names and titles of what is declared are read, never prose: “不打卡、不排名” in a guide is a promise.
struct ForbiddenWords {
    let refusal: LegalRefusal
    let ids: [String]
    let chinese: [String]
    /// Words that are harmless unless the declaration is about persons.
    let personalOnly: [String]

    static let all: [ForbiddenWords] = [
        ForbiddenWords(
            refusal: .points, ids: ["points", "jifen", "merit"], chinese: ["积分", "打分", "扣分", "计分", "得分"],
            personalOnly: ["score", "scores"]),
        ForbiddenWords(
            refusal: .ranking, ids: ["ranking", "leaderboard", "paiming"], chinese: ["排名", "排行", "名次", "红黑榜", "先锋榜"],
            personalOnly: ["rank"]),
        ForbiddenWords(
            refusal: .checkIn, ids: ["checkin", "check in", "clockin", "clock in", "daka"], chinese: ["打卡", "签到"],
            personalOnly: []),
        ForbiddenWords(
            refusal: .track, ids: ["track", "tracks", "trajectory", "whereabouts", "online time", "guiji"],
            chinese: ["轨迹", "行踪", "在线时长", "实时位置"], personalOnly: []),
    ]

    static let enrolment = ForbiddenWords(
        refusal: .forbiddenQuestion,
        ids: ["occupation", "job", "income", "salary", "kindergarten", "birth control", "family planning"],
        chinese: ["职业", "职务", "收入", "幼儿园", "学前教育", "计划生育", "准生证"], personalOnly: [])

    /// Whether a declaration bears one of the words.
    func apply(id: String, title: String, isPersonal: Bool) -> Bool {
        let words = " " + id.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
        if ids.contains(where: { words.contains(" \($0) ") }) { return true }
        if isPersonal, personalOnly.contains(where: { words.contains(" \($0) ") }) { return true }
        return chinese.contains { word in
            guard let range = title.firstRange(of: word) else { return false }
            let before = title[..<range.lowerBound]
            return !["不", "无", "禁止", "不得", "取消", "免"].contains { before.hasSuffix($0) }
        }
    }
}
