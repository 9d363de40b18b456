import Application
import CountySupport
import DemoCounty
import Directory
import HTTPTypes
import JSONTree
import Journal
import Services
import Storage
import TestSupport
import Testing
import Web

/// What is asked at each request finds its rows by an index, on both databases: the time it takes does not grow with the
/// county or with the years.
@Suite struct QueryPlanTests {
    /// Tables and indexes that may be read from one end to the other, each with the reason.
    private static let mayBeReadWhole: [String: String] = [
        "journal_leaf_waiting": "holds what is not numbered yet, a second's worth",
        "case_document_waiting": "holds what is not numbered yet, a second's worth",
        "case_consent_asked": "holds those who have not answered yet",
        "correction_late": "holds those that are late and not answered yet",
        "journal_tree": "one row is taken, the newest",
        "official": "as many as the county has officials",
        "post": "as many as the county has posts",
        "department": "as many as the county has departments",
        "demo_story": "as many as the demonstration has stories",
        "SCAN numbered": "rows that stand in the statement itself, 64 at most",
        "SCAN due": "what the statement has just found, a handful",
        "CTE Scan on due": "what the statement has just found, a handful",
    ]

    /// A day: a family applies, looks around and takes it back; officials look; the background does its rounds.
    private func day(_ site: Site) async throws {
        let client = try await Client.of(site) { try await $0.signIn("village") }
        let number = try #require(
            try await client.call(
                "openCase", .post, "/cases", ["service": "new-pupil-enrolment"],
                headers: [("idempotency-key", "the-plans-of-a-day")], status: 201)["number"]?.string)
        let children = try await client.call("listChildren", .get, "/cases/\(number)/children")
        let child = try #require(children["children"]?[0]?["id_number"]?.string)
        try await client.call("chooseChild", .put, "/cases/\(number)/child", ["id_number": .string(child)])
        try await client.fill(number)
        try await client.call("submitCase", .post, "/cases/\(number)/submission")
        try await site.county.system.settle()
        let visitor = Visitor(site)
        try await visitor.signIn("village")
        for path in [
            "/", "/services/new-pupil-enrolment", "/me", "/me/notices", "/me/data-use", "/cases/\(number)",
            "/cases/\(number)/print",
        ] { #expect(try await visitor.get(path).status == 200, "\(path)") }
        let official = Visitor(site)
        try await official.signIn(official: "songjiao01")
        for path in [
            "/desk", "/desk/cases", "/desk/cases?outcome=unknown&page=2", "/desk/cases/\(number)", "/desk/allotment",
        ] { #expect(try await official.get(path).status == 200, "\(path)") }
        let leader = Visitor(site)
        try await leader.signIn(official: "xianzhang")
        for path in ["/cockpit", "/cockpit/cases", "/cockpit/cases?exceptions=yes"] {
            #expect(try await leader.get(path).status == 200, "\(path)")
        }
        // A department's steward, and the bureau that presses late departments.
        for account in ["gongan01", "shuju01"] {
            let steward = Visitor(site)
            try await steward.signIn(official: account)
            #expect(try await steward.get("/desk/corrections").status == 200)
        }
        try await client.call("withdrawCase", .post, "/cases/\(number)/withdrawal")
        try await site.county.system.settle()
    }

    /// The steps of a statement's plan that go through a table or an index from one end to the other.
    private func scans(_ noted: NotingStorage.Noted, _ plans: any Storage) async throws -> [String] {
        if plans.dialect == .sqlite {
            return try await plans.few(SQL("EXPLAIN QUERY PLAN " + noted.text), noted.values) { try $0.text(3) }
                .filter { line in
                    // A list of cases has to begin at its season: by the service alone it would go through all years.
                    line.contains("service_case_season (service=?)")
                        || line.hasPrefix("SCAN ") && !line.contains("CONSTANT ROW") && !line.contains("VIRTUAL TABLE")
                }
        }
        let lines = try await plans.few(SQL("EXPLAIN " + noted.text), noted.values) { try $0.text(0) }
        return lines.indices.filter { index in
            let line = lines[index]
            if line.contains("Seq Scan on ") { return true }
            guard line.contains("Index Scan using ") || line.contains("Index Only Scan using ") else { return false }
            // What follows a step up to the next says how it looks; without a condition it goes through all.
            let more = lines[(index + 1)...].prefix { !$0.contains("->") && !$0.contains("(cost=") }
            return !more.contains { $0.contains("Index Cond:") }
        }.map { lines[$0].trimmingPrefix { $0 == " " }.description }
    }

    @Test(arguments: Backend.available)
    func `nothing that a request asks reads a whole table`(_ backend: Backend) async throws {
        let noting = Shared<NotingStorage?>(nil)
        try await withCounty(
            backend,
            instrument: { storage in
                let made = NotingStorage(storage)
                noting.change { $0 = made }
                return made
            }
        ) { county in
            let storage = try #require(noting.value)
            let site = try Site(county)
            storage.forget()
            try await day(site)
            let noted = storage.noted
            #expect(noted.count > 60)
            let plans = try await county.database.openForPlans(county.system.storage)
            for one in noted {
                for scan in try await scans(one, plans)
                where !QueryPlanTests.mayBeReadWhole.keys.contains(where: { scan.contains($0) }) {
                    Issue.record("\(scan): \(one.text)")
                }
            }
            if backend == .postgres { await plans.close() }
        }
    }

    /// The test can fail: a table without an index is read whole.
    @Test(arguments: Backend.available)
    func `a statement without an index is seen`(_ backend: Backend) async throws {
        try await withCounty(backend) { county in
            let plans = try await county.database.openForPlans(county.system.storage)
            let noted = NotingStorage.Noted(
                text: "SELECT id FROM service_case WHERE papers_asked = ?", values: [7])
            #expect(try await scans(noted, plans).count == 1)
            let byKey = NotingStorage.Noted(
                text: "SELECT id FROM service_case WHERE number = ?", values: ["x"])
            #expect(try await scans(byKey, plans).isEmpty)
            if backend == .postgres { await plans.close() }
        }
    }
}
