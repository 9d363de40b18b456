package import WorkCalendar

/// An order that the city's hotline has sent down, all invented.
package struct DemoOrder: Sendable, Hashable {
    /// The city's number, `QC`, the day of receipt and five digits; unique.
    package let number: String
    /// The day of the call.
    package let receivedOn: CivilDate
    /// The minute of that day.
    package let receivedMinute: Int
    /// The day on which the city's own clock ends.
    package let dueOn: CivilDate
    /// The minute of that day.
    package let dueMinute: Int
    /// `consult`, `help`, `complaint`, `report`, `suggestion` or `praise`.
    package let kind: String
    /// Area and item as the city sees them, such as 市场监管/食品安全; wrong in three orders of a hundred.
    package let matterClass: String
    /// What the order is about in a few words.
    package let title: String
    /// What the caller said.
    package let content: String
    /// The caller's name, or 王女士 where only that was said.
    package let callerName: String
    /// A number that nobody has: 1990000 and four digits.
    package let callerPhone: String
    /// Where it is, with the town.
    package let place: String
    /// The town's Chinese name, such as 青石镇.
    package let town: String
    /// `normal`, `urgent` or `emergency`.
    package let urgency: String
    /// 电话, 微信 or 网站.
    package let channel: String
    /// Whether it has ended.
    package let isDone: Bool
    /// The Chinese title of the office whose matter it truly is, such as 市场监督管理局 or 青石镇人民政府.
    package let handler: String
    /// That office's id, such as `market` or `town-102`.
    package let handlerCode: String
    /// The answer, once it has ended; so are the next five.
    package let reply: String?
    /// The day on which it ended.
    package let finishedOn: CivilDate?
    /// The minute of that day.
    package let finishedMinute: Int?
    /// Whether the caller could be spoken to.
    package let contacted: Bool?
    /// Whether it is solved, by the caller's word.
    package let solved: Bool?
    /// `satisfied`, `fair`, `dissatisfied` or `none`.
    package let satisfied: String?
}
