extension Storage {
    /// Plans on a snapshot and commits; plans again, a few times, when a guard says that the ground has moved.
    ///
    /// - Parameters:
    ///   - attempts: how often at most.
    ///   - canPlanAgain: whether somebody else was first, so that the same may be planned on what is there now.
    /// - Throws: the storage's last error where planning again does not help, and what the plan throws.
    package func planned<Result: Sendable>(
        attempts: Int = 5, canPlanAgain: (StorageError) -> Bool,
        _ plan: @escaping @Sendable (any SnapshotReader) throws -> (writes: WriteSet, result: Result)
    ) async throws -> Result {
        var attempt = 0
        while true {
            attempt += 1
            let (writes, result) = try await snapshot(plan)
            if writes.isEmpty { return result }
            do {
                try await commit(writes)
                return result
            } catch {
                guard canPlanAgain(error), attempt < attempts else { throw error }
            }
        }
    }
}
