package import Diagnostics
package import Directory
import Storage
package import WorkCalendar

/// A citizen says that a register is wrong, and the owning department answers (校核纠错): a matter of its own, with its
/// number and its clock.
package struct Correction: Sendable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        case open
        /// The department changed its register.
        case corrected
        /// The department looked and stands by its register.
        case upheld
        /// The department says that the register is not its own; the data bureau finds whose it is.
        case misdirected

        package var title: Text {
            switch self {
            case .open: Text(zh: "部门核对中", en: "Being checked")
            case .corrected: Text(zh: "已更正", en: "Corrected")
            case .misdirected: Text(zh: "数据局正在确定归口部门", en: "The data bureau finds the department")
            case .upheld: Text(zh: "核对无误，维持原样", en: "Checked and upheld")
            }
        }
    }

    /// The kind of matter that its tasks belong to.
    package static let matter = "correction"

    /// Whether somebody still has to answer.
    package var isOpen: Bool { state == .open || state == .misdirected }

    package let id: Int64
    package let number: String
    package let caseID: Int64
    package let subject: SubjectKey
    package let applicant: SubjectKey
    /// The contract's `package.id`.
    package let contract: String
    package let register: String
    /// The owning department.
    package let provider: String
    package let field: String
    package let state: State
    package let askedAt: Int64
    package let dueOn: CivilDate
    package let answeredAt: Int64?
    /// When the department was late, and the data bureau was told.
    package let lateAt: Int64?
    package let version: Int64
    let sealedStatement: [UInt8]
    let sealedAnswer: [UInt8]?

    static let columns = """
        id, number, case_id, subject, applicant, contract, register, provider, field, state, asked_at, due_on, answered_at,
        version, statement, answer, late_at
        """

    init(_ row: Row) throws {
        id = try row.integer(0)
        number = try row.text(1)
        caseID = try row.integer(2)
        subject = SubjectKey(bytes: try row.bytes(3))
        applicant = SubjectKey(bytes: try row.bytes(4))
        contract = try row.text(5)
        register = try row.text(6)
        provider = try row.text(7)
        field = try row.text(8)
        state = State(rawValue: try row.text(9)) ?? .open
        askedAt = try row.integer(10)
        guard let due = CivilDate(iso: try row.text(11)) else { throw StorageError.malformedRow("correction") }
        dueOn = due
        answeredAt = try row.optionalInteger(12)
        version = try row.integer(13)
        sealedStatement = try row.bytes(14)
        sealedAnswer = try row.optionalBytes(15)
        lateAt = try row.optionalInteger(16)
    }
}
