import Application
import CountySupport
import DemoCounty
import Directory
import HTTPTypes
import JSONTree
import Services
import Storage
import TestSupport
import Testing
import Web

/// Papers and documents of a case: for the applicant, and for the posts whose reach the case lies in.
@Suite struct OfficialViewTests {
    @Test func `a paper and a document are seen by the office in charge, and by nobody beside`() async throws {
        try await withSite { site in
            let county = site.county
            let family = try await Family("village-no-statement", in: county)
            let number = try await family.register().number
            let file = try await county.system.desk.addFile(
                to: number, material: "village-house-statement", name: "证明.pdf", declaredType: "",
                content: Array("%PDF-1.7 test".utf8), by: family.agent, now: county.now)
            let id = try #require(file["id"]?.string)
            let documents = try await county.system.desk.documents(of: try await family.reload(number))
            let document = try #require(documents.first)
            let paths = ["/desk/cases/\(number)/files/\(id)", "/desk/cases/\(number)/documents/\(document.id)"]
            let reviewer = Visitor(site)
            try await reviewer.signIn(official: "songjiao01")
            let paper = try await reviewer.get(paths[0])
            #expect(paper.status == 200)
            #expect(paper.header("content-type") == "application/pdf")
            #expect(paper.header("content-disposition")?.contains("attachment") == true)
            #expect(paper.body == Array("%PDF-1.7 test".utf8))
            #expect(try await reviewer.get(paths[1]).text.contains(number))
            // A school of another town, and a department that has no part in it.
            for (account, status) in [("school101", 404), ("gongan01", 403)] {
                let other = Visitor(site)
                try await other.signIn(official: account)
                for path in paths {
                    let answer = try await other.get(path)
                    #expect(answer.status == status, "\(account) \(path)")
                    #expect(!answer.text.contains("一次性告知") && !answer.text.contains("%PDF"))
                }
            }
            let own = Visitor(site)
            try await own.signIn("village-no-statement")
            #expect(try await own.get("/cases/\(number)/documents/\(document.id)").status == 200)
            #expect(try await own.get("/cases/\(number)/documents/1").status == 404)
            let stranger = Visitor(site)
            try await stranger.signIn("village")
            #expect(try await stranger.get("/cases/\(number)/documents/\(document.id)").status == 404)
        }
    }

    @Test func `the tables of the rules are shown with the rows that applied, to whom the case is shown`() async throws
    {
        try await withSite { site in
            let found = try await Family("village-no-statement", in: site.county).register()
            let path = "/desk/cases/\(found.number)/rules"
            let reviewer = Visitor(site)
            try await reviewer.signIn(official: "songjiao01")
            #expect(try await reviewer.get("/desk/cases/\(found.number)").text.contains(path))
            let page = try await reviewer.get(path)
            #expect(page.status == 200)
            // The row of the rule that carried it, in words, with what it rests on; nothing of the engine's.
            for words in ["按村级片区符合吗？", " · 适用", "查不到", "村里的证明", "县教育体育局年度招生入学工作通知"] {
                #expect(page.text.contains(words), "\(words)")
            }
            for word in ["&quot;unknown&quot;", "statement", "village_facts", "R-VIL"] {
                #expect(!page.text.contains(word), "\(word)")
            }
            for (account, status) in [("school101", 404), ("gongan01", 403)] {
                let other = Visitor(site)
                try await other.signIn(official: account)
                #expect(try await other.get(path).status == status, "\(account)")
            }
            let leaves = try await site.county.system.storage.query(
                "SELECT body FROM journal_leaf ORDER BY id", limit: 100_000
            ) { String(decoding: try $0.bytes(0), as: UTF8.self) }
            #expect(leaves.contains { $0.contains("case.viewed") })
        }
    }

    @Test func `a leader speaks of whatever a page shows, and of nothing beside`() async throws {
        try await withSite { site in
            let leader = Visitor(site)
            try await leader.signIn(official: "xianzhang")
            let found = try await Family("village-no-statement", in: site.county).register().number
            // Each page leads to the form with what it is about, where it is about something.
            for (page, about) in [
                ("/cockpit", "page%3A/cockpit"), ("/desk/orders/bulletin", "page%3A/desk/orders/bulletin"),
            ] {
                let text = try await leader.get(page).text
                #expect(text.contains("/desk/orders/supervise?about=\(about)\""), "\(page)")
            }
            #expect(try await leader.get("/desk/orders/supervise?about=case:\(found)").text.contains("关于办件"))
            #expect(try await leader.get("/desk/orders/supervise?about=page:/cockpit").text.contains("关于驾驶舱"))
            for other in [
                "page:https://example.org", "page://example.org", "page:/my", "case:2026-NONE-NONE", "nothing",
            ] {
                let answer = try await leader.get("/desk/orders/supervise?about=\(other)")
                #expect(answer.status == 404, "\(other)")
            }
            let clerk = Visitor(site)
            try await clerk.signIn(official: "rexian01")
            #expect(try await !clerk.get("/desk/orders/bulletin").text.contains("orders/supervise?about"))
        }
    }

    @Test func `an official who meets an error stays at the desk`() async throws {
        try await withSite { site in
            let official = Visitor(site)
            try await official.signIn(official: "songjiao01")
            let answer = try await official.get("/desk/cases/2026-XXXX-XXXX")
            #expect(answer.status == 404)
            #expect(answer.text.contains("回工作台") && answer.text.contains("case.not-found"))
        }
    }
}
