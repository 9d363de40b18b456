import JSONTree
import ProcessEngine
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

/// Acts on tasks as they are stored: the rows of the engine, and the rows of the inbox beside them.
@Suite struct `Acts on stored tasks` {
    private let clerk = TaskStore.Holder(official: 1, post: "clerk", department: "education")
    private let colleague = TaskStore.Holder(official: 2, post: "clerk", department: "education")

    private func withOffice(_ backend: Backend, _ body: (ProcessWorld, Int64) async throws -> Void) async throws {
        try await withStorage(backend, [JobQueue.migrations, WorkflowTables.migrations]) { storage in
            let world = try ProcessWorld(storage: storage, model: Models.office)
            try await body(world, try await world.start())
        }
    }

    private func act(_ world: ProcessWorld, _ element: String, _ act: TaskAct) async throws {
        let task = try await world.task(element)
        try await world.deliver(.act(activation: task.activation, act))
    }

    private func finish(_ world: ProcessWorld, _ task: WorkflowTask, by official: Int64) async throws {
        let (writes, _) = try await world.delivering(.completed(activation: task.activation))
        try await world.storage.commit(
            WriteSet(
                [world.tasks.finishing(task, by: official, result: "done", now: world.clock.now())]
                    + writes.statements))
    }

    @Test(arguments: Backend.available)
    func `what came to somebody is in their box and in nobody else's`(backend: Backend) async throws {
        try await withOffice(backend) { world, _ in
            #expect(try await world.tasks.list(.mine, of: clerk).count == 1)
            #expect(try await world.tasks.list(.mine, of: colleague).count == 1)
            try await act(world, "prepare", .handOn(to: "2"))
            #expect(try await world.tasks.list(.mine, of: clerk).isEmpty)
            let task = try #require(try await world.tasks.list(.mine, of: colleague).first)
            #expect(task.holder == 2 && task.touchedAt == nil)
            #expect(try await world.tasks.list(.office, of: clerk).map(\.id) == [task.id])
            let due = try #require(task.dueOn)
            let counts = try await world.tasks.counts(of: colleague, dueBy: due)
            #expect([counts.mine, counts.soon, counts.office] as [Int] == [1, 1, 1])
            #expect(try await world.tasks.counts(of: colleague, dueBy: due.adding(days: -1)).soon == 0)
            #expect(
                try await world.tasks.list(.mine, of: colleague, filter: .init(dueBy: due.adding(days: -1))).isEmpty)
            try await act(world, "prepare", .touch(by: nil))
            #expect(try await world.task("prepare").touchedAt != nil)
        }
    }

    @Test(arguments: Backend.available)
    func `of the post's and the office's tasks only those within reach are listed and counted`(
        backend: Backend
    ) async throws {
        try await withOffice(backend) { world, _ in
            func holder(_ division: String) -> TaskStore.Holder {
                .init(
                    official: 1, post: "clerk", department: "education",
                    divisions: ["990000000000"..."990000000009", division...(division + "~")])
            }
            let task = try await world.task("prepare")
            let due = try #require(task.dueOn)
            for (division, count) in [("990121101", 1), ("990121102", 0)] {
                let holder = holder(division)
                #expect(try await world.tasks.list(.mine, of: holder).count == count)
                #expect(try await world.tasks.list(.mine, of: holder, filter: .init(dueBy: due)).count == count)
                #expect(try await world.tasks.list(.office, of: holder).count == count)
                let counts = try await world.tasks.counts(of: holder, dueBy: due)
                #expect([counts.mine, counts.soon, counts.office] as [Int] == [count, count, count])
            }
            // What came to somebody by name is theirs wherever it lies.
            try await act(world, "prepare", .assign(to: "1"))
            #expect(try await world.tasks.list(.mine, of: holder("990121102")).map(\.id) == [task.id])
        }
    }

    @Test(arguments: Backend.available)
    func `an asked colleague has a task until the day of the asking one, which waits`(backend: Backend) async throws {
        try await withOffice(backend) { world, id in
            let main = try await world.task("prepare")
            world.clock.advance(seconds: 86_400)
            try await act(world, "prepare", .addBefore(holder: "2"))
            let asked = try await world.task("prepare")
            #expect(asked.id != main.id && asked.role == .before && asked.holder == 2 && asked.dueOn == main.dueOn)
            #expect(asked.serves == main.activation && asked.title == "拟办" && asked.division == main.division)
            let all = try await world.tasks.tasks(of: world.matter)
            #expect(all.map(\.state) == [.held, .open])
            try await finish(world, asked, by: 2)
            #expect(try await world.task("prepare").id == main.id)
            #expect(try await world.tasks.list(.done, of: colleague).map(\.id) == [asked.id])
            #expect(try await world.stored(id).tasks.count == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `who checks afterwards comes when the first is done`(backend: Backend) async throws {
        try await withOffice(backend) { world, _ in
            let main = try await world.task("prepare")
            try await act(world, "prepare", .addAfter(holder: "2"))
            #expect(try await world.tasks.list(.mine, of: colleague).map(\.id) == [main.id])
            try await finish(world, main, by: 1)
            let after = try await world.task("prepare")
            #expect(after.role == .after && after.holder == 2)
            try await finish(world, after, by: 2)
            #expect(try await world.openTasks().map(\.element) == ["check"])
        }
    }

    @Test(arguments: Backend.available)
    func `taken back and sent back, the later task is withdrawn and the earlier is open anew`(
        backend: Backend
    ) async throws {
        try await withOffice(backend) { world, id in
            let first = try await world.task("prepare")
            try await finish(world, first, by: 1)
            let done = try #require(try await world.tasks.list(.done, of: clerk).first)
            let step = try await world.storage.snapshot { try world.runner.stepToTakeBack(done, reader: $0) }
            try await world.deliver(.takeBack(step: try #require(step)))
            #expect(try await world.openTasks().map(\.element) == ["prepare"])
            #expect(try await world.tasks.tasks(of: world.matter).map(\.state) == [.done, .cancelled, .open])

            try await finish(world, try await world.task("prepare"), by: 1)
            try await act(world, "check", .touch(by: "9"))
            let again = try #require(try await world.tasks.list(.done, of: clerk).first)
            #expect(try await world.storage.snapshot { try world.runner.stepToTakeBack(again, reader: $0) } == nil)
            let check = try await world.task("check")
            let (operations, returns) = try await world.storage.snapshot {
                try world.runner.options(of: check, reader: $0)
            }
            #expect(operations.contains(.sendBack) && returns.map(\.element) == ["prepare"])
            try await act(world, "check", .sendBack(to: .previous))
            #expect(try await world.openTasks().map(\.element) == ["prepare"])
            try await finish(world, try await world.task("prepare"), by: 1)
            try await finish(world, try await world.task("check"), by: 9)
            #expect(try await world.stored(id).instance.status == .completed)
            #expect(try await world.count("SELECT COUNT(*) FROM process_row WHERE kind IN ('step', 'task')") == 0)
        }
    }

    @Test(arguments: Backend.available)
    func `two acts at once on one task: one happens`(backend: Backend) async throws {
        try await withOffice(backend) { world, _ in
            let task = try await world.task("prepare")
            let (first, _) = try await world.delivering(.act(activation: task.activation, .handOn(to: "2")))
            let (second, _) = try await world.delivering(.act(activation: task.activation, .addBefore(holder: "3")))
            try await world.storage.commit(first)
            await #expect(throws: StorageError.self) { try await world.storage.commit(second) }
            #expect(try await world.openTasks().map(\.holder) == [2])
        }
    }
}
