import Application
import CountySupport
import DemoCounty
import Directory
import Foundation
import HTTPTypes
import Services
import Storage
import Telemetry
import TestSupport
import Testing
import Web

@Suite struct JourneyTests {
    /// Registers the child of a story as a person does, page by page; gives the case's number.
    private func register(_ visitor: Visitor, _ story: String) async throws -> String {
        try await visitor.signIn(story)
        try await visitor.get("/apply/new-pupil-enrolment")
        let opened = try await visitor.post("/apply/new-pupil-enrolment")
        let draft = try #require(opened.location)
        let number = try #require(draft.split(separator: "/").dropFirst().first.map(String.init))
        try await visitor.get(draft)
        let chosen = try await visitor.post(draft, [("child", try visitor.site.county.story(story).child)])
        try #require(chosen.status == 303)
        try await visitor.follow(chosen)
        for _ in 0..<20 {
            let next = try await visitor.get("/drafts/\(number)/next")
            guard let location = next.location else { break }
            try await visitor.get(location)
            if location.hasSuffix("/check") { break }
            let answered = try await visitor.post(
                location,
                [
                    ("contact_phone", "19911112222"), ("town_home", "no"), ("village_house_proof", "later"),
                    ("spouse_home", "no"),
                ])
            try #require(answered.status == 303, "\(location) \(answered.status)")
        }
        let done = try await visitor.post("/drafts/\(number)/submit")
        try #require(done.status == 303)
        return number
    }

