import Diagnostics
package import Foundation
import PostgresStorage
import SQLiteStorage
package import Storage

/// Opens the database that the configuration names.
package enum StorageOpening {
    /// The database, with the data folder made if it was not there.
    package static func open(_ configuration: Configuration) async throws -> any Storage {
        try makeDataFolder(configuration)
        return try await connect(configuration)
    }

    /// The database that is there: neither a folder nor a file is made.
    ///
    /// - Throws: ``PathFailure`` when SQLite's file is not there.
    package static func openExisting(_ configuration: Configuration) async throws -> any Storage {
        if configuration.usesSQLite {
            let path = file(configuration).path
            let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
            // Of an empty file opening it would make a database.
            guard size > 0 else { throw PathFailure(.missing, path) }
        }
        return try await connect(configuration)
    }

    private static func connect(_ configuration: Configuration) async throws -> any Storage {
        if configuration.usesSQLite {
            return try SQLiteStorage.open(SQLiteConfiguration(path: file(configuration).path))
        }
        return try await PostgresStorage.open(PostgresConfiguration(conninfo: configuration.value("database.url")))
    }

    /// SQLite's file.
    package static func file(_ configuration: Configuration) -> URL {
        configuration.data.appendingPathComponent("yiwang.db")
    }

    /// Makes the data folder, readable by the service's user only.
    ///
    /// - Throws: ``PathFailure`` when it cannot be made.
    package static func makeDataFolder(_ configuration: Configuration) throws {
        do {
            try FileManager.default.createDirectory(
                at: configuration.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch let error as CocoaError where error.isFileError {
            throw PathFailure(error, path: configuration.data.path)
        }
    }
}
