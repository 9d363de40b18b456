package import DecisionEngine

extension AbsenceWords {
    /// The words of answers: the outcomes of cases, and those that people write in tables of their own.
    package static let usual = AbsenceWords(
        unknown: [
            CaseOutcome.unknown.rawValue, "not-known", "not known", "未知", "不明", "不详", "查不到", "未查到",
        ],
        refusals: [
            CaseOutcome.ineligible.rawValue, "not eligible", "no", "refused", "rejected", "denied", "否", "不符合", "不予受理",
            "不予通过", "不通过", "不同意", "驳回",
        ])
}
