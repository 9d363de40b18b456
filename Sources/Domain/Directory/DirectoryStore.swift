package import Cryptography
import Diagnostics
package import Storage

/// Departments, posts, people and citizens in the database.
package final class DirectoryStore: Sendable {
    let storage: any Storage
    let keyring: Keyring
    let identifiers: IdentifierSource
    let passwords: PasswordLane

    package init(
        storage: any Storage, keyring: Keyring, identifiers: IdentifierSource, passwords: PasswordLane = PasswordLane()
    ) {
        self.storage = storage
        self.keyring = keyring
        self.identifiers = identifiers
        self.passwords = passwords
    }

    private static let officialColumns = """
        o.id, o.account, o.name, o.department, o.post, o.divisions, o.is_active, COALESCE(p.permissions, '')
        """
    private static let officialByID = SQL(
        "SELECT \(officialColumns) FROM official o LEFT JOIN post p ON p.code = o.post WHERE o.id = ?")
    private static let officialList = SQL(
        "SELECT \(officialColumns) FROM official o LEFT JOIN post p ON p.code = o.post ORDER BY o.account LIMIT 5000")
    private static let departmentList: SQL = """
        SELECT code, name_zh, name_en, level, division, phone FROM department ORDER BY level, code
        """
    private static let postList: SQL = "SELECT code, name_zh, name_en, department, permissions FROM post ORDER BY code"

    /// An official by id.
    package func official(id: Int64) async throws -> Official? {
        try await storage.point(DirectoryStore.officialByID, [.integer(id)], DirectoryStore.decodeOfficial)
    }

    /// The officials a viewer may see: all of them for who manages the directory, else those of the own department.
    package func officials(in scope: AccessScope) async throws -> [Official] {
        let all = try await storage.query(DirectoryStore.officialList, limit: 5000) {
            try DirectoryStore.decodeOfficial($0)
        }
        if scope.may(.manageDirectory) { return all }
        guard case .official(_, _, let department) = scope.viewer else { return [] }
        return all.filter { $0.department == department }
    }

    /// All departments; they are public.
    package func departments() async throws -> [Department] {
        try await storage.query(DirectoryStore.departmentList) { row in
            Department(
                code: try row.text(0), name: Text(zh: try row.text(1), en: try row.text(2)), level: try row.text(3),
                division: try row.optionalText(4), phone: try row.optionalText(5))
        }
    }

    /// Whether somebody in office holds a post in a department.
    package func hasOfficial(post: String, department: String, reader: any SnapshotReader) throws -> Bool {
        try reader.point(
            "SELECT 1 FROM official WHERE department = ? AND post = ? AND is_active = 1 LIMIT 1",
            [.text(department), .text(post)]
        ) { _ in true } ?? false
    }

    /// Whether an office is of the county or of a town; `nil` where there is no such office.
    package func level(of department: String, reader: any SnapshotReader) throws -> String? {
        try reader.point("SELECT level FROM department WHERE code = ?", [.text(department)]) { try $0.text(0) }
    }

    /// All posts; they are public.
    package func posts() async throws -> [Post] {
        try await storage.query(DirectoryStore.postList) { row in
            Post(
                code: try row.text(0), name: Text(zh: try row.text(1), en: try row.text(2)),
                department: try row.text(3), permissions: DirectoryStore.permissions(try row.text(4)))
        }
    }

    private static let deactivate: SQL = "UPDATE official SET is_active = ? WHERE id = ?"
    private static let endSessions: SQL = "DELETE FROM session WHERE kind = 'official' AND principal = ?"
    private static let endDelegations: SQL =
        "UPDATE delegation SET ended_at = ? WHERE agent = ? AND ended_at IS NULL"

    /// The statements by which somebody leaves office: no more sign-in, no open session, no authority to act for others.
    package func leaving(_ official: Int64, now: Int64) -> [Statement] {
        [
            Statement(DirectoryStore.deactivate, [.integer(0), .integer(official)], expect: .rows(1)),
            Statement(DirectoryStore.endSessions, [.integer(official)]),
            Statement(DirectoryStore.endDelegations, [.integer(now), .integer(official)]),
        ]
    }

    static func decodeOfficial(_ row: Row) throws -> Official {
        Official(
            id: try row.integer(0), account: try row.text(1), name: try row.text(2), department: try row.text(3),
            post: try row.text(4), divisions: try row.text(5).split(separator: ",").map(String.init),
            permissions: permissions(try row.text(7)), isActive: try row.bool(6))
    }

    static func permissions(_ text: String) -> Set<Permission> {
        Set(text.split(separator: ",").compactMap { Permission(rawValue: String($0)) })
    }
}
