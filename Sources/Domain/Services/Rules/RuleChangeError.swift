package import Diagnostics

/// Why an act on a changed rule was refused.
package struct RuleChangeError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no such change, or it is not this viewer's. The two look the same.
        case notFound = "rule.not-found"
        /// Somebody else was first.
        case movedOn = "rule.moved-on"
        /// The act is not offered in this state, or to this person.
        case notOffered = "rule.not-offered"
        /// Whoever drafted a change does not publish it.
        case samePerson = "rule.same-person"
        /// There is no rehearsal of these bytes against the rule in force.
        case notRehearsed = "rule.not-rehearsed"
        /// Another rule comes into force before; the rehearsal does not tell what changes.
        case baseMoved = "rule.base-moved"
        /// The document's number is missing or is none.
        case documentNumber = "rule.document-number"
        /// The day of effect is missing or is over.
        case effectiveDay = "rule.effective-day"
        /// The day of effect went by while the change waited.
        case effectiveDayOver = "rule.effective-day-over"
        /// The days of the period are none, or too many.
        case period = "rule.period"
        /// What changes, or why it is sent back or withdrawn, is not said.
        case reasonMissing = "rule.reason-missing"
        /// There is no file, or it is too large.
        case file = "rule.file"
        /// The changed rule says the same as the one in force.
        case unchanged = "rule.unchanged"
    }

    package let code: Code
    /// What else is wrong in what was sent.
    package let also: [Code]

    package init(_ code: Code, also: [Code] = []) {
        self.code = code
        self.also = also
    }

    package var message: Text {
        switch code {
        case .notFound:
            Text(
                zh: "没有找到这项规则变更。请从“规则”页面打开。",
                en: "There is no such change of a rule. Open it from the page of rules.")
        case .movedOn:
            Text(
                zh: "这项变更刚刚有了变化。请从“规则”重新打开它，看看现在到了哪一步。",
                en: "This change has just moved on. Open it again from Rules to see where it stands.")
        case .notOffered:
            Text(
                zh: "这一步现在不能办，或不归您办。请从“规则”打开这项变更，那里列出了现在能办的。",
                en: "This cannot be done now, or not by you. Open the change from Rules: its page lists what can.")
        case .samePerson:
            Text(
                zh: "谁起草的，不能由谁发布。请另一位规则发布员办理。",
                en: "Whoever drafted a change does not publish it. Ask another publisher of rules.")
        case .notRehearsed:
            Text(
                zh: "这一版还没有和现行规则对比试算。请先试算，再送发布。",
                en: "This version has not been rehearsed against the rule in force. Rehearse it first.")
        case .baseMoved:
            Text(
                zh: "在生效日之前，另有规则要生效，试算对比的已经不是那时的规则。请改生效日期，或者撤销那一版，再试算一次。",
                en:
                    "Another rule comes into force before that day, so the rehearsal compares with the wrong one. Change the day, or withdraw the other, and rehearse again."
            )
        case .documentNumber:
            Text(
                zh: "文号不对。请按文件上的写，如“松教发〔2026〕12号”。",
                en: "This is no document number. Write it as on the document, such as 松教发〔2026〕12号.")
        case .effectiveDay:
            Text(
                zh: "生效日期不对。写成 2026-09-01，不能早于今天：已经收件的按原规则办。",
                en: "The day of effect is written 2026-09-01 and is not over: what was handed in stays on its rule.")
        case .effectiveDayOver:
            Text(
                zh: "送来时定的生效日期已经过了。请退回起草人，改了日期再送来。",
                en: "The day of effect went by while this waited. Send it back to the drafter for another day.")
        case .period:
            Text(
                zh: "试算的日期不对。写成 2026-09-01，前后顺序不能颠倒，最长 400 天。",
                en: "The days of a rehearsal are written 2026-09-01, the first before the last, at most 400 of them.")
        case .reasonMissing:
            Text(zh: "请写明理由，让以后看的人明白。", en: "Say why, so that whoever reads it later understands.")
        case .file:
            Text(
                zh: "请选择规则文件（.dmn 或 .xlsx，不超过 2 MB）。可以先下载现行规则，改好再传。",
                en:
                    "Choose a file of rules (.dmn or .xlsx, at most 2 MB). The one in force can be downloaded and changed."
            )
        case .unchanged:
            Text(
                zh: "这个文件和现行规则一样，没有什么要发布的。",
                en: "This file is the rule in force: there is nothing to publish.")
        }
    }
}

/// A file of rules that cannot be taken, with everything that is wrong in it.
package struct RuleFileRefused: Error, Sendable, Hashable {
    package let notices: [RuleNotice]

    package var findings: [Diagnostic] { notices.map(\.diagnostic) }

    init(_ notices: [RuleNotice]) { self.notices = notices }

    init(findings: [Diagnostic]) { notices = findings.map { RuleNotice(diagnostic: $0, place: nil) } }
}
