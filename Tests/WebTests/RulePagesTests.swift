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
            // All that is wrong is said at once, each beside its field.
            let all = try await act(
                drafter, [("act", "propose"), ("note", " "), ("number", "12号"), ("effective", "明天")])
            #expect(all.status == 422 && all.text.contains("href=\"#note\"") && all.text.contains("id=\"note\""))
            for words in ["文号不对", "生效日期不对", "请写明理由"] {
                #expect(all.text.components(separatedBy: words).count == 3, "\(words)")
            }
            for (field, change) in [
                ("last", [("first", today), ("last", "2026-13-01")]), ("first", [("first", "?"), ("last", today)]),
                ("meant-for", [("first", today), ("last", today), ("meant-for", "some day")]),
            ] {
                let page = try await act(drafter, [("act", "rehearse")] + change)
                #expect(page.status == 422 && page.text.contains("href=\"#\(field)\""), "\(field)")
            }
            #expect(!(try await publisher.get("/desk").text.contains("规则变更等您办")))
            let sent = try await act(
                drafter, [("act", "propose"), ("note", "<b>改</b>"), ("number", "松教发〔2026〕12号"), ("effective", today)])
            #expect(sent.status == 303)
            // Whoever publishes is told, wherever they are; whoever drafted it is not.
            #expect(try await publisher.get("/desk").text.contains("有 1 项规则变更等您办"))
            let inbox = try await publisher.get("/desk/rules")
            #expect(inbox.text.contains("等您发布") && inbox.text.contains("<span class=\"count\">1</span>"))
            #expect(inbox.text.contains("href=\"\(path)\"") && inbox.text.contains("松教发〔2026〕12号"))
            #expect(!(try await drafter.get("/desk/rules").text.contains("class=\"count\"")))
            let waiting = try await publisher.get(path)
            #expect(waiting.status == 200 && waiting.text.contains("核对无误，发布"))
            #expect(waiting.text.contains("&lt;b&gt;改") && !waiting.text.contains("<b>改"))
            // Whoever publishes rules reads no cases.
            #expect(waiting.text.contains(village.number))
            #expect(!waiting.text.contains("href=\"/desk/cases/\(village.number)\""))
            #expect(try await act(publisher, [("act", "send-back"), ("reason", "文号和文件对不上")]).status == 303)
            let returned = try await drafter.get("/desk/rules").text
            #expect(returned.contains("退回给您的") && returned.contains("文号和文件对不上"))
            #expect(!(try await publisher.get("/desk/rules").text.contains("等您发布")))
            #expect(
                try await act(
                    drafter,
                    [("act", "propose"), ("note", "<b>改</b>"), ("number", "松教发〔2026〕12号"), ("effective", today)]
                ).status == 303)
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
            // Somebody else was faster, elsewhere in the table: both are kept.
            let late = try await send("save", form, ["r1.3": "查不到"], by: drafter)
            #expect(late.status == 303 && late.header("location")?.hasSuffix("/tables/3?saved=merged") == true)
            let merged = try await drafter.get(path + "/tables/3?saved=merged")
            #expect(merged.text.contains("和别人刚才改的合在了一起"))
            #expect(
                fields(merged.text).contains { $0.0 == "r1.3" && $0.1 == "\"unknown\"" }
                    && fields(merged.text).contains { $0.0 == "r0.3" && $0.1 == "\"ineligible\"" })
            // In the same cell: what was written is still there, and nothing is kept until somebody has looked.
            let clash = try await send("save", form, ["r0.3": "查不到"], by: drafter)
            #expect(clash.status == 409 && clash.text.contains("两边都改了的有 1 处"))
            #expect(clash.text.contains("别人写的：不符合"))
            #expect(fields(clash.text).contains { $0.0 == "r0.3" && $0.1 == "\"unknown\"" })
            // The mark stays while one goes on.
            let goingOn = try await drafter.post(
                path + "/tables/3",
                fields(clash.text) + [
                    ("version", try #require(clash.value(after: "name=\"version\" value=\""))),
                    ("table", "table-village_answer"), ("act", "check"),
                ])
            #expect(goingOn.status == 200 && goingOn.text.contains("别人写的：不符合"))
            // An act without a script goes on with what was begun: it does not take over what others have kept.
            let acted = try await send("insert:0", form, by: drafter)
            #expect(acted.text.contains("name=\"version\" value=\"\(version)\""))
            #expect(acted.text.contains("formaction=\"\(path)/tables/3#row-2\""))
            let nameless = try await send("add-condition", form + [("new-label", "年收入")], by: drafter)
            #expect(nameless.text.contains("没有加：") && nameless.text.contains("value=\"年收入\""))
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
