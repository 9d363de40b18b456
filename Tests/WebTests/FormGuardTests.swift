import Application
import CountySupport
import DemoCounty
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

@Suite struct FormGuardTests {
    private func openDraft(_ visitor: Visitor) async throws -> Int {
        let answer = try await visitor.get("/apply/new-pupil-enrolment")
        #expect(answer.status == 200)
        return try await visitor.site.county.system.storage.point("SELECT COUNT(*) FROM service_case") { try $0.int(0) }
            ?? -1
    }

    private func count(_ visitor: Visitor) async throws -> Int {
        try await visitor.site.county.system.storage.point("SELECT COUNT(*) FROM service_case") { try $0.int(0) } ?? -1
    }

    @Test func `a form without its token, with another's, or from another site does nothing`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            try await visitor.signIn("village")
            let other = Visitor(site)
            try await other.signIn("town")
            try await other.get("/apply/new-pupil-enrolment")
            let before = try await openDraft(visitor)
            let path = "/apply/new-pupil-enrolment"
            let token = try #require(visitor.page?.token)
            var refused: [(String, Answer)] = []
            refused.append(("no token", try await visitor.post(path, token: .some(nil))))
            refused.append(("empty", try await visitor.post(path, token: "")))
            refused.append(("wrong", try await visitor.post(path, token: String(token.reversed()))))
            refused.append(("another's", try await visitor.post(path, token: other.page?.token)))
            refused.append(
                ("cross-site", try await visitor.post(path, token: token, headers: [("sec-fetch-site", "cross-site")])))
            refused.append(
                ("same-site", try await visitor.post(path, token: token, headers: [("sec-fetch-site", "same-site")])))
            for origin in ["https://evil.example", "http://songhe.example.evil.example", "https://songhe.example:8443"]
            {
                refused.append((origin, try await visitor.post(path, token: token, headers: [("origin", origin)])))
            }
            for (name, answer) in refused {
                #expect(answer.status == 403, "\(name): \(answer.status)")
                #expect(answer.text.contains("request.form-expired"), "\(name)")
            }
            #expect(try await count(visitor) == before)
            let taken = try await visitor.post(
                path, token: token, headers: [("origin", "http://songhe.example"), ("sec-fetch-site", "same-origin")])
            #expect(taken.status == 303)
            #expect(try await count(visitor) == before + 1)
        }
    }

    @Test func `a token of the visit before signing in is worth nothing afterwards`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            try await visitor.get("/sign-in")
            let early = try #require(visitor.page?.token)
            try await visitor.signIn("village")
            #expect(try await visitor.post("/apply/new-pupil-enrolment", token: early).status == 403)
        }
    }

    @Test func `a form sent after the session has ended is told to sign in`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            try await visitor.signIn("village")
            try await visitor.get("/apply/new-pupil-enrolment")
            site.county.clock.advance(seconds: 31 * 60)
            let answer = try await visitor.post("/apply/new-pupil-enrolment")
            #expect(answer.status == 401)
            #expect(answer.text.contains("session.needed"))
            #expect(answer.text.contains("/sign-in"))
        }
    }

    @Test func `cookies are out of reach of scripts and other sites, and over TLS only when so configured`()
        async throws
    {
        for secure in [false, true] {
            try await withSite(flags: ["secure-cookies": secure ? "true" : "false"]) { site in
                let visitor = Visitor(site)
                let first = try await visitor.get("/sign-in")
                let second = try await visitor.post(
                    "/sign-in/demo", [("person", try site.county.story("village").applicant)])
                let cookies = (first.headers + second.headers).filter { $0.0 == "set-cookie" }.map(\.1)
                #expect(cookies.contains { $0.hasPrefix("yw_visit=") })
                #expect(cookies.contains { $0.hasPrefix("yw_session=") })
                for cookie in cookies {
                    #expect(cookie.contains("; HttpOnly"), "\(cookie.prefix(12))")
                    #expect(cookie.contains("; SameSite=Lax"), "\(cookie.prefix(12))")
                    #expect(cookie.contains("; Path=/"), "\(cookie.prefix(12))")
                    #expect(cookie.contains("; Secure") == secure, "\(cookie.prefix(12))")
                    #expect(!cookie.contains("Domain="))
                }
            }
        }
    }

    @Test func `signing out ends the session here and in the database`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            try await visitor.signIn("village")
            let token = visitor.cookies["yw_session"]
            try await visitor.get("/me")
            let answer = try await visitor.post("/sign-out")
            #expect(answer.status == 303)
            visitor.cookies["yw_session"] = token
            #expect(try await visitor.get("/me").status == 303)
            let rows = try await site.county.system.storage.point("SELECT COUNT(*) FROM session") { try $0.int(0) }
            #expect(rows == 0)
        }
    }

    /// Two processes on one database, or one after a restart: the page of one is answered by the other.
    @Test func `a sign-in page of one process is taken by another of the same county`() async throws {
        try await withCounty { county in
            let person = try county.story("village").applicant
            let first = Visitor(try Site(county))
            try await first.get("/sign-in")
            let second = Visitor(try Site(county))
            second.cookies = first.cookies
            second.page = first.page
            #expect(try await second.post("/sign-in/demo", [("person", person)]).status == 303)
        }
    }
}
