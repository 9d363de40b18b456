public import Diagnostics

/// One line of the reckoning of a deadline.
public struct DeadlineStep: Sendable, Hashable {
    /// What happened over the stretch.
    public enum Kind: Sendable, Hashable {
        /// The event happened; counting begins as the rule says.
        case event
        /// Days that counted.
        case counted
        /// A weekend that did not count, or that the end moved over.
        case weekend
        /// A holiday that did not count, or that the end moved over.
        case holiday(Text)
        /// A weekend day that counts by notice.
        case makeUp(Text)
        /// Days that did not count because the period was paused.
        case pause(Text)
        /// From here on no calendar has been published.
        case provisional
        /// The last day.
        case due
    }

    /// What happened.
    public let kind: Kind
    /// The first day of the stretch.
    public let from: CivilDate
    /// The last day of the stretch.
    public let through: CivilDate
    /// How many days of the stretch counted towards the period.
    public let counted: Int

    init(_ kind: Kind, from: CivilDate, through: CivilDate? = nil, counted: Int = 0) {
        self.kind = kind
        self.from = from
        self.through = through ?? from
        self.counted = counted
    }

    /// The line in words.
    public var text: Text {
        let zhSpan = from == through ? from.chinese : "\(from.chinese)至\(through.chinese)"
        let enSpan = from == through ? from.iso : "\(from.iso) to \(through.iso)"
        switch kind {
        case .event: return Text(zh: "自\(zhSpan)起", en: "starting from \(enSpan)")
        case .counted: return Text(zh: "\(zhSpan)计\(counted)天", en: "\(enSpan): \(counted) counted")
        case .weekend: return Text(zh: "\(zhSpan)为休息日", en: "\(enSpan): weekend")
        case .holiday(let name): return Text(zh: "\(zhSpan)为\(name.zh)放假", en: "\(enSpan): \(name.en)")
        case .makeUp(let name):
            return Text(zh: "\(zhSpan)因\(name.zh)调休上班", en: "\(enSpan): worked, made up for \(name.en)")
        case .pause(let reason): return Text(zh: "\(zhSpan)暂停(\(reason.zh))", en: "\(enSpan): paused (\(reason.en))")
        case .provisional:
            return Text(
                zh: "\(zhSpan)起放假安排尚未公布,暂按周一至周五推算", en: "from \(from.iso) provisional: no calendar published yet")
        case .due: return Text(zh: "\(zhSpan)到期", en: "due on \(enSpan)")
        }
    }
}
