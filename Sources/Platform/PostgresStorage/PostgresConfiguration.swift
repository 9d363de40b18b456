/// How to reach the database, and how many connections each lane keeps.
package struct PostgresConfiguration: Sendable {
    /// A libpq connection string or URI. A password belongs into a `passfile`, not into this text.
    package var conninfo: String
    /// Connections that commit write sets; each commits one at a time, the server groups their fsyncs.
    package var writers = 8
    /// Connections of the point lane; each sends all look-ups that wait in one go.
    package var pointConnections = 3
    /// Connections for lists and snapshots.
    package var queryConnections = 4
    /// The longest that any statement may take outside migrations.
    package var statementTimeout: Duration = .seconds(30)

    package init(conninfo: String) { self.conninfo = conninfo }
}
