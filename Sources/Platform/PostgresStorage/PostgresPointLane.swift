import Storage

/// Look-ups by key. Those that wait go to the server together, one round trip for all.
final class PostgresPointLane: Sendable {
    private struct LookUp: Sendable {
        let sql: SQL
        let values: [SQLValue]
        let waiter: CheckedContinuation<Result<PostgresResult, StorageError>, Never>
    }

    private let lane: PostgresLane<LookUp>

    init(_ configuration: PostgresConfiguration) {
        lane = PostgresLane(
            configuration, name: "point", threads: configuration.pointConnections, largestBatch: 64
        ) { lookUps, connection, _ in Self.serve(lookUps, connection) }
    }

    func run(_ sql: SQL, _ values: [SQLValue]) async throws(StorageError) -> PostgresResult {
        let result = await withCheckedContinuation { waiter in
            do throws(StorageError) {
                try lane.push(LookUp(sql: sql, values: values, waiter: waiter))
            } catch {
                waiter.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    func close() async { await lane.close() }

    private static func serve(_ lookUps: [LookUp], _ connection: PostgresLaneConnection) {
        var results: [PostgresConnection.PipelineResult] = []
        if lookUps.count > 1 {
            results = (try? connection.run { try sendTogether(lookUps, on: $0) }) ?? []
        }
        for index in lookUps.indices {
            if index < results.count, case .success(let result) = results[index] {
                lookUps[index].waiter.resume(returning: .success(result))
            } else {
                // Alone, or in a batch with one that failed: on its own it shows what's the matter with it.
                lookUps[index].waiter.resume(returning: runAlone(lookUps[index], connection))
            }
        }
    }

    private static func sendTogether(
        _ lookUps: [LookUp], on connection: PostgresConnection
    ) throws(StorageError) -> [PostgresConnection.PipelineResult] {
        try connection.trimStatements()
        try connection.enterPipeline()
        var answers: [PostgresConnection.Answer] = []
        for lookUp in lookUps {
            do throws(StorageError) {
                try connection.send(lookUp.sql, lookUp.values, expecting: &answers)
            } catch {
                if connection.isBroken { throw error }
                break
            }
        }
        try connection.synchronize()
        let results = try connection.receive(answers)
        try connection.exitPipeline()
        return results
    }

    private static func runAlone(
        _ lookUp: LookUp, _ connection: PostgresLaneConnection
    ) -> Result<PostgresResult, StorageError> {
        do {
            return .success(
                try connection.run { connection in
                    try connection.trimStatements()
                    do throws(StorageError) {
                        return try connection.execute(lookUp.sql, lookUp.values)
                    } catch {
                        guard PostgresFailure.isStalePlan(connection.lastState) else { throw error }
                        try connection.forgetStatements()
                        return try connection.execute(lookUp.sql, lookUp.values)
                    }
                })
        } catch {
            return .failure(StorageError.wrapping(error))
        }
    }
}
