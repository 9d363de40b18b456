import Cryptography
package import Directory
import Exchange
import JSONTree
package import Journal
package import Localisation
package import Notices
package import Registers
import Storage
import Synchronization
package import WorkCalendar
package import Workflow

/// Where cases are opened, filled in, decided and followed: the one place that writes them.
package final class CaseDesk: Sendable {
    package let cases: CaseStore
    let storage: any Storage
    let directory: DirectoryStore
    let registers: RegisterStore
    let journal: Journal
    let processes: ProcessRunner
    let tasks: TaskStore
    let clocks: ClockStore
    package let notices: NoticeDesk
    let quotas = QuotaStore()
    let calendar: WorkingCalendar
    let clock: ZoneClock
    let words: any CaseWords
    let isDemo: Bool
    private let runtimes: [String: ServiceRuntime]
    private let others = Mutex<[String: any OtherMatters]>([:])

    package init(
        cases: CaseStore, directory: DirectoryStore, registers: RegisterStore, journal: Journal,
        processes: ProcessRunner, notices: NoticeDesk, clocks: ClockStore,
        clock: ZoneClock, words: any CaseWords, isDemo: Bool, services: [ServiceRuntime]
    ) {
        self.cases = cases
        storage = cases.storage
        self.directory = directory
        self.registers = registers
        self.journal = journal
        self.processes = processes
        tasks = TaskStore(storage: cases.storage)
        self.notices = notices
        self.clocks = clocks
        calendar = clocks.due.calendar
        self.clock = clock
        self.words = words
        self.isDemo = isDemo
        runtimes = Dictionary(services.map { ($0.service.id, $0) }, uniquingKeysWith: { _, last in last })
        cases.know(offices: runtimes.mapValues(\.service.offices))
    }

    /// The services that can be applied for, by id.
    package var services: [ServiceRuntime] { runtimes.values.sorted { $0.service.id < $1.service.id } }

    /// The services whose cases an official may have to do with.
    package func services(for scope: AccessScope) -> [ServiceRuntime] {
        services.filter { cases.concerns($0.service.id, scope) }
    }

    /// A service in force.
    package func runtime(_ service: String) throws -> ServiceRuntime {
        guard let runtime = runtimes[service] else { throw ServiceError(.noSuchCase) }
        return runtime
    }

    /// Makes another module's matters known to handing over, mending and moving processes.
    package func know(_ module: any OtherMatters) { others.withLock { $0[module.matterKind] = module } }

    /// The module whose a matter is, if it is not a service's.
    func module(of matter: Matter) -> (any OtherMatters)? { others.withLock { $0[matter.kind] } }

    /// The day it is in the county.
    package func today(_ now: Int64) -> CivilDate { clock.date(microseconds: now) }

    func key(of idNumber: String) -> SubjectKey { SubjectKey(idNumber: idNumber, keyring: cases.keyring) }

    /// Plans on a snapshot and commits; plans again when a guard says that the ground has moved.
    func planned<Result: Sendable>(
        _ plan: @escaping @Sendable (any SnapshotReader) throws -> (writes: WriteSet, result: Result)
    ) async throws -> Result {
        do {
            return try await storage.planned(canPlanAgain: CaseDesk.isMovedGround, plan)
        } catch let error as StorageError {
            throw CaseDesk.explained(error)
        }
    }

    /// Whether somebody else was first, so that the same may be planned on what is there now.
    private static func isMovedGround(_ error: StorageError) -> Bool {
        switch error {
        case .guardFailed(let code, _): canPlanAgain.contains(code)
        case .conflict(let constraint):
            // A row id that another process drew as well: the next plan draws others.
            constraint == "appointment_seat" || constraint == "correction_once"
                // The same request twice at a time: the second finds what the first has opened.
                || constraint == "service_case_number" || constraint.hasSuffix("_pkey")
        default: false
        }
    }

    static let caseMoved = "case.version"
    private static let canPlanAgain: Set<String> = [
        Journal.subjectMoved, QuotaStore.moved, ProcessRunner.movedOn, ClockStore.moved, caseMoved,
    ]

    private static func explained(_ error: StorageError) -> any Error {
        switch error {
        case .conflict(let constraint) where constraint == "service_case_once": ServiceError(.alreadyApplied)
        case .conflict(let constraint) where constraint == "appointment_seat": ServiceError(.noFreeSlot)
        case .guardFailed(let code, _) where code == caseMoved: ServiceError(.movedOn)
        case .guardFailed(let code, _) where code == WorkflowError.Code.taskGone.rawValue: WorkflowError(.taskGone)
        default: error
        }
    }
}
