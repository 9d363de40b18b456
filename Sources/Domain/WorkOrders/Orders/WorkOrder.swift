package import Diagnostics
package import JSONTree
import Storage

/// One order to do something (工单): sent down by the city's hotline, or set by a leader.
package struct WorkOrder: Sendable {
    /// Where it stands.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Here, and nobody has been given it.
        case received
        /// With the leader in charge, who was asked.
        case asked
        /// Given to an office that has not signed for it.
        case dispatched
        /// Being worked on.
        case handling
        /// Answered, and the answer is being checked.
        case checking
        /// The caller is being asked.
        case calling
        /// Done.
        case closed
        /// Done as far as it goes: the caller's wish cannot be met now.
        case unresolved
        /// Sent back to whoever sent it: not this county's.
        case returned
        /// The caller was told the right door: a court, a review, a petition.
        case told
        /// One with another order.
        case merged
        /// Taken back by whoever sent it.
        case withdrawn

        package var isOpen: Bool {
            switch self {
            case .received, .asked, .dispatched, .handling, .checking, .calling: true
            case .closed, .unresolved, .returned, .told, .merged, .withdrawn: false
            }
        }

        /// Whether it counts as taken on (立案): not merged into another, not somebody else's.
        package var isTakenOn: Bool {
            switch self {
            case .returned, .told, .merged, .withdrawn: false
            default: true
            }
        }

        package var title: Text {
            switch self {
            case .received: Text(zh: "待派", en: "To dispatch")
            case .asked: Text(zh: "请示中", en: "Leader asked")
            case .dispatched: Text(zh: "待签收", en: "To be signed for")
            case .handling: Text(zh: "办理中", en: "Being handled")
            case .checking: Text(zh: "答复审核", en: "Answer checked")
            case .calling: Text(zh: "回访", en: "Call-back")
            case .closed: Text(zh: "已办结", en: "Closed")
            case .unresolved: Text(zh: "暂未解决", en: "Not solved yet")
            case .returned: Text(zh: "已退单", en: "Returned")
            case .told: Text(zh: "已告知渠道", en: "Told the right door")
            case .merged: Text(zh: "已并单", en: "Merged")
            case .withdrawn: Text(zh: "市里撤单", en: "Taken back")
            }
        }
    }

    package let id: Int64
    package let kind: String
    package let number: String
    package var state: State
    package var registerRow: Int64?
    package var registerVersion: Int64?
    /// The record it is about, such as `hotline:QC2026…`.
    package let about: String?
    package var requestKind: String?
    package var matterClass: String?
    package var urgency: String?
    package var division: String
    /// The town's office of the place, where it is known.
    package var town: String?
    var caller: [UInt8]?
    var placeKey: [UInt8]?
    /// The lead office.
    package var department: String?
    package var assisting: [String]
    package var mergedInto: Int64?
    /// The official who set it.
    package let founder: Int64?
    /// Microseconds since 1970, UTC, like all instants here.
    package var receivedAt: Int64
    /// The limit of whoever sent it.
    package var upperDueAt: Int64?
    package var dispatchedAt: Int64?
    package var repliedAt: Int64?
    package var finishedAt: Int64?
    package var contacted: Bool?
    /// What the office says: whether it is solved.
    package var claimed: Bool?
    /// What the caller says.
    package var solved: Bool?
    package var satisfied: String?
    /// When the answer went back to whoever sent the order.
    package var sentAt: Int64?
    /// How often it was opened again because it was not solved.
    package var reopened: Int
    package var extended: Int
    /// Given to an office against the dispatch list, by the leader in charge.
    package var overridden: Bool
    /// The colour of the last urging.
    package var colour: String?
    /// What the rules said when it came.
    package var judged: JSON
    var content: [UInt8]?
    var reply: [UInt8]?
    package let version: Int64

    package var hasReply: Bool { reply != nil }

    /// Whether somebody still has to answer it: with the order that it was merged into, if it was.
    package var isUnanswered: Bool { state.isOpen || (state == .merged && finishedAt == nil) }

    /// Whether it was, or is, late by the limit of whoever sent it.
    package func isLate(at now: Int64) -> Bool {
        guard let upperDueAt else { return false }
        return (finishedAt ?? (isUnanswered ? now : upperDueAt)) > upperDueAt
    }

    static let columns = """
        id, kind, number, state, register_row, register_version, about, request_kind, class, urgency, division, town,
        caller, place_key, department, assisting, merged_into, founder, received_at, upper_due_at, dispatched_at,
        replied_at, finished_at, contacted, solved, satisfied, reopened, extended, overridden, colour, judged, content,
        reply, claimed, sent_at, version
        """

    init(_ row: Row) throws {
        id = try row.integer(0)
        kind = try row.text(1)
        number = try row.text(2)
        state = State(rawValue: try row.text(3)) ?? .received
        registerRow = try row.optionalInteger(4)
        registerVersion = try row.optionalInteger(5)
        about = try row.optionalText(6)
        requestKind = try row.optionalText(7)
        matterClass = try row.optionalText(8)
        urgency = try row.optionalText(9)
        division = try row.text(10)
        town = try row.optionalText(11)
        caller = try row.optionalBytes(12)
        placeKey = try row.optionalBytes(13)
        department = try row.optionalText(14)
        assisting = try row.text(15).split(separator: ",").map(String.init)
        mergedInto = try row.optionalInteger(16)
        founder = try row.optionalInteger(17)
        receivedAt = try row.integer(18)
        upperDueAt = try row.optionalInteger(19)
        dispatchedAt = try row.optionalInteger(20)
        repliedAt = try row.optionalInteger(21)
        finishedAt = try row.optionalInteger(22)
        contacted = try row.optionalInteger(23).map { $0 != 0 }
        solved = try row.optionalInteger(24).map { $0 != 0 }
        satisfied = try row.optionalText(25)
        reopened = try row.int(26)
        extended = try row.int(27)
        overridden = try row.bool(28)
        colour = try row.optionalText(29)
        judged = try row.optionalText(30).map { try JSON(parsing: $0) } ?? .null
        content = try row.optionalBytes(31)
        reply = try row.optionalBytes(32)
        claimed = try row.optionalInteger(33).map { $0 != 0 }
        sentAt = try row.optionalInteger(34)
        version = try row.integer(35)
    }

    /// A new order.
    init(
        id: Int64, kind: String, number: String, division: String, about: String? = nil, founder: Int64? = nil,
        at: Int64
    ) {
        self.id = id
        self.kind = kind
        self.number = number
        self.division = division
        self.about = about
        self.founder = founder
        state = .received
        assisting = []
        receivedAt = at
        reopened = 0
        extended = 0
        overridden = false
        judged = .null
        version = 0
    }
}

