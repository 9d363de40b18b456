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
    ///
    /// - Parameter settled: called when all statements are done and only COMMIT is left.
    func commit(_ writeSet: WriteSet, settled: () -> Void = {}) throws(StorageError) -> CommitOutcome {
        var attempt = 1
        while true {
            do throws(StorageError) {
                restore(lastState: "")
                try trimStatements()
                return try commitOnce([writeSet], settled: settled)[0]
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

    /// Commits write sets that came at the same time in one transaction, whose rows for one table go together.
    ///
    /// - Parameter settled: called when all statements are done and only COMMIT is left.
    /// - Returns: `nil`, with nothing written, when one of them fails or meets somebody else's: then each says for itself
    ///   what is the matter with it.
    func commitTogether(
        _ group: [WriteSet], settled: () -> Void
    ) throws(StorageError) -> [CommitOutcome]? {
        restore(lastState: "")
        try trimStatements()
        do throws(StorageError) {
            return try commitOnce(group, settled: settled)
        } catch {
            if isBroken || error == .outcomeUnknown { throw error }
            return nil
        }
    }

    private func commitOnce(
        _ group: [WriteSet], settled: () -> Void
    ) throws(StorageError) -> [CommitOutcome] {
        // Without guards nothing has to be looked at before COMMIT: an error in the pipeline skips it by itself.
        let isOneTrip = group.allSatisfy { $0.statements.allSatisfy { $0.expectation == .any } }
        // A server that went away in the meantime shows here, while trying elsewhere is still safe.
        guard PQconsumeInput(handle) == 1, !isBroken else { throw lost() }
        try enterPipeline()
        let batches = batches(of: group)
        let results: [PipelineResult]
        var sendingFailed: StorageError?
        do throws(StorageError) {
            var answers: [Answer] = []
            answers.reserveCapacity(batches.count + 2)
            try send(Self.begin, [], expecting: &answers)
            for batch in batches {
                do throws(StorageError) {
                    let values =
                        batch.places.count == 1
                        ? group[batch.places[0].writeSet].statements[batch.places[0].statement].values
                        : batch.places.flatMap { group[$0.writeSet].statements[$0.statement].values }
                    try send(batch.sql, values, expecting: &answers)
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
        let outcomes: [CommitOutcome]
        do throws(StorageError) {
            outcomes = try check(results, of: group, sent: batches)
        } catch {
            rollBack()
            throw error
        }
        if isOneTrip {
            if let last = results.last { try confirmCommit(last) }
            do throws(StorageError) { try exitPipeline() } catch { throw .outcomeUnknown }
        } else {
            settled()
            try finishTransaction(Self.commit)
        }
        return outcomes
    }

    private func check(
        _ results: [PipelineResult], of group: [WriteSet], sent batches: [StatementBatch]
    ) throws(StorageError) -> [CommitOutcome] {
        var changes = group.map { Array(repeating: 0, count: $0.count) }
        var returned: [[Int: [[SQLValue]]]] = Array(repeating: [:], count: group.count)
        // The first result is BEGIN's.
        for index in results.indices {
            switch results[index] {
            case .failure(let error): throw error
            case .skipped: throw .unavailable("PostgreSQL skipped a statement")
            case .success(let result):
                guard index > 0, index <= batches.count else { continue }
                let places = batches[index - 1].places
                let first = places[0]
                let statement = group[first.writeSet].statements[first.statement]
                let count = result.affectedRows
                guard places.count > 1 ? count == places.count : statement.expectation.isMet(by: count) else {
                    throw .guardFailed(code: statement.guardCode, index: first.statement)
                }
                for place in places { changes[place.writeSet][place.statement] = places.count > 1 ? 1 : count }
                if statement.returning { returned[first.writeSet][first.statement] = try result.allValues() }
            }
        }
        return group.indices.map { CommitOutcome(changes: changes[$0], returned: returned[$0]) }
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
