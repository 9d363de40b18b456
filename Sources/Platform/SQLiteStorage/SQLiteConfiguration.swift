/// Where the database file is and how much memory and how many threads it may take.
package struct SQLiteConfiguration: Sendable {
    package var path: String
    /// Connections of the point lane.
    package var pointConnections = 4
    /// Threads of the query lane, each with a connection.
    package var queryThreads = 3
    /// Page cache of the writer, in KiB.
    package var writerCache = 32_768
    /// Page cache of each reader, in KiB.
    package var readerCache = 6_144
    /// Pages of 4 KiB in the log after which it's carried over into the file.
    package var checkpointPages = 1_000
    /// How many write sets share a commit at most.
    package var largestGroup = 512
    /// The largest size that the file may grow to, in pages of 4 KiB; a bound for a shared disk.
    package var maximumPages: Int?

    package init(path: String) { self.path = path }
}
