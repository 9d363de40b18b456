package import Diagnostics
import Storage
package import WorkCalendar

/// A rule of a service that somebody wants changed: drafted, rehearsed, handed on, published by a second person under a
/// document's number, in force from a day on; withdrawn if it was wrong.
package struct RuleChange: Sendable, Hashable {
    /// How far it has come; the raw value is stored.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Being worked on by whoever drafted it.
        case draft
        /// With the second person.
        case proposed
        /// In force from its day on.
        case published
        /// Was published and does not count any more.
        case withdrawn
        /// Given up before it was published.
        case dropped

        package var title: Text {
            switch self {
            case .draft: Text(zh: "起草中", en: "Being drafted")
            case .proposed: Text(zh: "待发布", en: "Waits for publication")
            case .published: Text(zh: "已发布", en: "Published")
            case .withdrawn: Text(zh: "已撤销", en: "Withdrawn")
            case .dropped: Text(zh: "已放弃", en: "Given up")
            }
        }
    }

    package let id: Int64
    /// The service's id.
    package let service: String
    /// The changed rule's hash.
    package let hash: String
    package let state: State
    /// What changes and why, in the drafter's words.
    package let note: String
    /// The document's number (文号), such as 松教发〔2026〕12号; empty until it is handed on.
    package let number: String
    package let effective: CivilDate?
    package let draftedBy: Int64
    /// Microseconds since 1970, UTC, as are the others.
    package let draftedAt: Int64
    /// Who sent the file that is there now.
    package let fileBy: Int64
    package let proposedBy: Int64?
    package let proposedAt: Int64?
    /// The second person, who published it; of a draft, who sent it back or took it back.
    package let decidedBy: Int64?
    package let decidedAt: Int64?
    package let withdrawnBy: Int64?
    package let withdrawnAt: Int64?
    /// Why it was sent back or withdrawn.
    package let reason: String
    /// The rehearsal that goes with it.
    package let rehearsal: Int64?
    /// Of a withdrawn rule, the list of the cases that it touched.
    package let touched: Int64?
    /// The hash of the package's rule when it was published: a newer package may bring another.
    package let packaged: String
    /// Counts the acts on it: what somebody saw is what they act on.
    package let version: Int64

    static let columns =
        "id, service, hash, state, note, number, effective, drafted_by, drafted_at, file_by, proposed_by, proposed_at, decided_by, decided_at, withdrawn_by, withdrawn_at, reason, rehearsal, touched, packaged, version"

    init(_ row: Row) throws {
        id = try row.integer(0)
        service = try row.text(1)
        hash = try row.text(2)
        state = State(rawValue: try row.text(3)) ?? .dropped
        note = try row.text(4)
        number = try row.text(5)
        effective = try row.optionalText(6).flatMap { CivilDate(iso: $0) }
        draftedBy = try row.integer(7)
        draftedAt = try row.integer(8)
        fileBy = try row.integer(9)
        proposedBy = try row.optionalInteger(10)
        proposedAt = try row.optionalInteger(11)
        decidedBy = try row.optionalInteger(12)
        decidedAt = try row.optionalInteger(13)
        withdrawnBy = try row.optionalInteger(14)
        withdrawnAt = try row.optionalInteger(15)
        reason = try row.text(16)
        rehearsal = try row.optionalInteger(17)
        touched = try row.optionalInteger(18)
        packaged = try row.text(19)
        version = try row.integer(20)
    }

    /// Whether it may still be changed by whoever drafted it.
    package var isOpen: Bool { state == .draft }

    /// Whether somebody had a hand in it: they are not the second person.
    package func isWork(of official: Int64) -> Bool {
        draftedBy == official || fileBy == official || proposedBy == official
    }

    /// A document's number as it is written in documents: 〔〕 around the year, no spaces; `nil` if it is none.
    ///
    /// The parts are those of 党政机关公文格式 (GB/T 9704-2012, 7.2.5): the office's sign, the year in full, the number without
    /// leading zeros.
    package static func documentNumber(_ text: String) -> String? {
        var number = text.filter { !$0.isWhitespace }
        for (wrong, right) in [
            ("[", "〔"), ("]", "〕"), ("【", "〔"), ("】", "〕"), ("（", "〔"), ("）", "〕"), ("(", "〔"), (")", "〕"),
        ] {
            number = number.replacing(wrong, with: right)
        }
        number = number.replacing("〕第", with: "〕")
        guard let open = number.firstIndex(of: "〔"), let close = number.firstIndex(of: "〕"), open < close,
            number.last == "号", number.count <= 40
        else { return nil }
        let sign = number[..<open]
        let year = number[number.index(after: open)..<close]
        let sequence = number[number.index(after: close)...].dropLast()
        func isNumber(_ text: Substring) -> Bool { text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) } }
        guard !sign.isEmpty, year.count == 4, isNumber(year), (1...6).contains(sequence.count), isNumber(sequence),
            sequence.first != "0"
        else { return nil }
        return number
    }
}
