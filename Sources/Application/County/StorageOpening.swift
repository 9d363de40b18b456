import Diagnostics
import Foundation
import PostgresStorage
import SQLiteStorage
package import Storage

/// Opens the database that the configuration names.
package enum StorageOpening {
    /// The database, with the data folder made if it was not there.
    package static func open(_ configuration: Configuration) async throws -> any Storage {
        try makeDataFolder(configuration)
        if configuration.usesSQLite {
            let path = configuration.data.appendingPathComponent("yiwang.db").path
            return try SQLiteStorage.open(SQLiteConfiguration(path: path))
        }
        return try await PostgresStorage.open(PostgresConfiguration(conninfo: configuration.value("database.url")))
    }

    /// Makes the data folder, readable by the service's user only.
    package static func makeDataFolder(_ configuration: Configuration) throws {
        try FileManager.default.createDirectory(
            at: configuration.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
