import Application
import CountySupport
import Foundation
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

/// The page on which a table is edited: its form, what comes back, what is kept.
@Suite struct `Pages of tables` {
    /// The fields of the form on a page, as a browser would send them.
    private func fields(_ html: String) -> [(String, String)] {
        let body = html.components(separatedBy: "data-cells>").last ?? ""
        return body.matches(of: /<(input|textarea)([^>]*)>(?:([^<]*)<\/textarea>)?/).compactMap { match in
            let attributes = String(match.output.2)
            func value(_ name: String) -> String? {
                guard let start = attributes.range(of: " \(name)=\"") else { return nil }
                return attributes[start.upperBound...].split(
                    separator: "\"", maxSplits: 1, omittingEmptySubsequences: false
                ).first
                    .map { Self.plain(String($0)) }
            }
            guard let name = value("name"), !name.hasPrefix("new-") else { return nil }
            return (name, match.output.3.map { Self.plain(String($0)) } ?? value("value") ?? "")
        }
    }

    private static func plain(_ text: String) -> String {
        text.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&lt;", with: "<")
            .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&amp;", with: "&")
    }

    @Test func `a table is edited without a script, and nothing typed is lost or becomes markup`() async throws {
        try await withSite { site in
            let drafter = Visitor(site)
            try await drafter.signIn(official: "songjiao04")
            #expect(try await drafter.get("/desk/rules/new-pupil-enrolment").text.contains("在网页上改"))
            let begun = try await drafter.post("/desk/rules/new-pupil-enrolment/draft", [])
            let path = try #require(begun.header("location"))
            #expect(begun.status == 303 && path.hasPrefix("/desk/rule-changes/"))
            let again = try await drafter.post("/desk/rules/new-pupil-enrolment/draft", [])
            #expect(again.header("location") == path)
            let change = try await drafter.get(path)
            #expect(change.text.contains("href=\"\(path)/tables/3\"") && change.text.contains("按村级片区符合吗？"))
            let page = try await drafter.get(path + "/tables/3")
            #expect(page.status == 200 && page.text.contains("这张表一样"))
            let version = try #require(page.value(after: "name=\"version\" value=\""))
            let form = fields(page.text) + [("version", version), ("table", "table-village_answer")]
            #expect(
                form.contains { $0.0 == "r0.0" && $0.1 == "\"yes\"" }
                    && form.contains { $0.0 == "rows" && $0.1 == "10" })
            @Sendable func send(
                _ act: String, _ fields: [(String, String)], _ changes: [String: String] = [:], by who: Visitor
            ) async throws -> Answer {
                try await who.post(
                    path + "/tables/3", fields.map { ($0.0, changes[$0.0] ?? $0.1) } + [("act", act)])
            }
            let checked = try await send("check", form, ["r0.3": "不符合", "r0.6": "<script>甲</script>"], by: drafter)
            #expect(checked.status == 200 && checked.text.contains("个例子和写明的不同"))
            #expect(checked.text.contains("&lt;script&gt;甲") && !checked.text.contains("<script>甲"))
            #expect(checked.text.contains("<del>符合</del>"))
            let inserted = try await send("insert:0", form, by: drafter)
            #expect(
                inserted.text.contains("value=\"R-VIL-11\"") && inserted.text.contains("name=\"rows\" value=\"11\""))
            let wrong = try await send("save", form, ["r2.1": "(((", "r0.3": "不符合"], by: drafter)
            #expect(
                wrong.status == 422 && wrong.text.contains("value=\"(((\"")
                    && wrong.text.contains("aria-invalid=\"true\""))
            #expect(wrong.text.contains("value=\"&quot;ineligible&quot;\""))
            let saved = try await send("save", form, ["r0.3": "不符合"], by: drafter)
            #expect(saved.status == 303 && saved.header("location")?.hasSuffix("/tables/3?saved=yes") == true)
            #expect(try await drafter.get(path + "/tables/3?saved=yes").text.contains("已保存"))
            // Somebody else was faster: what was written is still there, and is not kept.
            let late = try await send("save", form, ["r1.3": "查不到"], by: drafter)
            #expect(late.status == 409 && late.text.contains("刚刚被别处改过"))
            #expect(late.text.contains("value=\"&quot;unknown&quot;\""))
            for fields in [
                [("act", "save")],
                [("act", "save"), ("table", "table-village_answer"), ("columns", "9"), ("rows", "40000")],
                form.filter { $0.0 != "r3.0" } + [("act", "save")],
                form.filter { $0.0 != "c1.kind" } + [("act", "check")],
            ] { #expect(try await drafter.post(path + "/tables/3", fields).status == 400) }
            for act in ["insert:9223372036854775807", "insert:-9223372036854775808", "insert:1:9999999", "up:-5", "no"]
            {
                #expect(try await send(act, form, by: drafter).status == 200, "\(act)")
            }
            #expect(try await drafter.get(path + "/tables/99").status == 404)
            #expect(try await drafter.get(path + "/tables/0").status == 404)
            for account in ["guize01", "songjiao01", "gongan01", "xianzhang"] {
                let other = Visitor(site)
                try await other.signIn(official: account)
                #expect(try await other.get(path + "/tables/3").status == 403, "\(account)")
                #expect(try await send("save", form, by: other).status == 403, "\(account)")
            }
            // Handed on or given up meanwhile: not kept, and not lost.
            let now = try #require(try await drafter.get(path).value(after: "name=\"version\" value=\""))
            #expect(try await drafter.post(path, [("act", "drop"), ("version", now)]).status == 303)
            let closed = try await send("save", form, ["version": now, "r1.3": "查不到"], by: drafter)
            #expect(closed.status == 409 && closed.text.contains("不能再保存"))
            #expect(closed.text.contains("value=\"&quot;unknown&quot;\""))
            #expect(try await drafter.get(path + "/tables/3").status == 403)
            let workbook = try await drafter.get(path + "/workbook")
            #expect(workbook.status == 200 && workbook.body.starts(with: [0x50, 0x4B]))
            let current = try await drafter.get("/desk/rules/new-pupil-enrolment/workbook")
            #expect(current.body.starts(with: [0x50, 0x4B]) && current.body != workbook.body)
        }
    }

    @Test func `more fields than a table may have are refused`() async throws {
        try await withSite { site in
            let drafter = Visitor(site)
            try await drafter.signIn(official: "songjiao04")
            _ = try await drafter.get("/desk/rules/new-pupil-enrolment")
            let path = try #require(
                try await drafter.post("/desk/rules/new-pupil-enrolment/draft", []).header("location"))
            let many = (0..<20_010).map { ("r\($0).0", "") }
            #expect(try await drafter.post(path + "/tables/3", many).status == 400)
            // Elsewhere a thousand is too many.
            #expect(try await drafter.post(path, (0..<1_010).map { ("r\($0)", "") }).status == 400)
        }
    }
}
