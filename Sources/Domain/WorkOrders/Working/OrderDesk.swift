import Cryptography
package import Directory
import JSONTree
package import Journal
package import Localisation
package import ProcessEngine
package import Storage
package import WorkCalendar
package import Workflow

/// Where orders are received, dispatched, worked on, answered and closed: the one place that writes them.
package final class OrderDesk: Sendable {
    package let orders: OrderStore
    let storage: any Storage
    let directory: DirectoryStore
    let journal: Journal
    let processes: ProcessRunner
    package let tasks: TaskStore
    let clocks: ClockStore
    let zone: ZoneClock
    /// What was dispatched before, by kind.
    private let memories: [String: OrderMemory]
    private let runtimes: [String: OrderRuntime]

    /// What tasks and clocks of orders say they are about.
    package static let matter = "order"
    /// What a process may hear when its order becomes an emergency on the way.
    static let becameUrgent = "became-urgent"
    /// The clock of the county's own limit.
    package static let ownClock = "own"

    package init(
        orders: OrderStore, directory: DirectoryStore, journal: Journal, processes: ProcessRunner, clocks: ClockStore,
        zone: ZoneClock, kinds: [OrderRuntime]
    ) {
        self.orders = orders
        storage = orders.storage
        self.directory = directory
        self.journal = journal
        self.processes = processes
        tasks = TaskStore(storage: orders.storage)
        self.clocks = clocks
        self.zone = zone
        runtimes = Dictionary(kinds.map { ($0.kind.id, $0) }, uniquingKeysWith: { first, _ in first })
        memories = runtimes.mapValues { _ in OrderMemory() }
    }

    /// The kinds of orders in force, by id.
    package var kinds: [OrderRuntime] { runtimes.values.sorted { $0.kind.id < $1.kind.id } }

    package func runtime(_ kind: String) throws -> OrderRuntime {
        guard let runtime = runtimes[kind] else { throw OrderError(.unknownKind) }
        return runtime
    }

    func memory(of kind: OrderKind) -> OrderMemory { memories[kind.id] ?? OrderMemory() }

    /// The day it is in the county.
    package func today(_ now: Int64) -> CivilDate { zone.date(microseconds: now) }

    /// The first instant of a day in the county.
    package func start(of day: CivilDate) -> Int64 { clocks.due.instant(of: CivilMinute(date: day, minute: 0)) }

    func planned<Result: Sendable>(
        _ plan: @escaping @Sendable (any SnapshotReader) throws -> (writes: WriteSet, result: Result)
    ) async throws -> Result {
        do {
            return try await storage.planned(canPlanAgain: OrderDesk.isMovedGround, plan)
        } catch let error as StorageError {
            throw OrderDesk.explained(error)
        }
    }

    private static func isMovedGround(_ error: StorageError) -> Bool {
        switch error {
        case .guardFailed(let code, _):
            [Journal.subjectMoved, ProcessRunner.movedOn, ClockStore.moved, WorkOrder.moved].contains(code)
        // The same order twice at a time, or a row id that another process drew as well.
        case .conflict(let constraint): constraint == "work_order_number" || constraint.hasSuffix("_pkey")
        default: false
        }
    }

    private static func explained(_ error: StorageError) -> any Error {
        switch error {
        case .guardFailed(let code, _) where code == WorkOrder.moved: OrderError(.movedOn)
        case .guardFailed(let code, _) where code == WorkflowError.Code.taskGone.rawValue: WorkflowError(.taskGone)
        default: error
        }
    }

    // MARK: Steps

    /// Who does something.
    enum Actor: Sendable {
        case official(Official)
        case program(String)

        var officialID: Int64? { if case .official(let official) = self { official.id } else { nil } }
        var post: String { if case .official(let official) = self { official.post } else { "" } }
        var name: String {
            switch self {
            case .official(let official): "official:\(official.id)"
            case .program(let word): "program:\(word)"
            }
        }
    }

    func step(_ order: WorkOrder, actor: Actor, reader: any SnapshotReader, now: Int64) throws -> OrderStep {
        OrderStep(desk: self, runtime: try runtime(order.kind), order: order, actor: actor, reader: reader, now: now)
    }

    /// Delivers an event to an order's process, in one plan.
    ///
    /// - Parameters:
    ///   - instance: the process that has the task which the event is about; without one it is the order's own.
    ///   - rehearses: only finds out whether it would be refused.
    func advance(
        _ id: Int64, actor: Actor, event: ProcessEvent, instance: Int64? = nil, now: Int64, rehearses: Bool = false,
        before: @escaping @Sendable (OrderStep) throws -> Void
    ) async throws {
        let plan: @Sendable (any SnapshotReader) throws -> (writes: WriteSet, result: Void) = { [self] reader in
            let order = try orders.find(id: id, reader: reader)
            let step = try step(order, actor: actor, reader: reader, now: now)
            try before(step)
            var steps = WriteSet()
            if let instance {
                try processes.deliver(
                    event, toInstance: instance, handling: step, reader: reader, now: now, writes: &steps)
            } else {
                try processes.deliver(event, to: step.matter, handling: step, reader: reader, now: now, writes: &steps)
            }
            step.writes.append(contentsOf: steps)
            return (try step.finished(), ())
        }
        if rehearses {
            // All that could refuse it is asked, and nothing is written.
            _ = try await storage.snapshot { _ = try plan($0) }
        } else {
            try await planned(plan)
        }
    }

    // MARK: The program itself

    /// What a due timer or a pause of a long step leads to.
    package func due(
        _ event: ProcessEvent, instance: Int64, order: Int64, now: Int64,
        before: @escaping @Sendable (OrderStep) throws -> Void = { _ in }
    ) async throws -> WriteSet {
        try await storage.snapshot { [self] reader in
            let order = try orders.find(id: order, reader: reader)
            guard try processes.isRunning(instance, reader: reader) else { return WriteSet() }
            let step = try step(order, actor: .program("timer"), reader: reader, now: now)
            do {
                try before(step)
                var steps = WriteSet()
                try processes.deliver(
                    event, toInstance: instance, handling: step, reader: reader, now: now, writes: &steps)
                step.writes.append(contentsOf: steps)
            } catch let error as ProcessError where error.meansItIsOver {
                // The process has moved on; the timer means nothing any more.
                return WriteSet()
            }
            return try step.finished()
        }
    }
}
