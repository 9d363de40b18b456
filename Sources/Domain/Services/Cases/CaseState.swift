package import Diagnostics

/// Where a case stands, in the words of the people who wait for it.
package enum CaseState: String, Sendable, Hashable, CaseIterable {
    /// Being filled in; not yet an application.
    case draft
    /// Handed in and answered; a person has to look at it.
    case inReview = "in-review"
    /// Waits for the applicant: a paper, a confirmation, a visit.
    case waiting
    /// Answered for good.
    case decided
    /// Taken back by the applicant.
    case withdrawn

    package var title: Text {
        switch self {
        case .draft: Text(zh: "未提交", en: "Not submitted")
        case .inReview: Text(zh: "人工核对中", en: "With a person")
        case .waiting: Text(zh: "等您补充", en: "Waits for you")
        case .decided: Text(zh: "已办结", en: "Decided")
        case .withdrawn: Text(zh: "已撤回", en: "Withdrawn")
        }
    }
}

/// The three answers of a decision. Not found is never no.
package enum CaseOutcome: String, Sendable, Hashable, CaseIterable {
    case eligible
    case ineligible
    case unknown

    package var title: Text {
        switch self {
        case .eligible: Text(zh: "符合", en: "Eligible")
        case .ineligible: Text(zh: "不符合", en: "Not eligible")
        case .unknown: Text(zh: "查不到", en: "Not found")
        }
    }
}
