/// How to reach the database, and how many connections each lane keeps.
package struct PostgresConfiguration: Sendable {
    /// A libpq connection string or URI. A password belongs into a `passfile`, not into this text.
    package var conninfo: String
    /// Connections that commit write sets: one runs statements while the others wait for the disk.
    package var writers = 3
    /// The most write sets that share a transaction.
    package var largestGroup = 64
    /// Connections for large write sets, bulk loads and migrations, each for one at a time.
    package var workConnections = 4
    /// Connections of the point lane; each sends all look-ups that wait in one go.
    package var pointConnections = 3
    /// Connections for lists and snapshots.
    package var queryConnections = 4
    /// The longest that any statement may take outside migrations.
    package var statementTimeout: Duration = .seconds(30)

    package init(conninfo: String) { self.conninfo = conninfo }
}
