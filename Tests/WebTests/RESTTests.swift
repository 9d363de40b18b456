import Application
import CountySupport
import DemoCounty
import Directory
import Faces
import HTTPTypes
import JSONTree
import SchemaEngine
import Services
import Storage
import TestSupport
import Testing
import Web
import WorkOrders

/// The interface for programs: an application from end to end, and what it refuses.
@Suite struct RESTTests {
    @Test(arguments: Backend.available)
    func `a program applies for a citizen: draft, child, answers, hand in, read, withdraw`(
        _ backend: Backend
    ) async throws {
        try await withSite(backend) { site in
            let client = try await Client.of(site) { try await $0.signIn("village") }
            #expect(try await client.call("getSession", .get, "/session")["kind"]?.string == "citizen")
            let key = [("idempotency-key", "first-application")]
            let opened = try await client.call(
                "openCase", .post, "/cases", ["service": "new-pupil-enrolment"], headers: key, status: 201)
            let number = try #require(opened["number"]?.string)
            // The same key is the same draft; another key is another.
            let again = try await client.call(
                "openCase", .post, "/cases", ["service": "new-pupil-enrolment"], headers: key, status: 201)
            #expect(again["number"]?.string == number)
            let other = try await client.call(
                "openCase", .post, "/cases", ["service": "new-pupil-enrolment"],
                headers: [("idempotency-key", "second-application")], status: 201)
            #expect(other["number"]?.string != number)

            let children = try await client.call("listChildren", .get, "/cases/\(number)/children")
            let child = try #require(children["children"]?[0]?["id_number"]?.string)
            try await client.call("chooseChild", .put, "/cases/\(number)/child", ["id_number": .string(child)])
            let facts = try await client.call("listFacts", .get, "/cases/\(number)/facts")
            #expect((facts["facts"]?.count ?? 0) > 0)
            // Masked, as on the page.
            #expect(!facts.text.contains(child))

            let complete = try await client.fill(number)
            #expect(complete["journey"]?["is_complete"]?.bool == true)
            let decided = try await client.call("submitCase", .post, "/cases/\(number)/submission")
            #expect(decided["outcome"]?.string != nil)
            #expect((decided["reasons"]?.count ?? 0) > 0)
            // Handing in again is the same answer, and no second application.
            let repeated = try await client.call("submitCase", .post, "/cases/\(number)/submission")
            #expect(repeated == decided)
            let listed = try await client.call("listCases", .get, "/cases")
            #expect(
                listed["cases"]?.elements.count {
                    $0["submitted_at"]?.isNull == false && $0["number"]?.string == number
                }
                    == 1)
            try await site.county.system.settle()
            let documents = try await client.call("listDocuments", .get, "/cases/\(number)/documents")
            #expect((documents["documents"]?.count ?? 0) > 0)
            let notices = try await client.call("listNotices", .get, "/notices")
            #expect(notices["notices"]?.elements.contains { $0["case"]?.string == number } == true)
            let uses = try await client.call("listDataUses", .get, "/data-uses")
            #expect((uses["uses"]?.count ?? 0) > 0)
            // The child's as well: an official's look at the case is among them.
            let official = try await Client.of(site) { try await $0.signIn(official: "songjiao01") }
            try await official.call("getDeskCase", .get, "/desk/cases/\(number)")
            let after = try await client.call("listDataUses", .get, "/data-uses")
            #expect(
                after["wards"]?.elements.contains { ward in
                    ward["uses"]?[0]?["type"]?.string == "case.viewed" && ward["uses"]?[0]?["case"]?.string == number
                } == true)
            // What was handed in is no longer looked up on the way.
            #expect(try await client.problem(.get, "/cases/\(number)/facts").status == 409)
            let withdrawn = try await client.call("withdrawCase", .post, "/cases/\(number)/withdrawal")
            #expect(withdrawn["state"]?.string == "withdrawn")
            #expect(try await client.call("withdrawCase", .post, "/cases/\(number)/withdrawal") == withdrawn)
            try await client.call("signOut", .delete, "/session", status: 204)
            #expect(try await client.problem(.get, "/session").status == 401)
        }
    }

    @Test func `another citizen's case does not exist, whatever is asked of it`() async throws {
        try await withSite { site in
            let owner = try await Client.of(site) { try await $0.signIn("village") }
            let number = try #require(
                try await owner.call(
                    "openCase", .post, "/cases", ["service": "new-pupil-enrolment"],
                    headers: [("idempotency-key", "mine-and-nobody-elses")], status: 201)["number"]?.string)
            let stranger = try await Client.of(site) { try await $0.signIn("town") }
            let child: JSON = ["id_number": .string(try site.county.story("village").child)]
            for (method, path, body) in [
                (.get, "", nil), (.get, "/children", nil), (.get, "/facts", nil), (.get, "/documents", nil),
                (.put, "/child", child), (.put, "/answers/phone", ["answers": [:]] as JSON),
                (.post, "/submission", nil), (.post, "/withdrawal", nil),
            ] as [(HTTPRequest.Method, String, JSON?)] {
                let refused = try await stranger.problem(method, "/cases/\(number)\(path)", body)
                #expect(refused.status == 404, "\(method) \(path)")
            }
            #expect(try await owner.call("getCase", .get, "/cases/\(number)")["state"]?.string == "draft")
            // The key is the applicant's: the same words of another give another draft.
            let theirs = try await stranger.call(
                "openCase", .post, "/cases", ["service": "new-pupil-enrolment"],
                headers: [("idempotency-key", "mine-and-nobody-elses")], status: 201)
            #expect(theirs["number"]?.string != number)
        }
    }

    @Test func `anybody reads the county, its services and a guide, in the shape of the document`() async throws {
        try await withSite { site in
            let anybody = Client(site: site)
            #expect(try await anybody.call("getCounty", .get, "/county")["code"]?.string == "990121")
            let services = try await anybody.call("listServices", .get, "/services")
            let id = try #require(services["services"]?[0]?["id"]?.string)
            let guide = try await anybody.call("getService", .get, "/services/\(id)")
            #expect((guide["materials"]?.count ?? 0) > 0 && guide["basis"]?.count ?? 0 > 0)
            #expect(try await anybody.problem(.get, "/services/nothing").status == 404)
        }
    }

    @Test func `the same opening at the same moment is one draft`() async throws {
        for backend in Backend.available {
            try await withSite(backend) { site in
                let client = try await Client.of(site) { try await $0.signIn("village") }
                let numbers = try await withThrowingTaskGroup(of: String.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await client.call(
                                "openCase", .post, "/cases", ["service": "new-pupil-enrolment"],
                                headers: [("idempotency-key", "pressed-eight-times")], status: 201)["number"]?.string
                                ?? ""
                        }
                    }
                    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                }
                #expect(numbers.count == 1)
            }
        }
    }

    @Test func `officials read tasks, lists and cases, and the applicant sees the look`() async throws {
        try await withSite { site in
            let official = try await Client.of(site) { try await $0.signIn(official: "songjiao01") }
            try await official.call("listTasks", .get, "/desk/tasks")
            let list = try await official.call("listDeskCases", .get, "/desk/cases?page=1")
            #expect((list["total"]?.integer ?? 0) > 0)
            let narrowed = try await official.call("listDeskCases", .get, "/desk/cases?outcome=unknown&state=in-review")
            #expect((narrowed["total"]?.integer ?? 0) <= (list["total"]?.integer ?? 0))
            let number = try #require(list["cases"]?[0]?["number"]?.string)
            let count: SQL = "SELECT COUNT(*) FROM receipt WHERE type = 'case.viewed'"
            let before = try await site.county.system.storage.point(count) { try $0.int(0) } ?? 0
            try await official.call("getDeskCase", .get, "/desk/cases/\(number)")
            let after = try await site.county.system.storage.point(count) { try $0.int(0) } ?? 0
            #expect(after == before + 1)
        }
    }

    @Test func `signing in gives a token, tries are limited, and a cookie opens nothing`() async throws {
        try await withSite { site in
            try await site.county.system.directory.install(
                account: "xin01", name: "辛一", department: "education", post: "enrolment-reviewer", divisions: [],
                password: "long enough to keep")
            var client = Client(site: site)
            let session = try await client.call(
                "signIn", .post, "/sessions",
                ["kind": "official", "account": "xin01", "password": "long enough to keep"], status: 201)
            client.token = session["token"]?.string
            #expect(try await client.call("getSession", .get, "/session")["kind"]?.string == "official")
            // What a browser would send along by itself is not looked at: no other site can act in somebody's name.
            let byCookie = try await site.send(
                .get, "/api/v1/session", headers: [("cookie", "yw_session=\(client.token ?? "")")])
            #expect(byCookie.status == 401)
            #expect(byCookie.header("www-authenticate")?.hasPrefix("Bearer") == true)
            var statuses: [Int] = []
            for _ in 0..<12 {
                statuses.append(
                    try await client.problem(
                        .post, "/sessions", ["kind": "official", "account": "xin02", "password": "wrong"]
                    ).status)
            }
            #expect(statuses.first == 401)
            #expect(statuses.last == 429)
        }
    }

    @Test func `what does not fit the document is named place by place, and nothing is done`() async throws {
        try await withSite { site in
            let client = try await Client.of(site) { try await $0.signIn("village") }
            let key = [("idempotency-key", "a-key-of-its-own")]
            let before = try await client.call("listCases", .get, "/cases")
            let missing = try await client.problem(.post, "/cases", ["service": "new-pupil-enrolment"])
            #expect(missing.status == 422 && missing.json["errors"]?[0]?["place"]?.string == "Idempotency-Key")
            let wrong = try await client.problem(.post, "/cases", ["service": 7, "extra": true], headers: key)
            #expect(wrong.status == 422 && (wrong.json["errors"]?.count ?? 0) >= 2)
            #expect(wrong.json["code"]?.string == "request.invalid")
            #expect(try await client.problem(.post, "/cases", ["service": "no-such-thing"], headers: key).status == 404)
            let broken = try await site.send(
                .post, "/api/v1/cases",
                headers: key + [
                    ("authorization", "Bearer \(client.token ?? "")"), ("content-type", "application/json"),
                ], body: Array("{\"service\":".utf8))
            #expect(broken.status == 400)
            let form = try await site.send(
                .post, "/api/v1/cases",
                headers: key + [
                    ("authorization", "Bearer \(client.token ?? "")"),
                    ("content-type", "application/x-www-form-urlencoded"),
                ], body: Array("service=new-pupil-enrolment".utf8))
            #expect(form.status == 415)
            #expect(try await client.problem(.get, "/desk/cases?page=zero").status == 401)
            #expect(try await client.problem(.get, "/cases/2026-0000-0000").status == 404)
            #expect(try await client.problem(.get, "/no/such/address").status == 404)
            let patched = try await client.send(.patch, "/cases")
            #expect(patched.status == 405 && patched.header("allow")?.contains("POST") == true)
            #expect(try await client.call("listCases", .get, "/cases") == before)
        }
    }

    @Test(arguments: Backend.available)
    func `the city's program sends an order; the same again changes nothing, and only who may reads it`(
        _ backend: Backend
    ) async throws {
        try await withSite(backend) { site in
            let clerk = try await Client.of(site) { try await $0.signIn(official: "rexian01") }
            let sent: JSON = [
                "received_at": "2026-11-02T09:12:44+08:00", "due_at": "2026-11-20T18:00:00.5Z", "kind": "complaint",
                "class": "市场监管/食品安全", "title": "熟食变质", "content": "买的熟食变质了", "caller": "甲某",
                "phone": "19900000077", "town": "青石镇", "others": ["录音编号": "R-77"],
            ]
            let order = try await clerk.call("putOrder", .put, "/orders/QC777", sent)
            #expect(order["state"]?.string == "received")
            let again = try await clerk.call("putOrder", .put, "/orders/QC777", sent)
            #expect(again == order)
            // The city gives more time; what is left out stays.
            let longer = sent.setting("due_at", to: "2026-11-27T18:00:00Z").setting("caller", to: .null)
            #expect(try await clerk.problem(.put, "/orders/QC777", longer).status == 422)
            let less = JSON.object(
                sent.members.filter { $0.name != "caller" }.map { ($0.name, $0.value) })
            let changed = try await clerk.call(
                "putOrder", .put, "/orders/QC777", less.setting("due_at", to: "2026-11-27T18:00:00Z"))
            #expect(changed["due_at"] != order["due_at"])
            let content = try await site.county.system.orderDesk.orders.content(
                of: try await site.county.system.orderDesk.orders.find(
                    kind: "hotline", number: "QC777", in: .program("test")),
                runtime: try site.county.system.orderDesk.runtime("hotline"))
            #expect(content.caller == "甲某")
            #expect(content.remarks.map(\.value) == ["R-77"])
            let listed = try await clerk.call("listOrders", .get, "/orders?view=received")
            #expect(listed["orders"]?.elements.contains { $0["number"]?.string == "QC777" } == true)
            try await clerk.call("getOrder", .get, "/orders/QC777")
            #expect(try await clerk.problem(.get, "/orders/QC778").status == 404)
            // An office that was not given it does not see it; others may not send any.
            let office = try await Client.of(site) { try await $0.signIn(official: "lianluo-shichang") }
            #expect(try await office.problem(.get, "/orders/QC777").status == 404)
            #expect(try await office.problem(.put, "/orders/QC777", sent).status == 403)
            #expect(try await clerk.problem(.put, "/orders/QC779", sent.setting("kind", to: "shouting")).status == 422)
        }
    }

    @Test func `the document names every route of the interface, and compiles`() async throws {
        try await withSite { site in
            let answer = try await site.send(.get, "/api/v1/openapi.json")
            let document = try JSON(parsing: answer.body)
            #expect(document["openapi"]?.string == "3.1.0")
            var described: Set<String> = ["GET /api/v1/openapi.json"]
            for (path, item) in document["paths"]?.members.map({ ($0.name, $0.value) }) ?? [] {
                for (method, operation) in item.members.map({ ($0.name, $0.value) }) {
                    described.insert("\(method.uppercased()) /api/v1\(path)")
                    let parameters = Set(
                        (operation["parameters"]?.elements.map { $0 } ?? []).filter { $0["in"]?.string == "path" }
                            .compactMap { $0["name"]?.string })
                    for name in parameters { #expect(path.contains("{\(name)}"), "\(path)") }
                    #expect(path.count { $0 == "{" } == parameters.count, "\(path)")
                    #expect(operation["responses"]?["500"] != nil)
                }
            }
            let routes = Set(
                site.table.routes.filter { $0.caller == .program && !$0.path.hasSuffix("**") }.map {
                    "\($0.method.rawValue) \($0.path)"
                })
            #expect(described == routes)
            for (name, _) in document["components"]?["schemas"]?.members.map({ ($0.name, $0.value) }) ?? [] {
                var whole = document
                whole = whole.setting("$ref", to: .string("#/components/schemas/\(name)"))
                _ = try Schema(whole)
            }
        }
    }
}
