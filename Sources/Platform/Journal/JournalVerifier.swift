import Cryptography
import JSONTree
package import Storage

/// Reads a whole journal and says whether anything was altered, dropped or added, in bounded memory.
package struct JournalVerifier: Sendable {
    /// What a verification found.
    package struct Report: Sendable {
        /// Leaves that carry a position.
        package var leaves: Int64 = 0
        /// Leaves not numbered yet; a running system has some for a second.
        package var waiting: Int64 = 0
        package var receipts: Int64 = 0
        /// Roots that were recomputed and compared.
        package var roots: Int64 = 0
        /// The root over all numbered leaves.
        package var root: [UInt8] = []
        /// The first findings, at most `JournalVerifier.findingLimit`.
        package var findings: [JournalFinding] = []
        /// All findings, also those not listed.
        package var findingCount = 0

        /// Whether nothing is wrong.
        package var isIntact: Bool { findingCount == 0 }

        mutating func note(_ finding: JournalFinding) {
            findingCount += 1
            if findings.count < JournalVerifier.findingLimit { findings.append(finding) }
        }
    }

    private let storage: any Storage
    static let findingLimit = 100
    private static let pageSize = 5000

    /// Makes a verifier for a database.
    package init(storage: any Storage) { self.storage = storage }

    private static let leafPage: SQL = """
        SELECT position, body, hash, id FROM journal_leaf WHERE position >= ? ORDER BY position LIMIT ?
        """
    private static let treePage: SQL = "SELECT size, root FROM journal_tree WHERE size > ? ORDER BY size LIMIT ?"
    private static let receiptPage: SQL = """
        SELECT r.leaf_id, r.type, r.department, r.subject, r.sequence, r.details, r.salts, l.body
        FROM receipt r LEFT JOIN journal_leaf l ON l.id = r.leaf_id WHERE r.leaf_id > ? ORDER BY r.leaf_id LIMIT ?
        """
    private static let waitingCount: SQL = "SELECT COUNT(*) FROM journal_leaf WHERE position IS NULL"
    private static let chainGap: SQL = """
        SELECT leaf_id FROM (
            SELECT leaf_id, sequence, ROW_NUMBER() OVER (PARTITION BY subject ORDER BY sequence) AS expected
            FROM receipt WHERE subject IS NOT NULL) AS numbered
        WHERE sequence <> expected ORDER BY leaf_id LIMIT ?
        """

    /// Chains whose last receipts are gone: the subject's count says that there were more.
    private static let chainCut: SQL = """
        SELECT COALESCE(r.last_leaf, 0) FROM journal_subject s
        LEFT JOIN (
            SELECT subject, MAX(sequence) AS last_sequence, MAX(leaf_id) AS last_leaf FROM receipt
            WHERE subject IS NOT NULL GROUP BY subject) AS r ON r.subject = s.subject
        WHERE s.sequence <> COALESCE(r.last_sequence, 0) ORDER BY 1 LIMIT ?
        """

    /// Verifies everything. `progress` is told the leaves read so far.
    package func verify(progress: @Sendable (Int64) -> Void = { _ in }) async throws -> Report {
        var report = Report()
        try await verifyLeaves(&report, progress: progress)
        try await verifyReceipts(&report)
        let gaps = try await storage.query(
            JournalVerifier.chainGap, [.integer(Int64(JournalVerifier.findingLimit))], timeLimit: .seconds(3600)
        ) { try $0.integer(0) }
        for leaf in gaps { report.note(.chain(leaf)) }
        let cuts = try await storage.query(
            JournalVerifier.chainCut, [.integer(Int64(JournalVerifier.findingLimit))], timeLimit: .seconds(3600)
        ) { try $0.integer(0) }
        for leaf in cuts { report.note(.chainCut(leaf)) }
        report.waiting =
            try await storage.query(JournalVerifier.waitingCount, timeLimit: .seconds(600)) { try $0.integer(0) }.first
            ?? 0
        return report
    }

    private func verifyLeaves(_ report: inout Report, progress: @Sendable (Int64) -> Void) async throws {
        var tree = JournalTree()
        var roots = try await rootsPage(after: 0)[...]
        var next: Int64 = 0
        while true {
            let page = try await storage.query(
                JournalVerifier.leafPage, [.integer(next), .integer(Int64(JournalVerifier.pageSize))],
                limit: JournalVerifier.pageSize, timeLimit: .seconds(60)
            ) { (position: try $0.integer(0), body: try $0.bytes(1), hash: try $0.bytes(2)) }
            for leaf in page {
                if leaf.position != next { report.note(.gap(next)) }
                next = leaf.position + 1
                report.leaves += 1
                let hash = Leaf(stored: leaf.body).hash
                if hash != leaf.hash { report.note(.alteredLeaf(leaf.position)) }
                if !JournalVerifier.isCanonical(leaf.body) { report.note(.malformedLeaf(leaf.position)) }
                tree.append(leafHash: hash)
                if let expected = roots.first, expected.size == tree.size {
                    report.roots += 1
                    if expected.root != tree.root { report.note(.root(tree.size)) }
                    roots = roots.dropFirst()
                    if roots.isEmpty { roots = try await rootsPage(after: tree.size)[...] }
                }
            }
            progress(report.leaves)
            if page.count < JournalVerifier.pageSize { break }
        }
        // A recorded root beyond the last leaf means that leaves were cut off the end.
        if let missing = roots.first { report.note(.root(missing.size)) }
        report.root = tree.root
    }

    private func rootsPage(after size: Int64) async throws -> [(size: Int64, root: [UInt8])] {
        try await storage.query(JournalVerifier.treePage, [.integer(size), .integer(1000)], timeLimit: .seconds(60)) {
            (size: try $0.integer(0), root: try $0.bytes(1))
        }
    }

    private func verifyReceipts(_ report: inout Report) async throws {
        var last: Int64 = -1
        while true {
            let page = try await storage.query(
                JournalVerifier.receiptPage, [.integer(last), .integer(Int64(JournalVerifier.pageSize))],
                limit: JournalVerifier.pageSize, timeLimit: .seconds(60)
            ) { row in try StoredReceipt(row) }
            for receipt in page {
                last = receipt.leafID
                report.receipts += 1
                guard let body = receipt.body else {
                    report.note(.orphan(receipt.leafID))
                    continue
                }
                if !receipt.matches(Leaf(stored: body)) { report.note(.receipt(receipt.leafID)) }
            }
            if page.count < JournalVerifier.pageSize { return }
        }
    }

    private static func isCanonical(_ body: [UInt8]) -> Bool {
        guard body.count <= Leaf.maximumSize, let json = try? JSON(parsing: body),
            let canonical = try? json.canonicalBytes()
        else { return false }
        return canonical == body && json["v"]?.integer == 1
    }
}

