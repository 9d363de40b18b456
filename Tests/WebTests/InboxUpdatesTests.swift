import Application
import CountySupport
import Directory
import HTTPTypes
import Services
import Testing
import Web
import Workflow

/// An open inbox is told that something has changed, and nothing else.
@Suite struct `Updates of an open inbox` {
    /// A page that listens, until it is closed.
    private struct Listener {
        let heard = Collected()
        let task: Task<Answer, any Error>

        init(_ visitor: Visitor) {
            let (site, headers, heard) = (visitor.site, visitor.headers([]), heard)
            task = Task { try await site.send(.get, "/desk/updates", headers: headers, into: heard) }
        }

        var text: String { String(decoding: heard.bytes, as: UTF8.self) }

        /// Waits until it has heard something.
        func hears(_ words: String, within seconds: Int = 20) async throws -> Bool {
            for _ in 0..<(seconds * 20) {
                if text.contains(words) { return true }
                try await Task.sleep(for: .milliseconds(50))
            }
            return false
        }

        func close() async {
            task.cancel()
            _ = try? await task.value
        }
    }

    private func visitor(_ site: Site, _ account: String) async throws -> Visitor {
        let visitor = Visitor(site)
        try await visitor.signIn(official: account)
        return visitor
    }

    @Test func `what comes to somebody is told to them, and to nobody whose inbox it is not`() async throws {
        try await withCounty { county in
            let site = try Site(county)
            let reviewer = Listener(try await visitor(site, "songjiao01"))
            let clerk = Listener(try await visitor(site, "rexian01"))
            #expect(try await reviewer.hears("retry: 3000"))
            #expect(try await clerk.hears("retry: 3000"))
            // Both have looked at what there is before something comes.
            try await Task.sleep(for: .seconds(1))
            try await Family("village-no-statement", in: county).register()
            #expect(try await reviewer.hears("event: inbox\ndata: changed\n\n"))
            try await Task.sleep(for: .seconds(3))
            #expect(!clerk.text.contains("event:"))
            await reviewer.close()
            await clerk.close()
        }
    }

    @Test func `who is urged is told, too`() async throws {
        try await withCounty { county in
            let site = try Site(county)
            let found = try await Family("village-no-statement", in: county).register()
            let tasks = TaskStore(storage: county.system.storage)
            let task = try #require(
                try await tasks.tasks(of: Matter(kind: "case", id: found.id)).first(where: \.isOpen))
            let reviewer = Listener(try await visitor(site, "songjiao01"))
            #expect(try await reviewer.hears("retry: 3000"))
            try await Task.sleep(for: .seconds(1))
            try await county.system.desk.act(
                .urge, on: task, of: found.number, by: try await county.official("songjiao03"), reason: "家长在等",
                now: county.now)
            #expect(try await reviewer.hears("event: inbox\ndata: changed\n\n"))
            await reviewer.close()
        }
    }

    @Test func `so many pages of one official, and room again when one is closed`() async throws {
        try await withCounty { county in
            let site = try Site(county)
            let visitor = try await visitor(site, "songjiao01")
            var open: [Listener] = []
            for _ in 0..<6 {
                let listener = Listener(visitor)
                #expect(try await listener.hears("retry:"))
                open.append(listener)
            }
            #expect(try await visitor.get("/desk/updates").status == 204)
            await open.removeLast().close()
            let another = Listener(visitor)
            #expect(try await another.hears("retry:"))
            for listener in open + [another] { await listener.close() }
        }
    }

    @Test func `who is not signed in hears nothing`() async throws {
        try await withCounty { county in
            let answer = try await Visitor(try Site(county)).get("/desk/updates")
            #expect(answer.status != 200)
            #expect(!answer.text.contains("retry:"))
        }
    }
}
