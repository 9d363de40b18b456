import CPQ
import Foundation

/// The server of the tests itself: whole databases, which cannot be made inside a transaction.
enum PostgresServer {
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    static func run(_ text: String) throws {
        guard let conninfo = Backend.conninfo else { throw TestDatabase.Missing() }
        let connection = PQconnectdb(conninfo)
        defer { PQfinish(connection) }
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw Refused(description: String(cString: PQerrorMessage(connection)))
        }
    }

    private static let leftovers = Leftovers()

    /// Removes a database when the tests end, whatever became of them.
    static func removeAtExit(_ database: String) { leftovers.add(database) }

    private final class Leftovers: @unchecked Sendable {
        private let lock = NSLock()
        private var names: [String] = []

        func add(_ name: String) {
            lock.withLock {
                if names.isEmpty { atexit { PostgresServer.leftovers.remove() } }
                names.append(name)
            }
        }

        func remove() {
            for name in lock.withLock({ names }) {
                try? PostgresServer.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
            }
        }
    }
}
