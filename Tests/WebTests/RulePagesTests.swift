import Application
import CountySupport
import Services
import TestSupport
import Testing
import WorkCalendar

/// The pages of rules: who sees what, what is shown of a change, and that nothing typed becomes markup.
@Suite struct `Pages of rules` {
    @Test func `a change goes from page to page, each for its own people`() async throws {
        try await withSite { site in
            let county = site.county
            let drafter = Visitor(site)
            try await drafter.signIn(official: "songjiao04")
            let list = try await drafter.get("/desk/rules")
            #expect(list.status == 200 && list.text.contains("/desk/rules/new-pupil-enrolment"))
            // Another department's service is not this drafter's.
            #expect(!list.text.contains("/desk/rules/restaurant-opening"))
            #expect(try await drafter.get("/desk/rules/restaurant-opening").status == 404)
            let rule = try await drafter.get("/desk/rules/new-pupil-enrolment/file")
            #expect(rule.body == (try ChangedRule.bytes([])))
            #expect(rule.header("content-disposition")?.contains("attachment") == true)

            let official = try await county.official("songjiao04")
            let village = try await Family("village", in: county).register()
            let id = try await county.system.rules.draft(
                try ChangedRule.bytes([ChangedRule.stricter]), of: County.service, by: official, now: county.now)
            let path = "/desk/rule-changes/\(id)"
            let publisher = Visitor(site)
            try await publisher.signIn(official: "guize01")
            #expect(try await publisher.get(path).status == 404)
            for (account, status) in [("songjiao01", 403), ("gongan01", 403), ("xianzhang", 403)] {
                let other = Visitor(site)
                try await other.signIn(official: account)
                for address in [path, path + "/file", path + "/differences", "/desk/rules"] {
                    #expect(try await other.get(address).status == status, "\(account) \(address)")
                }
            }
            let today = county.system.today.iso
            // Acts are on what somebody has seen.
            @Sendable func act(_ who: Visitor, _ fields: [(String, String)]) async throws -> Answer {
                let version = try await who.get(path).value(after: "name=\"version\" value=\"") ?? ""
                return try await who.post(path, fields + [("version", version)])
            }
            let unseen = try await drafter.post(path, [("act", "drop"), ("version", "0")])
            #expect(unseen.status == 409)
            let rehearsed = try await act(drafter, [("act", "rehearse"), ("first", today), ("last", today)])
            #expect(rehearsed.status == 303)
            let shown = try await drafter.get(path)
            for words in ["结果不同的办件", "href=\"/desk/cases/\(village.number)\"", "<del>符合</del>", "<ins>不符合</ins>"] {
                #expect(shown.text.contains(words), "\(words)")
            }
            let wrong = try await act(
                drafter, [("act", "propose"), ("note", "<b>改</b>"), ("number", "12号"), ("effective", today)])
            #expect(wrong.status == 422 && wrong.text.contains("文号不对") && wrong.text.contains("&lt;b&gt;改"))
            let sent = try await act(
                drafter, [("act", "propose"), ("note", "<b>改</b>"), ("number", "松教发〔2026〕12号"), ("effective", today)])
            #expect(sent.status == 303)
            let waiting = try await publisher.get(path)
            #expect(waiting.status == 200 && waiting.text.contains("核对无误，发布"))
            #expect(waiting.text.contains("&lt;b&gt;改") && !waiting.text.contains("<b>改"))
            // Whoever publishes rules reads no cases.
            #expect(waiting.text.contains(village.number))
            #expect(!waiting.text.contains("href=\"/desk/cases/\(village.number)\""))
            // The drafter cannot press what is not offered.
            #expect(try await act(drafter, [("act", "publish")]).status == 403)
            #expect(try await act(publisher, [("act", "publish")]).status == 303)
            #expect(try await act(publisher, [("act", "publish")]).status == 403)
            let inForce = try await publisher.get("/desk/rules/new-pupil-enrolment")
            #expect(inForce.text.contains("松教发〔2026〕12号"))
            let csv = try await publisher.get(path + "/differences")
            #expect(csv.text.contains(village.number))
            #expect(
                try await act(publisher, [("act", "withdraw"), ("reason", " ")]).status == 422)
            #expect(try await act(publisher, [("act", "withdraw"), ("reason", "错了")]).status == 303)
            #expect(try await publisher.get(path).text.contains("按它办过的件"))
            #expect(try await publisher.get("/desk/rule-changes/nothing").status == 404)
        }
    }
}
