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

    private func commitOnce(_ writeSet: WriteSet) throws(StorageError) -> CommitOutcome {
        // Without guards nothing has to be looked at before COMMIT: an error in the pipeline skips it by itself.
        let isOneTrip = writeSet.statements.allSatisfy { $0.expectation == .any }
        // A server that went away in the meantime shows here, while trying elsewhere is still safe.
        guard PQconsumeInput(handle) == 1, !isBroken else { throw lost() }
        try enterPipeline()
        let results: [PipelineResult]
        var sendingFailed: StorageError?
        do throws(StorageError) {
            var answers: [Answer] = []
            answers.reserveCapacity(writeSet.count + 2)
            try send(Self.begin, [], expecting: &answers)
            for statement in writeSet.statements {
                do throws(StorageError) {
                    try send(statement.sql, statement.values, expecting: &answers)
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
            outcome = try check(results, of: writeSet)
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

    private func check(_ results: [PipelineResult], of writeSet: WriteSet) throws(StorageError) -> CommitOutcome {
        var changes: [Int] = []
        changes.reserveCapacity(writeSet.count)
        var returned: [Int: [[SQLValue]]] = [:]
        // The first result is BEGIN's.
        for index in results.indices {
            switch results[index] {
            case .failure(let error): throw error
            case .skipped: throw .unavailable("PostgreSQL skipped a statement")
            case .success(let result):
                guard index > 0, index <= writeSet.count else { continue }
                let statement = writeSet.statements[index - 1]
                let count = result.affectedRows
                guard statement.expectation.isMet(by: count) else {
                    throw .guardFailed(code: statement.guardCode, index: index - 1)
                }
                changes.append(count)
                if statement.returning { returned[index - 1] = try result.allValues() }
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
