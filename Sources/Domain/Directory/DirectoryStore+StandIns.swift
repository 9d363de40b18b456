package import Storage
package import WorkCalendar

extension DirectoryStore {
    private static let standing: SQL = """
        SELECT o.id, o.name, o.post, o.department, s.through_on FROM stand_in s JOIN official o ON o.id = s.official
        WHERE s.deputy = ? AND s.ended_at IS NULL AND s.from_on <= ? AND s.through_on >= ? ORDER BY s.id LIMIT 5
        """
    private static let ofOfficial: SQL = """
        SELECT id, official, deputy, from_on, through_on FROM stand_in
        WHERE official = ? AND ended_at IS NULL AND through_on >= ? ORDER BY from_on, id LIMIT 20
        """
    private static let insert: SQL = """
        INSERT INTO stand_in (id, official, deputy, from_on, through_on, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    private static let end: SQL =
        "UPDATE stand_in SET ended_at = ? WHERE id = ? AND official = ? AND ended_at IS NULL"

    /// For whom an official stands in on a day, five at most.
    package func represented(by deputy: Int64, on day: CivilDate) async throws -> [Represented] {
        try await storage.few(
            DirectoryStore.standing, [.integer(deputy), .text(day.iso), .text(day.iso)]
        ) { row in
            Represented(
                official: try row.integer(0), name: try row.text(1), post: try row.text(2),
                department: try row.text(3), through: CivilDate(iso: try row.text(4)) ?? .earliest)
        }
    }

    /// Who stands in for an official, on a day and later.
    package func standIns(of official: Int64, from day: CivilDate) async throws -> [StandIn] {
        try await storage.few(DirectoryStore.ofOfficial, [.integer(official), .text(day.iso)]) { row in
            StandIn(
                id: try row.integer(0), official: try row.integer(1), deputy: try row.integer(2),
                from: CivilDate(iso: try row.text(3)) ?? .earliest,
                through: CivilDate(iso: try row.text(4)) ?? .earliest)
        }
    }

    /// The statement that appoints a stand-in.
    package func appointing(_ standIn: StandIn, by maker: Int64, now: Int64) -> Statement {
        Statement(
            DirectoryStore.insert,
            [
                .integer(standIn.id), .integer(standIn.official), .integer(standIn.deputy), .text(standIn.from.iso),
                .text(standIn.through.iso), .integer(maker), .integer(now),
            ], expect: .rows(1))
    }

    /// The statement that ends a stand-in early; it fails where there is none any more.
    package func endingStandIn(_ id: Int64, of official: Int64, now: Int64) -> Statement {
        Statement(
            DirectoryStore.end, [.integer(now), .integer(id), .integer(official)], expect: .rows(1),
            otherwise: "stand-in.gone")
    }
}
