package import Directory
package import Journal
package import Storage

/// Who looked at somebody's data: the receipts of one person, for that person and for a minor's guardian.
package struct DataUse: Sendable {
    private let storage: any Storage

    package init(storage: any Storage) { self.storage = storage }

    private static let ofSubject = SQL(
        """
        SELECT \(Receipt.columns) FROM receipt WHERE subject = ? AND leaf_id < ? ORDER BY leaf_id DESC LIMIT ?
        """)

    private static let looksAtSubject = SQL(
        """
        SELECT \(Receipt.columns) FROM receipt WHERE subject = ? AND leaf_id < ? AND type IN (?, ?)
        ORDER BY leaf_id DESC LIMIT ?
        """)

    /// The receipts of those who looked at a person's data, the newest first; scopes as for `receipts`.
    package func looks(
        at key: SubjectKey, before: Int64? = nil, size: Int = 50, in scope: AccessScope
    ) async throws -> [Receipt] {
        try check(key, scope)
        return try await storage.few(
            DataUse.looksAtSubject,
            [
                .bytes(key.bytes), .integer(before ?? .max), .text(EventType.lookedUp.name),
                .text(EventType.caseViewed.name), .integer(Int64(size)),
            ], limit: size
        ) { try Receipt($0) }
    }

    /// The receipts about a person, the newest first.
    ///
    /// - Parameters:
    ///   - before: the last leaf of the page before; `nil` for the first page.
    ///   - scope: must name the person among its own.
    package func receipts(
        of key: SubjectKey, before: Int64? = nil, size: Int = 50, in scope: AccessScope
    ) async throws -> [Receipt] {
        try check(key, scope)
        return try await storage.few(
            DataUse.ofSubject, [.bytes(key.bytes), .integer(before ?? .max), .integer(Int64(size))], limit: size
        ) { try Receipt($0) }
    }

    private func check(_ key: SubjectKey, _ scope: AccessScope) throws {
        switch scope.reach {
        case .people(let keys) where keys.contains(key): return
        case .county where scope.may(.audit): return
        default: throw ServiceError(.noSuchCase)
        }
    }
}
