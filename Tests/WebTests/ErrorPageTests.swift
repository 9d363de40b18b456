import Diagnostics
import Directory
import HTTPTypes
import Portal
import Services
import Storage
import TestSupport
import Testing
import Web
import Workflow

@Suite struct ErrorPageTests {
    /// All errors that pages can show.
    private static var all: [WebError] {
        var errors: [WebError] = [
            .notFound, .malformed, .tooLarge, .formExpired, .forbidden, .signInNeeded(as: .citizen),
            .signInNeeded(as: .official), .tooMany(retryAfter: 30), .unavailable, .unexpected, .storageFull,
        ]
        errors += ServiceError.Code.allCases.compactMap { PortalServices.explain(ServiceError($0)) }
        errors += DirectoryError.Code.allCases.compactMap { PortalServices.explain(DirectoryError($0)) }
        errors += WorkflowError.Code.allCases.compactMap { PortalServices.explain(WorkflowError($0)) }
        errors += [StorageError.full, .closed, .guardFailed(code: "x", index: 0)].compactMap {
            PortalServices.explain($0)
        }
        return errors
    }

    @Test func `every error has a stable code, a status of its kind, and words in both languages`() {
        for error in ErrorPageTests.all {
            #expect(error.code.contains("."), "\(error.code)")
            #expect((400..<600).contains(error.status), "\(error.code)")
            for text in [error.title, error.detail] {
                #expect(!text.zh.isEmpty && !text.en.isEmpty, "\(error.code)")
            }
        }
    }

    @Test func `what somebody can put right is never told as our fault`() {
        for code in [
            WorkflowError.Code.reasonMissing, .noSuchColleague, .standInDays, .nameMissing, .restDay, .taskGone,
            .taskNotYours, .ownRequest, .workLeft,
        ] {
            let status = PortalServices.explain(WorkflowError(code))?.status ?? 500
            #expect((400..<500).contains(status), "\(code)")
        }
    }

    @Test func `a guard that failed is told as moved on, not as our fault`() {
        #expect(
            PortalServices.explain(StorageError.guardFailed(code: "register.changed-elsewhere", index: 0))?.status
                == 409)
    }

    @Test func `an error page says what happened and its code and never what was typed`() async throws {
        try await withSite { site in
            let planted = "PLANTED<script>alert(1)</script>"
            let visitor = Visitor(site)
            let encoded = Visitor.encoded(planted)
            for path in [
                "/no/such/\(encoded)", "/services/\(encoded)", "/cases/\(encoded)", "/?q=%FF\(encoded)",
                "/drafts/\(encoded)/next",
            ] {
                let answer = try await visitor.follow(try await visitor.get(path))
                #expect(!answer.text.contains("<script>alert"), "\(path)")
                if answer.status >= 400 {
                    // The switches of language and type lead back to the address; nothing that is read says it.
                    let read = answer.text.replacing(/href="[^"]*"/, with: "")
                    #expect(!read.contains("PLANTED"), "\(path)")
                    #expect(answer.text.contains("request."), "\(path)")
                    #expect(answer.header("x-request-id").map { answer.text.contains($0) } == true, "\(path)")
                }
            }
        }
    }

    @Test func `a method that pages do not answer is told so, with the headers that every answer has`() async throws {
        try await withSite { site in
            for path in ["/", "/services/new-pupil-enrolment", "/nowhere"] {
                for method in [HTTPRequest.Method.put, .delete, .patch, .trace, .options] {
                    let answer = try await site.send(method, path)
                    #expect(answer.status == 405, "\(method) \(path)")
                    #expect(answer.header("x-content-type-options") == "nosniff")
                    #expect(answer.header("allow")?.contains("GET") == true)
                }
            }
        }
    }

    @Test func `every answer forbids inline scripts, framing and guessing types`() async throws {
        try await withSite { site in
            for path in ["/", "/no/such/page", "/sign-in", "/healthz"] {
                let answer = try await site.send(.get, path)
                let policy = answer.header("content-security-policy") ?? ""
                #expect(policy.contains("default-src 'none'"), "\(path)")
                #expect(!policy.contains("unsafe"), "\(path)")
                #expect(policy.contains("frame-ancestors 'none'"), "\(path)")
                #expect(answer.header("x-content-type-options") == "nosniff", "\(path)")
                #expect(answer.header("cache-control") != nil, "\(path)")
            }
        }
    }

    @Test func `programs get problem details with the same code`() async throws {
        try await withSite { site in
            let answer = try await site.send(.get, "/no/such", headers: [("accept", "application/json")])
            #expect(answer.status == 404)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.text.contains("\"code\":\"request.not-found\""))
        }
    }

    @Test func `a body over the limit and a body that is no form are told apart`() async throws {
        try await withSite { site in
            let big = try await site.send(
                .post, "/sign-in/code", headers: [("content-type", "application/x-www-form-urlencoded")],
                body: Array(repeating: UInt8(ascii: "a"), count: 300 << 10))
            #expect(big.status == 413)
            let odd = try await site.send(
                .post, "/sign-in/code", headers: [("content-type", "application/x-www-form-urlencoded")],
                body: Array("a=%".utf8))
            #expect(odd.status == 400)
            #expect(odd.text.contains("request.malformed"))
        }
    }

    @Test func `guessing codes and passwords is slowed down`() async throws {
        try await withSite { site in
            let visitor = Visitor(site)
            var statuses: [Int] = []
            for _ in 0..<12 {
                try await visitor.get("/sign-in")
                statuses.append(
                    try await visitor.post(
                        "/sign-in/code",
                        [("id_number", TestPeople.number("19900314", 12)), ("code", "00000000")]
                    ).status)
            }
            #expect(statuses.prefix(8).allSatisfy { $0 == 422 }, "\(statuses)")
            #expect(statuses.last == 429)
            #expect(visitor.page?.text.contains("request.too-many") == true)
        }
    }
}