extension WorkOrder {
    private static let insert = SQL(
        """
        INSERT INTO work_order (\(columns), changed_at)
        VALUES (\(Array(repeating: "?", count: 35).joined(separator: ", ")), 1, ?)
        """)
    private static let update: SQL = """
        UPDATE work_order SET state = ?, register_row = ?, register_version = ?, request_kind = ?, class = ?, urgency = ?,
            division = ?, town = ?, caller = ?, place_key = ?, department = ?, assisting = ?, merged_into = ?,
            received_at = ?, upper_due_at = ?, dispatched_at = ?, replied_at = ?, finished_at = ?, contacted = ?,
            solved = ?, satisfied = ?, reopened = ?, extended = ?, overridden = ?, colour = ?, judged = ?, content = ?,
            reply = ?, claimed = ?, sent_at = ?, changed_at = ?, version = version + 1
        WHERE id = ? AND version = ?
        """
    /// The guard that fails when somebody else changed the order first; plan again.
    static let moved = "order.moved-on"

    private static func flag(_ value: Bool?) -> SQLValue { value.map { .integer($0 ? 1 : 0) } ?? .null }
    private static func blob(_ value: [UInt8]?) -> SQLValue { value.map { .bytes($0) } ?? .null }

    private var judgedValue: SQLValue { judged.isNull ? .null : .text(judged.text) }

    /// The statement that adds it.
    func inserting(at now: Int64) -> Statement {
        var values: [SQLValue] = [
            .integer(id), .text(kind), .text(number), .text(state.rawValue), SQLValue(registerRow),
            SQLValue(registerVersion), SQLValue(about), SQLValue(requestKind), SQLValue(matterClass), SQLValue(urgency),
            .text(division), SQLValue(town), Self.blob(caller), Self.blob(placeKey), SQLValue(department),
            .text(assisting.joined(separator: ",")), SQLValue(mergedInto), SQLValue(founder), .integer(receivedAt),
            SQLValue(upperDueAt), SQLValue(dispatchedAt), SQLValue(repliedAt), SQLValue(finishedAt),
        ]
        values += [
            Self.flag(contacted), Self.flag(solved), SQLValue(satisfied), .integer(Int64(reopened)),
            .integer(Int64(extended)), .integer(overridden ? 1 : 0), SQLValue(colour), judgedValue, Self.blob(content),
            Self.blob(reply), Self.flag(claimed), SQLValue(sentAt), .integer(now),
        ]
        return Statement(Self.insert, values, expect: .rows(1))
    }

    /// The statement that keeps it as it is now.
    func keeping(at now: Int64) -> Statement {
        var values: [SQLValue] = [
            .text(state.rawValue), SQLValue(registerRow), SQLValue(registerVersion), SQLValue(requestKind),
            SQLValue(matterClass), SQLValue(urgency), .text(division), SQLValue(town), Self.blob(caller),
            Self.blob(placeKey), SQLValue(department), .text(assisting.joined(separator: ",")), SQLValue(mergedInto),
            .integer(receivedAt), SQLValue(upperDueAt), SQLValue(dispatchedAt), SQLValue(repliedAt),
            SQLValue(finishedAt),
        ]
        values += [
            Self.flag(contacted), Self.flag(solved), SQLValue(satisfied), .integer(Int64(reopened)),
            .integer(Int64(extended)), .integer(overridden ? 1 : 0), SQLValue(colour), judgedValue, Self.blob(content),
            Self.blob(reply), Self.flag(claimed), SQLValue(sentAt), .integer(now), .integer(id), .integer(version),
        ]
        return Statement(Self.update, values, expect: .rows(1), otherwise: Self.moved)
    }
}
