package import Diagnostics
package import JSONTree
import Storage

/// One line of a case's timeline: what happened, at which office.
package struct CaseEvent: Sendable {
    /// What can happen to a case.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case submitted
        case eligible
        case ineligible
        case notFound = "not-found"
        case placed
        case placedElsewhere = "placed-elsewhere"
        case sentToPerson = "sent-to-person"
        case reviewed
        case correctionAsked = "correction-asked"
        case correctionAnswered = "correction-answered"
        case correctionLate = "correction-late"
        case promised
        case fileAdded = "file-added"
        case appointed
        case consentAsked = "consent-asked"
        case consentGiven = "consent-given"
        case consentRefused = "consent-refused"
        case confirmed
        case confirmationRefused = "confirmation-refused"
        case withdrawn
        case paperReceived = "paper-received"
        case returned
        case limitPaused = "limit-paused"
        case limitResumed = "limit-resumed"
        case limitExtended = "limit-extended"
        case accepted
        case notAccepted = "not-accepted"
        case mendingAsked = "mending-asked"
        case partMoved = "part-moved"
        case visitArranged = "visit-arranged"
        case taskDone = "task-done"
        case granted
        case refused
        case issued
        case delivered

        package var title: Text {
            switch self {
            case .submitted: Text(zh: "提交申请", en: "Application handed in")
            case .eligible: Text(zh: "数据核验：符合", en: "Checked: eligible")
            case .ineligible: Text(zh: "数据核验：不符合", en: "Checked: not eligible")
            case .notFound: Text(zh: "数据核验：有的数据查不到", en: "Checked: some data were not found")
            case .placed: Text(zh: "已安排学位", en: "A place is given")
            case .placedElsewhere: Text(zh: "学校已满，按公布次序安排", en: "School full: placed by the published order")
            case .sentToPerson: Text(zh: "转人工核对", en: "Passed to a person")
            case .reviewed: Text(zh: "人工核对完成", en: "Reviewed by a person")
            case .correctionAsked: Text(zh: "已请部门更正数据", en: "Correction asked of the department")
            case .correctionAnswered: Text(zh: "部门已答复", en: "The department answered")
            case .correctionLate: Text(zh: "部门超过答复期限，已报数据局督办", en: "The department is late; the data bureau presses it")
            case .promised: Text(zh: "已作出书面承诺", en: "Promise made in writing")
            case .fileAdded: Text(zh: "收到材料", en: "Paper received")
            case .appointed: Text(zh: "已预约到现场", en: "Visit arranged")
            case .consentAsked: Text(zh: "已请另一位监护人同意", en: "The other guardian was asked to agree")
            case .consentGiven: Text(zh: "另一位监护人已同意", en: "The other guardian agreed")
            case .consentRefused: Text(zh: "另一位监护人未同意", en: "The other guardian did not agree")
            case .confirmed: Text(zh: "监护人已确认", en: "Confirmed by the guardian")
            case .confirmationRefused: Text(zh: "监护人表示不确认", en: "A guardian did not confirm")
            case .withdrawn: Text(zh: "申请已撤回", en: "Application withdrawn")
            case .returned: Text(zh: "退回上一环节重新办理", en: "Sent back to be done again")
            case .limitPaused: Text(zh: "时限暂停计算", en: "The time limit stands still")
            case .limitResumed: Text(zh: "时限恢复计算", en: "The time limit runs on")
            case .limitExtended: Text(zh: "经批准延长时限", en: "Time limit extended with approval")
            case .accepted: Text(zh: "已受理", en: "Accepted")
            case .notAccepted: Text(zh: "不予受理", en: "Not accepted")
            case .mendingAsked: Text(zh: "请您补正或整改", en: "You are asked to complete or mend something")
            case .visitArranged: Text(zh: "约好现场核查", en: "A visit is arranged")
            case .partMoved: Text(zh: "一个环节有了进展", en: "A part has moved on")
            case .taskDone: Text(zh: "一个环节办完", en: "A step is done")
            case .granted: Text(zh: "各部门一致同意，准予办理", en: "All departments agree: granted")
            case .refused: Text(zh: "决定不予办理", en: "Refused")
            case .issued: Text(zh: "证照已出", en: "Licences made out")
            case .delivered: Text(zh: "证照已一次送达", en: "Delivered, all at once")
            case .paperReceived: Text(zh: "收到纸质表", en: "Paper form received")
            }
        }
    }

    package let code: Code
    /// Microseconds since 1970, UTC.
    package let at: Int64
    /// The department's code.
    package let office: String
    package let post: String
    /// Further facts, such as a school's code; never personal data.
    package let data: JSON
    /// What was written, sealed; opened by the case desk only.
    let sealedNote: [UInt8]?
    let id: Int64

    static let insert: SQL = """
        INSERT INTO case_event (id, case_id, code, at, office, post, data) VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    static let insertNoted: SQL = """
        INSERT INTO case_event (id, case_id, code, at, office, post, data, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    init?(_ row: Row) throws {
        guard let code = Code(rawValue: try row.text(0)) else { return nil }
        self.code = code
        at = try row.integer(1)
        office = try row.text(2)
        post = try row.text(3)
        data = try JSON(parsing: try row.text(4))
        sealedNote = try row.optionalBytes(5)
        id = try row.integer(6)
    }

    static func statement(
        _ code: Code, id: Int64, caseID: Int64, at: Int64, office: String, post: String = "", data: JSON = [:]
    ) -> Statement {
        Statement(
            insert,
            [
                .integer(id), .integer(caseID), .text(code.rawValue), .integer(at), .text(office), .text(post),
                .text(data.text),
            ], expect: .rows(1))
    }
}
