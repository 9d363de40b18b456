import Foundation
import JSONTree
import Localisation
import ProcessEngine
import Storage
import TestSupport
import Testing
import Workflow
import XMLTree

@Suite struct `What happened in processes` {
    @Test(arguments: Backend.available)
    func `events come back in their order, and times are those between coming and being done`(
        backend: Backend
    ) async throws {
        try await withProcesses(backend) { world in
            let id = try await world.start()
            world.clock.advance(seconds: 3_600)
            let task = try await world.task("settle")
            try await world.deliver(.completed(activation: task.activation, result: ["result": .string("on-site")]))
            let store = ProcessStore(storage: world.storage)
            let instances = try await store.instances(of: world.matter)
            #expect(instances.map(\.id) == [id] && instances[0].definition == "h1")
            let events = try await store.events(of: id)
            #expect(events.first?.phase == .entered && events.first?.at == TestClock.start)
            let settle = events.filter { $0.element == "settle" }
            #expect(settle.map(\.phase) == [.entered, .completed])
            #expect(settle.map(\.at) == [TestClock.start, TestClock.start + 3_600_000_000] as [Int64])
            var times = ProcessTimes()
            var seen = 0
            let day: Int64 = 86_400_000_000
            try await store.each(startedFrom: TestClock.start, before: TestClock.start + day) { instance, events in
                times.add(events)
                seen += 1
                return true
            }
            #expect(seen == 1 && times.instances == 1 && times.elements["settle"]?.median == 3_600_000_000)
            try await store.each(startedFrom: TestClock.start + 1, before: .max) { _, _ in
                Issue.record("it began before")
                return true
            }
        }
    }

    @Test func `half take no longer than the median, nine in ten no longer than the ninth`() throws {
        var times = ProcessTimes()
        func event(_ at: Int64, _ phase: TraceEntry.Phase) -> ProcessStore.Event {
            ProcessStore.Event(instance: 1, at: at, element: "t", phase: phase)
        }
        for length in [5, 1, 9, 3, 7, 2, 8, 4, 10, 6] as [Int64] {
            times.add([event(0, .entered), event(length, .completed)])
        }
        // Two passes at a time, one of them withdrawn; what goes on and what nobody began do not count.
        times.add([event(0, .entered), event(0, .entered), event(11, .completed), event(12, .cancelled)])
        times.add([event(0, .entered)])
        times.add([event(9, .completed)])
        let element = try #require(times.elements["t"])
        #expect(element.count == 12 && element.median == 6 && element.ninth == 11 && element.total == 55 + 23)
        #expect(times.instances == 13)
    }

    @Test func `an event log is well formed whatever the names, and names no person`() async throws {
        let odd = Models.review.replacingOccurrences(
            of: "<userTask id=\"settle\" name=\"", with: "<userTask id=\"settle\" name=\"&lt;&amp;&quot;")
        try await withProcesses(.sqlite, model: odd) { world in
            let id = try await world.start()
            var catalogue = ProcessCatalogue()
            catalogue.insert(world.definition, hash: "h1")
            let store = ProcessStore(storage: world.storage)
            var text = ""
            let log = EventLogExport(catalogue: catalogue, zone: .china) { text += $0 }
            try log.begin()
            try log.add(try #require(try await store.instances(of: world.matter).first), try await store.events(of: id))
            try log.end()
            let document = try XMLTreeDocument(parsing: Array(text.utf8))
            let trace = try #require(document.root.elements.first { $0.name.local == "trace" })
            let events = trace.elements.filter { $0.name.local == "event" }
            #expect(events.count == (try await store.events(of: id)).count)
            let first = try #require(events.first)
            #expect(
                first.elements.contains {
                    $0.attribute("key") == "lifecycle:transition" && $0.attribute("value") == "start"
                })
            #expect(first.elements.contains { $0.attribute("value") == "2026-08-03T09:00:00+08:00" })
            #expect(text.contains("&lt;&amp;&quot;") && !text.contains("N-1"))
        }
    }
}