    @Test func `a parent registers a child, sees the answer, and who looked at the data`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            let number = try await register(visitor, "village")
            let page = try await visitor.get("/cases/\(number)")
            #expect(page.status == 200)
            #expect(page.text.contains(number))
            #expect(page.text.contains("符合"))
            let use = try await visitor.get("/me/data-use")
            #expect(use.text.contains(number))
            #expect(!use.text.contains("没有人看过"))
            let english = try await visitor.get("/cases/\(number)?lang=en")
            #expect(english.text.contains("lang=\"en\""))
            #expect(english.text.contains("ligible"))
            for path in [
                "/cases/\(number)/print", "/cases/\(number)/visit", "/cases/\(number)/withdraw", "/me/notices",
            ] {
                #expect(try await visitor.get(path).status == 200, "\(path)")
            }
        }
    }

    @Test func `handing in twice, and once more after that, is one application`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            let number = try await register(visitor, "village")
            let token = visitor.page?.token
            for _ in 0..<3 {
                let again = try await visitor.post("/drafts/\(number)/submit", token: token)
                #expect(again.status == 303)
                #expect(again.location?.contains(number) == true)
            }
            let count = try await site.county.system.storage.point(
                "SELECT COUNT(*) FROM service_case WHERE number = ? AND submitted_at IS NOT NULL", [.text(number)]
            ) { try $0.int(0) }
            #expect(count == 1)
        }
    }

    @Test func `someone else's case and one that is none are the same page`() async throws {
        try await withSite { site in
            let number = try await register(Visitor(site), "village")
            let stranger = Visitor(site)
            try await stranger.signIn("town")
            func shown(_ number: String, _ end: String) async throws -> String {
                let answer = try await stranger.get("/cases/\(number)\(end)")
                #expect(answer.status == 404)
                let id = answer.header("x-request-id") ?? ""
                return answer.text.replacing(id, with: "").replacing(number, with: "")
                    .replacing(stranger.page?.token ?? "-", with: "")
            }
            for end in ["", "/print", "/upload", "/visit", "/correct", "/withdraw"] {
                #expect(try await shown(number, end) == shown("2026-0000-0000", end), "\(end)")
            }
        }
    }

    @Test func `a stranger who types a child's number is shown nothing of the child`() async throws {
        try await withSite { site in
            let victim = try site.county.story("village")
            let visitor = Visitor(site)
            try await visitor.signIn("town")
            try await visitor.get("/apply/new-pupil-enrolment")
            let draft = try #require(try await visitor.post("/apply/new-pupil-enrolment").location)
            try await visitor.get(draft)
            let chosen = try await visitor.post(
                draft, [("child", "other"), ("id_number", victim.child), ("name", "某某")])
            let page = try await visitor.follow(chosen)
            #expect(page.status == 200)
            let person = try await site.county.system.storage.point("SELECT COUNT(*) FROM reg_base_person") {
                try $0.int(0)
            }
            #expect(person ?? 0 > 0)
            for secret in [victim.childName, victim.applicantName] { #expect(!page.text.contains(secret)) }
            #expect(!page.text.contains("村"), "no address of the child")
            let number = draft.split(separator: "/")[1]
            for path in ["/drafts/\(number)/next", "/drafts/\(number)/check"] {
                let next = try await visitor.follow(try await visitor.get(path))
                for secret in [victim.childName, victim.applicantName] {
                    #expect(!next.text.contains(secret), "\(path)")
                }
            }
        }
    }

    @Test func `the log of a journey names no person, number, telephone or address`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            let number = try await register(visitor, "rare-character")
            // Failures log more than successes do.
            let story = try site.county.story("rare-character")
            try await visitor.get("/cases/\(story.child)")
            try await visitor.get("/no/such/\(story.applicant)?q=\(Visitor.encoded(story.childName))")
            try await visitor.get("/sign-in")
            _ = try await visitor.post(
                "/sign-in/code", [("id_number", story.applicant), ("code", "ABCD1234")], token: .some(nil))
            _ = try await visitor.post("/cases/\(number)/promise", [("material", story.childName)])
            let stranger = Visitor(site)
            try await stranger.get("/staff/sign-in")
            _ = try await stranger.post(
                "/staff/sign-in", [("account", story.applicantName), ("password", "secret-password")])
            let lines = site.log.lines
            #expect(!lines.isEmpty, "failures are logged")
            for line in lines {
                for secret in [
                    story.child, story.applicant, story.childName, story.applicantName, "19911112222",
                    "secret-password",
                    "ABCD1234", number, visitor.cookies["yw_session"] ?? "-",
                ] {
                    #expect(!line.contains(secret), "\(line.prefix(120))")
                }
                let parsed = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(parsed?["time"] != nil && parsed?["level"] != nil && parsed?["message"] != nil)
            }
            let metrics = try await site.send(.get, "/metrics")
            #expect(metrics.text.contains("yiwang_requests_total"))
            #expect(!metrics.text.contains(number) && !metrics.text.contains(story.child))
        }
    }

    @Test func `every figure of the cockpit opens as many records, in two viewers' scopes`() async throws {
        try await withSite { site in
            for story in ["village", "town", "migrant", "village-no-statement", "no-guardianship"] {
                _ = try await register(Visitor(site), story)
            }
            for account in ["xianzhang", "songjiao01"] {
                let viewer = Visitor(site)
                try await viewer.signIn(official: account)
                let cockpit = try await viewer.get("/cockpit")
                guard cockpit.status == 200 else {
                    #expect(cockpit.status == 403, "\(account)")
                    continue
                }
                var checked = 0
                for (href, numbers) in JourneyTests.figures(cockpit.text) {
                    let list = try await viewer.get(href)
                    #expect(list.status == 200)
                    let total = list.value(after: "data-total=\"").flatMap { Int($0) }
                    #expect(total.map(numbers.contains) == true, "\(account) \(href): \(total ?? -1) in \(numbers)")
                    checked += 1
                }
                #expect(checked >= 3, "\(account): \(checked)")
            }
        }
    }

    /// The links of a cockpit page to records, with the numbers that stand with each.
    private static func figures(_ html: String) -> [(href: String, numbers: Set<Int>)] {
        var found: [(String, Set<Int>)] = []
        for piece in html.components(separatedBy: "<a ").dropFirst() {
            guard let mark = piece.range(of: "href=\"/cockpit/cases") else { continue }
            let href = "/cockpit/cases" + piece[mark.upperBound...].prefix { $0 != "\"" }
            var numbers: Set<Int> = []
            var isTag = true
            var digits = ""
            for character in piece {
                if character == "<" { isTag = true }
                if !isTag, character.isNumber || (character == "," && !digits.isEmpty) {
                    if character != "," { digits.append(character) }
                } else {
                    if let number = Int(digits) { numbers.insert(number) }
                    digits = ""
                }
                if character == ">" { isTag = false }
            }
            found.append((href.replacing("&amp;", with: "&"), numbers))
        }
        return found
    }
}
