import CPQ
import Foundation
import Storage

extension PostgresConnection {
    private static let begin: SQL = "BEGIN"
    private static let commit: SQL = "COMMIT"
    /// With the pauses between them about two seconds, in which the others of a collision have long committed.
    private static let attempts = 40

    /// Commits a write set in a transaction of its own.
    ///
    /// `.unavailable` on a broken connection means that COMMIT wasn't sent, so that another connection may try.
    func commit(_ writeSet: WriteSet) throws(StorageError) -> CommitOutcome {
        var attempt = 1
        while true {
            do throws(StorageError) {
                restore(lastState: "")
                try trimStatements()
                return try commitOnce(writeSet)
            } catch {
                if isBroken || attempt >= Self.attempts { throw error }
                if PostgresFailure.isStalePlan(lastState) {
                    try forgetStatements()
                } else if !PostgresFailure.isCollision(lastState) {
                    throw error
                } else {
                    Thread.sleep(forTimeInterval: Self.pause(after: attempt))
                }
                attempt += 1
            }
        }
    }

    /// A collision's loser waits a random while, longer each time: two that retry at once meet again.
    private static func pause(after attempt: Int) -> TimeInterval {
        Double.random(in: 0...Double(min(1 << attempt, 100))) / 1000
    }

    /// Statements of a write set that go to the server as one: several insertions of a row into the same table, one after
    /// another, or a single statement of any kind.
    private struct Batch {
        var statements: Range<Int>
        var sql: SQL
        var values: [SQLValue]
    }

    /// The most rows of one insertion: each number of rows is a statement of its own that the server keeps.
    private static let largestBatch = 16

    private func batches(_ writeSet: WriteSet) -> [Batch] {
        var batches: [Batch] = []
        batches.reserveCapacity(writeSet.count)
        var start = 0
        let statements = writeSet.statements
        while start < statements.count {
            let first = statements[start]
            var end = start + 1
            if first.sql.identity.isPlainInsert, !first.returning, first.expectation == .rows(1) {
                while end < statements.count, end - start < Self.largestBatch, statements[end].sql.key == first.sql.key,
                    statements[end].expectation == .rows(1), !statements[end].returning
                { end += 1 }
            }
            if end > start + 1, let sql = insertion(of: first.sql, rows: end - start) {
                batches.append(
                    Batch(statements: start..<end, sql: sql, values: statements[start..<end].flatMap(\.values)))
            } else {
                end = start + 1
                batches.append(Batch(statements: start..<end, sql: first.sql, values: first.values))
            }
            start = end
        }
        return batches
    }

    private func commitOnce(_ writeSet: WriteSet) throws(StorageError) -> CommitOutcome {
        // Without guards nothing has to be looked at before COMMIT: an error in the pipeline skips it by itself.
        let isOneTrip = writeSet.statements.allSatisfy { $0.expectation == .any }
        // A server that went away in the meantime shows here, while trying elsewhere is still safe.
        guard PQconsumeInput(handle) == 1, !isBroken else { throw lost() }
        try enterPipeline()
        let batches = batches(writeSet)
        let results: [PipelineResult]
        var sendingFailed: StorageError?
        do throws(StorageError) {
            var answers: [Answer] = []
            answers.reserveCapacity(writeSet.count + 2)
            try send(Self.begin, [], expecting: &answers)
            for batch in batches {
                do throws(StorageError) {
                    try send(batch.sql, batch.values, expecting: &answers)
                } catch {
                    // A value that can't be sent: what went before is still answered, then rolled back.
                    if isBroken { throw error }
                    sendingFailed = error
                    break
                }
            }
            if isOneTrip, sendingFailed == nil { try send(Self.commit, [], expecting: &answers) }
            try synchronize()
            results = try receive(answers)
        } catch {
            throw isOneTrip ? .outcomeUnknown : error
        }
        if let sendingFailed {
            rollBack()
            throw sendingFailed
        }
        let outcome: CommitOutcome
        do throws(StorageError) {
            outcome = try check(results, of: writeSet, sent: batches)
        } catch {
            rollBack()
            throw error
        }
        if isOneTrip {
            if let last = results.last { try confirmCommit(last) }
            do throws(StorageError) { try exitPipeline() } catch { throw .outcomeUnknown }
        } else {
            try finishTransaction(Self.commit)
        }
        return outcome
    }

    private func check(
        _ results: [PipelineResult], of writeSet: WriteSet, sent batches: [Batch]
    ) throws(StorageError) -> CommitOutcome {
        var changes: [Int] = []
        changes.reserveCapacity(writeSet.count)
        var returned: [Int: [[SQLValue]]] = [:]
        // The first result is BEGIN's.
        for index in results.indices {
            switch results[index] {
            case .failure(let error): throw error
            case .skipped: throw .unavailable("PostgreSQL skipped a statement")
            case .success(let result):
                guard index > 0, index <= batches.count else { continue }
                let place = batches[index - 1].statements
                let statement = writeSet.statements[place.lowerBound]
                let count = result.affectedRows
                guard place.count > 1 ? count == place.count : statement.expectation.isMet(by: count) else {
                    throw .guardFailed(code: statement.guardCode, index: place.lowerBound)
                }
                if place.count > 1 {
                    changes += Array(repeating: 1, count: place.count)
                } else {
                    changes.append(count)
                }
                if statement.returning { returned[place.lowerBound] = try result.allValues() }
            }
        }
        return CommitOutcome(changes: changes, returned: returned)
    }

    /// Ends the transaction in pipeline mode and leaves that mode.
    private func finishTransaction(_ sql: SQL) throws(StorageError) {
        // From the moment COMMIT may have left, only the server's own word says what became of it.
        var isSent = false
        let results: [PipelineResult]
        do throws(StorageError) {
            var answers: [Answer] = []
            try send(sql, [], expecting: &answers)
            isSent = true
            try synchronize()
            results = try receive(answers)
            try exitPipeline()
        } catch {
            throw isSent || isBroken ? .outcomeUnknown : error
        }
        if let last = results.last { try confirmCommit(last) }
    }

    private func rollBack() {
        let state = lastState
        try? leaveFailedTransaction()
        restore(lastState: state)
    }

    private func leaveFailedTransaction() throws(StorageError) {
        try exitPipeline()
        try execute("ROLLBACK")
    }

    private func confirmCommit(_ result: PipelineResult) throws(StorageError) {
        switch result {
        case .success(let result):
            // COMMIT of a failed transaction answers ROLLBACK.
            guard result.commandTag == "COMMIT" else { throw .unavailable("PostgreSQL rolled the transaction back") }
        case .failure(.unavailable): throw .outcomeUnknown
        case .failure(let error): throw error
        case .skipped: throw .unavailable("PostgreSQL skipped the commit")
        }
    }
}
