import Cryptography
package import Directory
package import Journal
package import Storage
package import Tabular

/// Imports files into registers: keeps the file, checks all of it, then writes batch by batch; each step is saved,
/// so that a stopped machine goes on where it was, and every row is accounted for.
package actor RegisterImporter {
    /// The kind of the job.
    package static let job = "register.import"
    static let checkBatch = 2000
    static let writeBatch = 1000

    package nonisolated let registers: RegisterStore
    package nonisolated let store: ImportStore
    nonisolated let journal: Journal
    nonisolated let queue: JobQueue
    nonisolated let clock: any WallClock
    private var sessions: [Int64: ImportSession] = [:]
    private var sources: [Int64: any ByteSource] = [:]
    private var busy: Set<Int64> = []

    package init(registers: RegisterStore, journal: Journal, clock: any WallClock) {
        self.registers = registers
        self.journal = journal
        self.clock = clock
        queue = JobQueue(identifiers: registers.identifiers)
        store = ImportStore(
            storage: registers.storage, keyring: registers.keyring, identifiers: registers.identifiers)
    }

    /// The registers a viewer may import into, by id.
    package nonisolated func importable(in scope: AccessScope) -> [RegisterDescriptor] {
        registers.tables.values.map(\.descriptor).filter { ImportStore.mayImport($0.owner, scope) }
            .sorted { $0.qualifiedID < $1.qualifiedID }
    }

    /// Keeps an uploaded file for a register of the viewer's department.
    package nonisolated func upload(
        _ body: [UInt8], name: String, to register: String, requestKey: String, scope: AccessScope, now: Int64
    ) async throws -> ImportRecord {
        guard body.count <= ImportStore.maximumUpload else { throw ImportError(.tooLarge) }
        let descriptor = try authorised(register, scope)
        let file = try Self.open(MemorySource(body))
        return try await store.create(
            requestKey: "\(Self.name(of: scope)) \(requestKey)", register: register, department: descriptor.owner,
            official: Self.name(of: scope), fileName: String(name.prefix(200)), hash: Digest.sha256.hash(body),
            size: body.count, body: body, rung: file.format == .workbook ? .excel : .file, now: now)
    }

    /// How the file is understood, and its first problems.
    package nonisolated func preview(
        _ record: ImportRecord, sheet: String? = nil, chosen: [String: String]? = nil
    ) async throws -> ImportPreview {
        guard let table = registers.tables[record.register] else { throw RegisterError(.unknownRegister) }
        let file = try Self.open(try await store.source(record))
        return try ImportPreview.make(
            file, sheet: sheet ?? record.sheet, descriptor: table.descriptor, chosen: chosen ?? record.chosen)
    }

    /// The sheets of an uploaded workbook, whatever stands in them; one for a text.
    package nonisolated func sheets(_ record: ImportRecord) async throws -> [TableFile.Sheet] {
        try Self.open(try await store.source(record)).sheets
    }

    /// Says go. A second go changes nothing.
    package nonisolated func start(
        _ id: Int64, mode: ImportMode, sheet: String = "", chosen: [String: String] = [:], scope: AccessScope,
        now: Int64
    ) async throws -> ImportRecord {
        var record = try await store.find(id, in: scope)
        guard record.state == .uploaded else { return record }
        record.mode = mode
        record.sheet = sheet
        record.chosen = chosen
        record.state = .waiting
        do {
            try await store.storage.commit([
                record.saving(), queue.enqueue(kind: Self.job, payload: Array(String(id).utf8), dueAt: now, now: now),
            ])
        } catch {
            guard error.isGuard(ImportError.Code.movedOn.rawValue) else { throw error }
            return try await store.find(id, in: scope)
        }
        return record
    }

    /// Takes an upload back before it begins; its file is gone.
    package nonisolated func discard(_ id: Int64, scope: AccessScope, now: Int64) async throws {
        var record = try await store.find(id, in: scope)
        guard record.state == .uploaded else { throw ImportError(.movedOn) }
        record.state = .discarded
        record.finishedAt = now
        try await store.storage.commit([
            record.saving(), Statement(ImportStore.deleteParts, [.integer(id)]),
        ])
    }

    /// Has a runner do imports. A step takes about a second, then others get their turn.
    package nonisolated func register(on runner: JobRunner) {
        runner.register(Self.job) { job in try await self.perform(job) }
    }

    private func perform(_ job: Job) async throws -> WriteSet {
        guard let id = Int64(String(decoding: job.payload, as: UTF8.self)) else {
            throw JobFailure(code: ImportError.Code.notFound.rawValue, isPermanent: true)
        }
        guard !busy.contains(id) else { throw JobFailure(code: "import.busy", isPermanent: false) }
        do {
            let record = try await advance(id, for: .seconds(1))
            guard record.state.isActive else { return WriteSet() }
            let now = clock.now()
            return [queue.enqueue(kind: Self.job, payload: job.payload, dueAt: now, now: now)]
        } catch let error as ImportError where error.code == .movedOn || error.code == .notFound {
            return WriteSet()
        }
    }

    /// Works on an import for about so long, at least one step.
    ///
    /// - Throws: `import.moved-on` when another worker saved a step first; what the database throws.
    @discardableResult
    package func advance(_ id: Int64, for budget: Duration) async throws -> ImportRecord {
        guard busy.insert(id).inserted else { throw ImportError(.movedOn) }
        defer { busy.remove(id) }
        var record = try await store.record(id)
        let end = clock.now() + budget.microseconds
        do {
            while record.state.isActive {
                try Task.checkCancellation()
                try await step(&record)
                if clock.now() >= end { break }
                await Task.yield()
            }
        } catch let error as StorageError where error.isGuard(ImportError.Code.movedOn.rawValue) {
            sessions[id] = nil
            throw ImportError(.movedOn)
        } catch let error as ImportError {
            sessions[id] = nil
            record = try await store.record(id)
            guard record.state.isActive else { return record }
            record.failure = error.stableCode
            try await finish(&record, .failed)
        } catch {
            sessions[id] = nil
            throw error
        }
        if !record.state.isActive {
            sessions[id] = nil
            sources[id] = nil
        }
        return record
    }

    /// A file on this machine instead of an upload.
    func attach(_ source: any ByteSource, to id: Int64) { sources[id] = source }

    func session(_ record: ImportRecord, _ table: RegisterTable) async throws -> (ImportSession, isNew: Bool) {
        if let session = sessions[record.id], session.step == record.step { return (session, false) }
        let source: any ByteSource
        if let attached = sources[record.id] {
            source = attached
        } else {
            source = try await store.source(record)
        }
        let session = try ImportSession(record, source: source, descriptor: table.descriptor)
        let existing = ExistingRows(table, storage: store.storage, keyring: store.keyring)
        if !existing.isSearchable { session.index = try await existing.index() }
        sessions[record.id] = session
        return (session, true)
    }

    nonisolated func authorised(_ register: String, _ scope: AccessScope) throws -> RegisterDescriptor {
        guard let table = registers.tables[register] else { throw RegisterError(.unknownRegister) }
        guard ImportStore.mayImport(table.descriptor.owner, scope) else { throw ImportError(.forbidden) }
        return table.descriptor
    }

    static func open(_ source: any ByteSource) throws(ImportError) -> TableFile {
        do throws(TabularError) {
            return try TableFile(source)
        } catch {
            throw ImportError(error)
        }
    }

    static func name(of scope: AccessScope) -> String {
        switch scope.viewer {
        case .official(let id, _, _): String(id)
        case .program(let word): word
        case .citizen: ""
        }
    }
}
