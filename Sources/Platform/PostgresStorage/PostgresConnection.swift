import CPQ
import Foundation
import Storage

/// One connection with the statements prepared on it. Belongs to one thread.
final class PostgresConnection {
    private static let keptStatements = 256

    let handle: OpaquePointer
    private var byKey: [ObjectIdentifier: PostgresPrepared] = [:]
    private var byText: [String: PostgresPrepared] = [:]
    private var uses: UInt64 = 0
    /// Insertions of several rows, by the insertion of one row and their number.
    private var insertions: [Insertion: (of: SQL, made: SQL)] = [:]
    private var madeStatements = 0
    private var parameters = PostgresParameters()
    /// What the server said last, in SQLSTATE; for deciding about another attempt.
    private(set) var lastState = ""

    init(_ configuration: PostgresConfiguration, name: String) throws(StorageError) {
        let settings: [(String, String)] = [
            ("dbname", configuration.conninfo), ("application_name", name), ("client_encoding", "UTF8"),
            ("connect_timeout", "5"), ("keepalives", "1"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
        ]
        var keywords: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values: [UnsafePointer<CChar>?] = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer {
            for pointer in keywords + values { free(UnsafeMutablePointer(mutating: pointer)) }
        }
        // What libpq says of a string that it cannot read quotes it, with the password.
        var unread: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(configuration.conninfo, &unread) else {
            PQfreemem(unread)
            throw .misconfigured("database.url is no connection string of PostgreSQL")
        }
        PQconninfoFree(options)
        guard let handle = PQconnectdbParams(&keywords, &values, 1) else { throw .unavailable("out of memory") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            let reason = String(cString: PQerrorMessage(handle)).split(separator: "\n").first.map(String.init) ?? ""
            throw .unavailable("cannot connect to PostgreSQL: \(reason)")
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let timeout = configuration.statementTimeout.milliseconds
        try execute(
            "SET statement_timeout = \(timeout); SET idle_in_transaction_session_timeout = 60000; "
                + "SET standard_conforming_strings = on")
        try PostgresSettings.check(self)
    }

    deinit { PQfinish(handle) }

    /// Whether the server has gone; such a connection is thrown away.
    var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }

    /// Whether nothing is left over from the work before: no pipeline, no transaction.
    var isClean: Bool {
        !isBroken && PQpipelineStatus(handle) == PQ_PIPELINE_OFF && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    // MARK: Statements

    private struct Insertion: Hashable {
        let sql: ObjectIdentifier
        let rows: Int
    }

    /// A plain insertion of one row as one of several.
    func insertion(of sql: SQL, rows: Int) -> SQL? {
        let key = Insertion(sql: sql.key, rows: rows)
        if let kept = insertions[key] { return kept.made }
        guard insertions.count < Self.keptStatements, let made = sql.inserting(rows: rows) else { return nil }
        // The one it is of stays in memory too: its place there is what it is known by.
        insertions[key] = (sql, made)
        return made
    }

    private func prepared(for sql: SQL) -> PostgresPrepared {
        uses &+= 1
        if let found = byKey[sql.key] ?? byText[sql.text] {
            found.lastUse = uses
            if byKey[sql.key] == nil { remember(found, for: sql) }
            return found
        }
        madeStatements += 1
        let prepared = PostgresPrepared(number: madeStatements, sql: sql)
        prepared.lastUse = uses
        byText[sql.text] = prepared
        remember(prepared, for: sql)
        return prepared
    }

    private func remember(_ prepared: PostgresPrepared, for sql: SQL) {
        guard prepared.identities.count < 8 else { return }
        prepared.identities.append(sql.identity)
        byKey[sql.key] = prepared
    }

    /// Lets the server forget statements that weren't used for long; called between transactions.
    func trimStatements() throws(StorageError) {
        guard byText.count > Self.keptStatements else { return }
        let oldest = byText.values.sorted { $0.lastUse < $1.lastUse }.prefix(Self.keptStatements / 4)
        for prepared in oldest {
            byText[prepared.text] = nil
            for identity in prepared.identities { byKey[ObjectIdentifier(identity)] = nil }
            if prepared.isReady { try execute("DEALLOCATE \(String(cString: prepared.name))") }
        }
    }

    /// After a change of the tables under them.
    func forgetStatements() throws(StorageError) {
        byKey.removeAll()
        byText.removeAll()
        try execute("DEALLOCATE ALL")
    }

    // MARK: Sending

    /// What the server will answer, in order, for what was sent in pipeline mode.
    enum Answer {
        case prepared(PostgresPrepared)
        case result
    }

    func enterPipeline() throws(StorageError) {
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
    }

    func exitPipeline() throws(StorageError) {
        guard PQexitPipelineMode(handle) == 1 else { throw lost() }
    }

    /// Queues a statement in pipeline mode, preparing it first if the server doesn't know it.
    func send(_ sql: SQL, _ values: [SQLValue], expecting answers: inout [Answer]) throws(StorageError) {
        let statement = prepared(for: sql)
        try checkCount(values.count, statement)
        if !statement.isReady, !statement.isOnItsWay {
            guard PQsendPrepare(handle, statement.name, sql.numbered, 0, nil) == 1 else { throw lost() }
            answers.append(.prepared(statement))
            statement.isOnItsWay = true
        }
        try sendPrepared(statement, values)
        answers.append(.result)
    }

    private func sendPrepared(_ statement: PostgresPrepared, _ values: [SQLValue]) throws(StorageError) {
        try parameters.load(values)
        let sent = PQsendQueryPrepared(
            handle, statement.name, Int32(truncatingIfNeeded: values.count), parameters.pointers, parameters.lengths,
            parameters.formats, 1)
        guard sent == 1 else { throw lost() }
    }

    private func checkCount(_ count: Int, _ statement: PostgresPrepared) throws(StorageError) {
        guard count == statement.parameterCount else {
            throw .invalidStatement("\(count) values for \(statement.parameterCount) placeholders: \(statement.text)")
        }
    }

    /// Ends what was queued with a Sync and sends it.
    func synchronize() throws(StorageError) {
        guard PQpipelineSync(handle) == 1 else { throw lost() }
    }

    /// Reads the answers up to the Sync. A failed statement gives an error, those after it in the pipeline give none.
    func receive(_ answers: [Answer]) throws(StorageError) -> [PipelineResult] {
        var results: [PipelineResult] = []
        results.reserveCapacity(answers.count)
        var preparing: StorageError?
        for answer in answers {
            let result = try nextResult()
            while PQgetResult(handle).map(PQclear) != nil {}
            let outcome = outcome(of: result)
            switch answer {
            case .prepared(let statement):
                statement.isOnItsWay = false
                if case .success = outcome { statement.isReady = true }
                if case .failure(let error) = outcome { preparing = error }
            case .result:
                if let error = preparing, case .skipped = outcome {
                    results.append(.failure(error))
                    preparing = nil
                } else {
                    results.append(outcome)
                }
            }
        }
        let end = try nextResult()
        guard end.status == PGRES_PIPELINE_SYNC else { throw .unavailable("PostgreSQL lost its place in a pipeline") }
        return results
    }

    enum PipelineResult {
        case success(PostgresResult)
        case failure(StorageError)
        /// Not run, since one before it failed.
        case skipped
    }

    private func outcome(of result: PostgresResult) -> PipelineResult {
        switch result.status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_SINGLE_TUPLE: return .success(result)
        case PGRES_PIPELINE_ABORTED: return .skipped
        default:
            lastState = PostgresFailure.state(result)
            return .failure(isBroken ? lost() : PostgresFailure.error(result))
        }
    }

    private func nextResult() throws(StorageError) -> PostgresResult {
        guard let handle = PQgetResult(handle) else { throw lost() }
        let result = PostgresResult(handle)
        if isBroken { throw lost() }
        return result
    }

    func lost() -> StorageError {
        lastState = "08006"
        return .unavailable("the connection to PostgreSQL broke")
    }

    /// The reason of a failure outlives the clearing up after it.
    func restore(lastState state: String) { lastState = state }

    // MARK: One at a time

    /// Runs a text of one or more statements without values.
    @discardableResult
    func execute(_ text: String) throws(StorageError) -> PostgresResult {
        guard let raw = PQexec(handle, text) else { throw lost() }
        return try checked(PostgresResult(raw))
    }

    /// Runs one statement outside pipeline mode and waits for all of its rows.
    func execute(_ sql: SQL, _ values: [SQLValue]) throws(StorageError) -> PostgresResult {
        try start(sql, values)
        let result = try nextResult()
        while PQgetResult(handle).map(PQclear) != nil {}
        return try checked(result)
    }

    /// Runs a statement that won't come again, such as a migration's, without keeping it.
    func executeOnce(_ statement: Statement) throws(StorageError) -> PostgresResult {
        guard statement.values.count == statement.sql.parameterCount else {
            throw .invalidStatement("values and placeholders differ in number: \(statement.sql.text)")
        }
        try parameters.load(statement.values)
        let raw = PQexecParams(
            handle, statement.sql.numbered, Int32(truncatingIfNeeded: statement.values.count), nil,
            parameters.pointers, parameters.lengths, parameters.formats, 1)
        guard let raw else { throw lost() }
        return try checked(PostgresResult(raw))
    }

    /// Runs one statement and visits its rows as they come, so that a long result never lies in memory.
    func stream(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) throws {
        try start(sql, values)
        PQsetSingleRowMode(handle)
        var failure: (any Error)?
        var goesOn = true
        while let raw = PQgetResult(handle) {
            let result = PostgresResult(raw)
            if isBroken { throw lost() }
            switch result.status {
            case PGRES_SINGLE_TUPLE where goesOn:
                do {
                    goesOn = try result.each(visit)
                } catch {
                    failure = error
                    goesOn = false
                }
            case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, PGRES_COMMAND_OK: break
            default:
                lastState = PostgresFailure.state(result)
                failure = failure ?? PostgresFailure.error(result)
            }
        }
        if let failure { throw failure }
    }

    private func start(_ sql: SQL, _ values: [SQLValue]) throws(StorageError) {
        let statement = prepared(for: sql)
        try checkCount(values.count, statement)
        if !statement.isReady {
            guard let raw = PQprepare(handle, statement.name, sql.numbered, 0, nil) else { throw lost() }
            _ = try checked(PostgresResult(raw))
            statement.isReady = true
        }
        try sendPrepared(statement, values)
    }

    func checked(_ result: PostgresResult) throws(StorageError) -> PostgresResult {
        switch outcome(of: result) {
        case .success(let result): return result
        case .failure(let error): throw error
        case .skipped: throw lost()
        }
    }
}

extension Duration {
    /// Whole milliseconds, at least one.
    var milliseconds: Int64 { max(1, microseconds / 1_000) }
}
