import Directory
import Services
import Web
import WorkCalendar
import Workflow

/// Tells open inboxes that something in them has changed; what it is, the page asks for itself.
///
/// One cheap question a second serves all of them: only when a process has moved on anywhere does each look at its own
/// list. What changes without a process is noticed a little later.
struct InboxUpdates: Sendable {
    let services: PortalServices
    let pulse: InboxPulse

    /// How long one connection lasts; the page then comes back, and whoever may not any more is told so.
    private static let lifetime = Duration.seconds(300)
    /// How often an inbox is looked at, at most, and without a reason.
    private static let soonest = Duration.seconds(2)
    private static let latest = Duration.seconds(30)
    private static let silence = Duration.seconds(15)

    func answer(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        // Status 204 tells the page not to come back: it stays as it is, as without scripts.
        guard await pulse.hasRoom(for: official.id) else { return WebResponse(status: 204) }
        let (pulse, services) = (pulse, services)
        let today = services.desk.today(request.now)
        return .events(
            EventStream { send in
                guard await pulse.enter(official.id) else { return }
                do {
                    try await InboxUpdates.follow(official, today, services, pulse, send)
                } catch {
                    await pulse.leave(official.id)
                    throw error
                }
                await pulse.leave(official.id)
            })
    }

    private static func follow(
        _ official: Official, _ today: CivilDate, _ services: PortalServices, _ pulse: InboxPulse,
        _ send: (String) async throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        let end = clock.now + lifetime
        try await send(EventStream.retry(3000))
        var moved = try await pulse.latest()
        var shown = try await state(of: official, today, services)
        var (looked, sent) = (clock.now, clock.now)
        while clock.now < end, !EventStream.isEnding {
            try await Task.sleep(for: .seconds(1))
            let now = try await pulse.latest()
            let waited = clock.now - looked
            if (now != moved && waited >= soonest) || waited >= latest {
                (moved, looked) = (now, clock.now)
                let fresh = try await state(of: official, today, services)
                if fresh != shown {
                    shown = fresh
                    sent = clock.now
                    try await send(EventStream.event("inbox", data: "changed"))
                }
            }
            if clock.now - sent >= silence {
                sent = clock.now
                try await send(EventStream.heartbeat)
            }
        }
    }

    /// What the first page of an inbox shows, as far as a change of it would be seen.
    private static func state(
        of official: Official, _ today: CivilDate, _ services: PortalServices
    ) async throws -> [String] {
        let store = TaskStore(storage: services.storage)
        let tasks = try await store.list(.mine, of: official.holder, filter: TaskStore.Filter(), page: 1, size: 60)
        let counts = try await store.counts(of: official.holder, dueBy: today)
        return ["\(counts.mine) \(counts.soon) \(counts.office) \(counts.resting)"]
            + tasks.map { "\($0.id) \($0.holder ?? 0) \($0.dueOn?.iso ?? "") \($0.urged)" }
    }
}

/// What all open inboxes of a program ask together.
actor InboxPulse {
    /// Pages that one official may have open at a time.
    static let pages = 6
    /// Pages that all may have open.
    static let most = 2000

    private let store: ProcessStore
    private var open: [Int64: Int] = [:]
    private var total = 0
    private var moved: Int64 = 0
    private var asked: ContinuousClock.Instant?
    private var asking: Task<Int64, any Error>?

    init(store: ProcessStore) { self.store = store }

    /// Whether one more page may be open.
    func hasRoom(for official: Int64) -> Bool {
        total < InboxPulse.most && open[official, default: 0] < InboxPulse.pages
    }

    /// Counts a page, if there is room for it.
    func enter(_ official: Int64) -> Bool {
        guard hasRoom(for: official) else { return false }
        open[official, default: 0] += 1
        total += 1
        return true
    }

    func leave(_ official: Int64) {
        total -= 1
        let left = open[official, default: 1] - 1
        open[official] = left > 0 ? left : nil
    }

    /// The last thing that happened in any process; asked once a second, however many want to know.
    func latest() async throws -> Int64 {
        if let asked, ContinuousClock.now - asked < .milliseconds(900) { return moved }
        if let asking { return try await asking.value }
        let task = Task { [store] in try await store.lastEvent() }
        asking = task
        defer { asking = nil }
        moved = try await task.value
        asked = .now
        return moved
    }
}
