import Application
import CountySupport
import HTTPTypes
import Services
import Testing

/// What both people see of a change: each thing that it changes, in words, and the examples that it contradicts.
@Suite struct `Pages of changes` {
    private static let policy = (
        "<decisionTable id=\"table-village_answer\" hitPolicy=\"OUTPUT ORDER\"",
        "<decisionTable id=\"table-village_answer\" hitPolicy=\"RULE ORDER\""
    )
    private static let filled = (
        "if values = null then false else count", "if values = null then true else count"
    )

    private func draft(_ site: Site, _ changes: [(String, String)]) async throws -> Int64 {
        let county = site.county
        return try await county.system.rules.draft(
            try ChangedRule.bytes(changes), of: County.service, by: try await county.official("songjiao04"),
            now: county.now)
    }

    /// A file as a browser sends it.
    private func upload(_ visitor: Visitor, _ path: String, version: String, _ file: String) async throws -> Answer {
        let boundary = "yiwang-boundary"
        let fields = [("csrf_token", visitor.page?.token ?? ""), ("version", version)]
        let body =
            fields.map { name, value in
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }.joined()
            + "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.dmn\"\r\n"
            + "Content-Type: application/xml\r\n\r\n\(file)\r\n--\(boundary)--\r\n"
        return try await visitor.site.send(
            .post, path,
            headers: visitor.headers([("content-type", "multipart/form-data; boundary=\(boundary)")]),
            body: Array(body.utf8))
    }

    @Test func `whoever drafts and whoever publishes see what changes besides rows, before and after`() async throws {
        try await withSite { site in
            let county = site.county
            let rules = county.system.rules
            let drafter = try await county.official("songjiao04")
            let id = try await draft(site, [Self.policy, Self.filled, ChangedRule.stricter])
            let path = "/desk/rule-changes/\(id)"
            let words = [
                "适用方式", "<del>适用的行都算数，按结果的先后排列。</del>", "<ins>适用的行都算数，按行的先后排列。</ins>",
                "列表非空（共用函数）", "<del class=\"written\">if values = null then false else count(values) &gt; 0</del>",
                "<ins class=\"written\">if values = null then true else count(values) &gt; 0</ins>",
            ]
            let visitor = Visitor(site)
            try await visitor.signIn(official: "songjiao04")
            let shown = try await visitor.get(path)
            for word in words { #expect(shown.text.contains(word), "\(word)") }
            #expect(!shown.text.contains("另外改动的定义"))
            // What it contradicts is counted and listed before it is handed on.
            #expect(shown.text.contains("个例子里有") && shown.text.contains("结果不一样的例子"))
            #expect(!shown.text.contains("href=\"#examples\""))
            // Files are called what they are; their kind is small print.
            #expect(shown.text.contains("下载这一版的文件") && shown.text.contains("下载这一版的表格"))
            #expect(!shown.text.contains("（DMN）") && !shown.text.contains("DMN 工具"))
            let today = county.system.today
            try await rules.rehearse(
                try await rules.change(id, for: drafter), from: today, through: today, by: drafter, now: county.now)
            #expect(try await visitor.get(path).text.contains("href=\"#examples\""))
            try await rules.propose(
                try await rules.change(id, for: drafter), note: "改", number: "松教发〔2026〕12号", effective: today,
                by: drafter, now: county.now)
            let publisher = Visitor(site)
            try await publisher.signIn(official: "guize01")
            let waiting = try await publisher.get(path)
            for word in words + ["核对无误，发布", "个例子里有", "结果不一样的例子", "href=\"#examples\""] {
                #expect(waiting.text.contains(word), "\(word)")
            }
        }
    }

    @Test func `a table's page tells of its settings and folds what fails beyond five away`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            try await visitor.signIn(official: "songjiao04")
            let id = try await draft(site, [Self.policy])
            let settings = try await visitor.get("/desk/rule-changes/\(id)/tables/3")
            #expect(settings.text.contains("适用方式") && !settings.text.contains("这张表一样"))
            #expect(try await visitor.get("/desk/rule-changes/\(id)/tables/1").text.contains("这张表一样"))
            let stricter = try await draft(site, [ChangedRule.stricter])
            let failing = try await visitor.get("/desk/rule-changes/\(stricter)/tables/3")
            let rest = failing.text.firstMatch(of: /还有 ([0-9]+) 个和写明的不同/)
            #expect(rest.flatMap { Int($0.output.1) }.map { $0 > 0 } == true)
        }
    }

    @Test func `a refused file says what to do, and the page stays where it is in another language`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            try await visitor.signIn(official: "songjiao04")
            let id = try await draft(site, [ChangedRule.stricter])
            let path = "/desk/rule-changes/\(id)"
            let page = try await visitor.get(path)
            let version = try #require(page.value(after: "name=\"version\" value=\""))
            let words = ChangedRule.row("R-VIL-1", ["yes", "statement", "yes"], "eligible")
            let wrong = String(
                decoding: try ChangedRule.bytes([(words, words.replacing("\"eligible\"", with: "\"合格\""))]),
                as: UTF8.self)
            let refused = try await upload(visitor, path + "/file", version: version, wrong)
            #expect(refused.status == 422 && refused.text.contains("文件里的问题"))
            #expect(refused.text.contains("从这些里选：") && refused.text.contains("符合 &quot;eligible&quot;"))
            #expect(refused.text.contains("to=\(path)\""))
            #expect(!refused.text.contains("to=\(path)/file"))
            // What is sent twice is another error, with the same way back.
            let late = try await upload(visitor, path + "/file", version: "0", wrong)
            #expect(late.status == 409 && late.text.contains("to=\(path)\""))
        }
    }

    @Test func `each department's leader drafts its own rules, and a list without any says why`() async throws {
        try await withSite { site in
            let market = Visitor(site)
            try await market.signIn(official: "shichang02")
            let list = try await market.get("/desk/rules")
            #expect(list.text.contains("/desk/rules/restaurant-opening"))
            #expect(!list.text.contains("/desk/rules/new-pupil-enrolment"))
            #expect(try await market.get("/desk/rules/new-pupil-enrolment").status == 404)
            _ = try await market.get("/desk/rules/restaurant-opening")
            let begun = try await market.post("/desk/rules/restaurant-opening/draft", [])
            #expect(begun.status == 303)
            let change = try await market.get(try #require(begun.location))
            #expect(change.status == 200 && change.text.contains("个例子的结果都和写好的一样"))
            let government = Visitor(site)
            try await government.signIn(official: "fenguan02")
            let empty = try await government.get("/desk/rules")
            #expect(empty.status == 200 && empty.text.contains("没有您能改的规则"))
            #expect(empty.text.contains("规则由主管事项的部门起草") && !empty.text.contains("<tbody"))
        }
    }
}