/// A receipt with the leaf it claims, as read for verification.
private struct StoredReceipt: Sendable {
    let leafID: Int64
    let type: String
    let department: String
    let subject: [UInt8]?
    let sequence: Int64
    let details: String
    let salts: [UInt8]
    let body: [UInt8]?

    init(_ row: Row) throws {
        leafID = try row.integer(0)
        type = try row.text(1)
        department = try row.text(2)
        subject = try row.optionalBytes(3)
        sequence = try row.integer(4)
        details = try row.text(5)
        salts = try row.bytes(6)
        body = try row.optionalBytes(7)
    }

    /// Whether the leaf commits to exactly these details.
    func matches(_ leaf: Leaf) -> Bool {
        guard let said = try? leaf.parsed(), let details = try? JSON(parsing: details),
            let eventType = EventType.catalogue.first(where: { $0.name == type }),
            said["type"]?.string == type, said["dept"]?.string == department, let fields = said["fields"]
        else { return false }
        let values = eventType.fields.map { details[$0]?.string ?? "" }
        let event = JournalEvent(eventType, department: department, subject: subject, values: values)
        let committed = Leaf.details(of: event, sequence: sequence)
        guard committed.count == fields.count, salts.count == committed.count * Leaf.saltLength else { return false }
        return committed.enumerated().allSatisfy { index, detail in
            let salt = salts[index * Leaf.saltLength..<(index + 1) * Leaf.saltLength]
            return fields[detail.name]?.string == Leaf.commitment(name: detail.name, value: detail.value, salt: salt)
        }
    }
}
