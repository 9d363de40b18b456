import Cryptography
package import Directory
package import JSONTree
package import Registers
import Services
package import Storage

/// What an order says, opened for somebody who may see it.
package struct OrderContent: Sendable {
    package var title = ""
    package var content = ""
    package var caller = ""
    package var phone = ""
    package var place = ""
    package var town = ""
    package var channel = ""
    /// The office that whoever sent it named.
    package var handler = ""
    /// What came with it and is none of ours, by heading.
    package var remarks: [(heading: String, value: String)] = []
}

/// Orders in the database. Every read takes the viewer's scope.
package final class OrderStore: Sendable {
    package let storage: any Storage
    let keyring: Keyring
    let identifiers: IdentifierSource
    let registers: RegisterStore

    package init(registers: RegisterStore) {
        self.registers = registers
        storage = registers.storage
        keyring = registers.keyring
        identifiers = registers.identifiers
    }

    static let contentPlace = SealContext("work_order.content")
    static let replyPlace = SealContext("work_order.reply")
    static let notePlace = SealContext("work_order_event.note")

    private static let byNumber = SQL("SELECT \(WorkOrder.columns) FROM work_order WHERE kind = ? AND number = ?")
    private static let byID = SQL("SELECT \(WorkOrder.columns) FROM work_order WHERE id = ?")
    private static let mergedInto = SQL(
        "SELECT \(WorkOrder.columns) FROM work_order WHERE merged_into = ? ORDER BY id LIMIT 10000")
    private static let aboutRecord = SQL(
        "SELECT \(WorkOrder.columns) FROM work_order WHERE about = ? ORDER BY id LIMIT 50")
    private static let events = SQL(
        "SELECT \(OrderEvent.columns) FROM work_order_event WHERE order_id = ? ORDER BY id LIMIT 500")

    /// Whether a scope reaches an order.
    package func isVisible(_ order: WorkOrder, to scope: AccessScope) -> Bool {
        if case .program = scope.viewer { return true }
        if scope.may(.manageOrders) || scope.may(.readAllOrders) { return true }
        guard case .official(let id, _, let department) = scope.viewer,
            scope.may(.handleOrders) || scope.may(.overseeOrders)
        else { return false }
        return order.department == department || order.assisting.contains(department) || order.founder == id
    }

    /// The order of a number, if the viewer may see it.
    package func find(kind: String, number: String, in scope: AccessScope) async throws -> WorkOrder {
        let found = try await storage.point(OrderStore.byNumber, [.text(kind), .text(number)]) { try WorkOrder($0) }
        guard let found, isVisible(found, to: scope) else { throw OrderError(.notFound) }
        return found
    }

    /// The order of a row, if the viewer may see it.
    package func find(id: Int64, in scope: AccessScope) async throws -> WorkOrder {
        let found = try await storage.point(OrderStore.byID, [.integer(id)]) { try WorkOrder($0) }
        guard let found, isVisible(found, to: scope) else { throw OrderError(.notFound) }
        return found
    }

    func find(id: Int64, reader: any SnapshotReader) throws -> WorkOrder {
        guard let found = try reader.point(OrderStore.byID, [.integer(id)], { try WorkOrder($0) }) else {
            throw OrderError(.notFound)
        }
        return found
    }

    func find(kind: String, number: String, reader: any SnapshotReader) throws -> WorkOrder? {
        try reader.point(OrderStore.byNumber, [.text(kind), .text(number)]) { try WorkOrder($0) }
    }

    func merged(into id: Int64, reader: any SnapshotReader) throws -> [WorkOrder] {
        try reader.rows(OrderStore.mergedInto, [.integer(id)], limit: 10_000) { try WorkOrder($0) }
    }

    /// The orders that were merged into one.
    package func merged(into order: WorkOrder) async throws -> [WorkOrder] {
        try await storage.few(OrderStore.mergedInto, [.integer(order.id)]) { try WorkOrder($0) }
    }

    /// The orders that are about a record, such as a leader's about a hotline order.
    package func orders(about record: String, in scope: AccessScope) async throws -> [WorkOrder] {
        try await storage.few(OrderStore.aboutRecord, [.text(record)]) { try WorkOrder($0) }
            .filter { isVisible($0, to: scope) }
    }

    /// The history of an order that the viewer has been given.
    package func history(of order: WorkOrder) async throws -> [OrderEvent] {
        try await storage.few(OrderStore.events, [.integer(order.id)], limit: 500) { try OrderEvent($0) }
            .compactMap { $0 }
    }

    /// What somebody wrote with an event.
    package func note(of event: OrderEvent) throws -> [(name: String, value: JSON)] {
        guard let sealed = event.note else { return [] }
        let json = try JSON(parsing: try keyring.open(sealed, in: OrderStore.notePlace, row: event.id))
        return json.members.map { ($0.name, $0.value) }
    }

    /// The answer to the caller.
    package func reply(of order: WorkOrder) throws -> String? {
        guard let sealed = order.reply else { return nil }
        return String(decoding: try keyring.open(sealed, in: OrderStore.replyPlace, row: order.id), as: UTF8.self)
    }

    /// The reason of an act on a task, sealed as those of cases are: copies of both are read in one list.
    func sealedReason(_ reason: String, act: Int64) throws -> [UInt8] {
        try keyring.seal(Array(reason.utf8), in: CaseDesk.reasonPlace, row: act)
    }

    func sealedNote(_ note: JSON, event: Int64) throws -> [UInt8]? {
        note.members.isEmpty ? nil : try keyring.seal(note.bytes, in: OrderStore.notePlace, row: event)
    }

    func sealedReply(_ text: String, order: Int64) throws -> [UInt8] {
        try keyring.seal(Array(text.utf8), in: OrderStore.replyPlace, row: order)
    }

    // MARK: What orders say

    /// What an order says.
    package func content(of order: WorkOrder, runtime: OrderRuntime) async throws -> OrderContent {
        try await contents(of: [order], runtime: runtime)[order.id] ?? OrderContent()
    }

    /// What orders say, by their ids.
    package func contents(of orders: [WorkOrder], runtime: OrderRuntime) async throws -> [Int64: OrderContent] {
        guard let table = runtime.table, let source = runtime.kind.source else {
            var contents: [Int64: OrderContent] = [:]
            for order in orders {
                guard let sealed = order.content else { continue }
                let json = try JSON(
                    parsing: try keyring.open(sealed, in: OrderStore.contentPlace, row: order.id))
                var content = OrderContent()
                content.title = json["title"]?.string ?? ""
                content.content = json["content"]?.string ?? ""
                contents[order.id] = content
            }
            return contents
        }
        let rows = try await registers.rows(table, ids: orders.compactMap(\.registerRow))
        var contents: [Int64: OrderContent] = [:]
        for order in orders {
            guard let row = order.registerRow.flatMap({ rows[$0] }) else { continue }
            contents[order.id] = OrderContent(SourceRow(row, table: table, source: source))
        }
        return contents
    }

    func sealedContent(_ content: JSON, order: Int64) throws -> [UInt8] {
        try keyring.seal(content.bytes, in: OrderStore.contentPlace, row: order)
    }

    // MARK: Lists

    /// One page of a list, the most urgent first.
    package func list(
        _ filter: OrderFilter, page: Int, size: Int = 30, in scope: AccessScope, now: Int64
    ) async throws -> [WorkOrder] {
        let (condition, values) = filter.condition(at: now, in: scope)
        // What is open is listed by its limit; what has ended, by its last change; a figure's rows, the latest first.
        let order =
            if filter.figure != nil || filter.view == .all {
                "received_at DESC, id DESC"
            } else if filter.view == .closed {
                "changed_at DESC, id DESC"
            } else {
                "upper_due_at NULLS LAST, id"
            }
        return try await storage.query(
            SQL("SELECT \(WorkOrder.columns) FROM work_order WHERE \(condition) ORDER BY \(order) LIMIT ? OFFSET ?"),
            values + [.integer(Int64(size)), .integer(Int64(min(max(0, page - 1), 1 << 20) * size))], limit: size
        ) { try WorkOrder($0) }
    }

    /// How many orders a list has.
    package func count(_ filter: OrderFilter, in scope: AccessScope, now: Int64) async throws -> Int {
        let (condition, values) = filter.condition(at: now, in: scope)
        return try await storage.query(SQL("SELECT COUNT(*) FROM work_order WHERE \(condition)"), values) {
            try $0.int(0)
        }.first ?? 0
    }
}
