package import Diagnostics
import Storage

/// A row of the territory tree as it is loaded.
package struct DivisionRow: Sendable, Hashable {
    package let code: String
    package let name: Text
    package let level: String
    package let parent: String?
    package let validFrom: String?
    package let validTo: String?
    package let successors: [String]

    package init(
        code: String, name: Text, level: String, parent: String?, validFrom: String?, validTo: String?,
        successors: [String]
    ) {
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
        self.validFrom = validFrom
        self.validTo = validTo
        self.successors = successors
    }
}

extension DirectoryStore {
    private static let upsertDepartment: SQL = """
        INSERT INTO department (code, name_zh, name_en, level, division, phone) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
            level = excluded.level, division = excluded.division, phone = excluded.phone
        """
    private static let upsertPost: SQL = """
        INSERT INTO post (code, name_zh, name_en, department, permissions) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
            department = excluded.department, permissions = excluded.permissions
        """
    private static let upsertOfficial: SQL = """
        INSERT INTO official (id, account, name, department, post, divisions, password, is_active, failures, locked_until)
        VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0, 0)
        ON CONFLICT (account) DO UPDATE SET name = excluded.name, department = excluded.department,
            post = excluded.post, divisions = excluded.divisions
        """
    private static let divisionList: SQL = """
        SELECT code, name_zh, name_en, level, parent, valid_from, valid_to, successors FROM division ORDER BY code
        """

    /// Puts departments and posts in place; existing ones take the new names and permissions.
    package func install(departments: [Department], posts: [Post]) async throws {
        var writes = WriteSet()
        for department in departments {
            writes.append(
                Statement(
                    DirectoryStore.upsertDepartment,
                    [
                        .text(department.code), .text(department.name.zh), .text(department.name.en),
                        .text(department.level), SQLValue(department.division), SQLValue(department.phone),
                    ]))
        }
        for post in posts {
            writes.append(
                Statement(
                    DirectoryStore.upsertPost,
                    [
                        .text(post.code), .text(post.name.zh), .text(post.name.en), .text(post.department),
                        .text(post.permissions.map(\.rawValue).sorted().joined(separator: ",")),
                    ]))
        }
        try await storage.commit(writes)
    }

    /// Makes or changes an official's account; the password is set only for a new one.
    package func install(
        account: String, name: String, department: String, post: String, divisions: [String], password: String
    ) async throws {
        let hash = try await passwords.hash(password)
        try await storage.commit(
            WriteSet([
                Statement(
                    DirectoryStore.upsertOfficial,
                    [
                        .integer(identifiers.next()), .text(account), .text(name), .text(department), .text(post),
                        .text(divisions.joined(separator: ",")), .text(hash),
                    ])
            ]))
    }

    /// Loads the territory into an empty table.
    package func install(divisions: [DivisionRow]) async throws {
        let columns = ["code", "name_zh", "name_en", "level", "parent", "valid_from", "valid_to", "successors"]
        var batch = RowBatch(columns: columns.count, capacity: divisions.count)
        for division in divisions {
            batch.append([
                .text(division.code), .text(division.name.zh), .text(division.name.en), .text(division.level),
                SQLValue(division.parent), SQLValue(division.validFrom), SQLValue(division.validTo),
                .text(division.successors.joined(separator: ",")),
            ])
        }
        try await storage.bulk(into: "division", columns: columns, batch)
    }

    /// All divisions, also those that are no more; territory is public.
    package func divisions() async throws -> [DivisionRow] {
        try await storage.query(DirectoryStore.divisionList, limit: 200_000, timeLimit: .seconds(30)) { row in
            DivisionRow(
                code: try row.text(0), name: Text(zh: try row.text(1), en: try row.text(2)), level: try row.text(3),
                parent: try row.optionalText(4), validFrom: try row.optionalText(5), validTo: try row.optionalText(6),
                successors: try row.text(7).split(separator: ",").map(String.init))
        }
    }
}
