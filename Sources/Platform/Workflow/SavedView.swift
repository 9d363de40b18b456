package import Storage

/// A view of the inbox that an official has kept: a name and what it narrows to.
package struct SavedView: Sendable, Hashable {
    package let id: Int64
    package let name: String
    /// What stands in the address behind the question mark.
    package let query: String
}

/// The kept views of officials.
package struct SavedViewStore: Sendable {
    private let storage: any Storage
    private let identifiers: IdentifierSource

    package init(storage: any Storage, identifiers: IdentifierSource) {
        self.storage = storage
        self.identifiers = identifiers
    }

    /// Views that an official may keep; the oldest makes room for a new one.
    package static let most = 12
    package static let longestName = 20

    private static let ofOfficial = SQL(
        "SELECT id, name, query FROM inbox_view WHERE official = ? ORDER BY id LIMIT \(most)")
    private static let insert: SQL = "INSERT INTO inbox_view (id, official, name, query) VALUES (?, ?, ?, ?)"
    private static let removeNamed: SQL = "DELETE FROM inbox_view WHERE official = ? AND name = ?"
    private static let removeOldest = SQL(
        """
        DELETE FROM inbox_view WHERE official = ? AND id NOT IN (
            SELECT id FROM inbox_view WHERE official = ? ORDER BY id DESC LIMIT \(most - 1))
        """)
    private static let remove: SQL = "DELETE FROM inbox_view WHERE id = ? AND official = ?"

    /// What an official has kept, the oldest first.
    package func views(of official: Int64) async throws -> [SavedView] {
        try await storage.few(SavedViewStore.ofOfficial, [.integer(official)]) {
            SavedView(id: try $0.integer(0), name: try $0.text(1), query: try $0.text(2))
        }
    }

    /// Keeps a view; one of the same name is replaced.
    package func keep(_ name: String, query: String, of official: Int64) async throws {
        try await storage.commit([
            Statement(SavedViewStore.removeNamed, [.integer(official), .text(name)]),
            Statement(SavedViewStore.removeOldest, [.integer(official), .integer(official)]),
            Statement(
                SavedViewStore.insert,
                [.integer(identifiers.next()), .integer(official), .text(name), .text(query)], expect: .rows(1)),
        ])
    }

    /// Forgets a view of the official's own.
    package func forget(_ id: Int64, of official: Int64) async throws {
        try await storage.commit([Statement(SavedViewStore.remove, [.integer(id), .integer(official)])])
    }
}
