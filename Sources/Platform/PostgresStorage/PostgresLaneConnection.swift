import Storage

/// The connection of one thread, opened when it's needed and again after it broke.
final class PostgresLaneConnection {
    private let configuration: PostgresConfiguration
    private let name: String
    private var connection: PostgresConnection?
    private var failures = 0
    private var nextAttempt = ContinuousClock.now

    init(_ configuration: PostgresConfiguration, name: String) {
        self.configuration = configuration
        self.name = name
    }

    func drop() { connection = nil }

    /// Runs `body`; if the connection turns out to be broken and `body` says that nothing is settled yet by failing as
    /// `.unavailable`, once more with a new one.
    func run<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        let isFresh = connection == nil
        let first = try open()
        do {
            defer { if !first.isClean { connection = nil } }
            return try body(first)
        } catch {
            guard first.isBroken else { throw error }
            guard !isFresh, let failure = error as? StorageError, case .unavailable = failure else { throw error }
        }
        let second = try open()
        defer { if !second.isClean { connection = nil } }
        return try body(second)
    }

    private func open() throws(StorageError) -> PostgresConnection {
        if let connection, !connection.isBroken { return connection }
        connection = nil
        guard ContinuousClock.now >= nextAttempt else { throw .unavailable("PostgreSQL cannot be reached") }
        do throws(StorageError) {
            let opened = try PostgresConnection(configuration, name: name)
            failures = 0
            connection = opened
            return opened
        } catch {
            failures += 1
            let pause = min(100 << min(failures - 1, 6), 5_000)
            nextAttempt = ContinuousClock.now.advanced(by: .milliseconds(pause))
            throw error
        }
    }
}
