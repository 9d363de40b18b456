import ServiceLifecycle

/// The server of an address; one that it cannot have is told by its name.
struct Listening: Service, CustomStringConvertible {
    let server: any Service
    let host: String
    let port: Int

    /// Its name in the log.
    var description: String { "pages" }

    func run() async throws {
        do {
            try await server.run()
        } catch {
            if let failure = AddressFailure(error, host: host, port: port) { throw failure }
            throw error
        }
    }
}
