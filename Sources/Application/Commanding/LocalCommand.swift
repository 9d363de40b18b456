package import JSONTree

/// A command that writes. It runs in its own process while nobody serves the county, and in the serving process
/// otherwise, where it comes through the local socket.
package protocol LocalCommand: Sendable {
    /// The command's words, such as `register import`.
    static var name: String { get }

    /// What was asked, as it crosses the socket.
    var arguments: JSON { get }
    init?(arguments: JSON)

    /// Does the work.
    ///
    /// - Returns: the exit code: 0 done, 1 refused with reasons, 3 the county is in use, 4 nothing to do it on.
    func run(in system: CountySystem, output: CommandOutput) async throws -> Int32
}

/// The commands that the local socket takes.
package enum LocalCommands {
    static let all: [any LocalCommand.Type] = [
        RegisterImportCommand.self, CountySeedCommand.self, ProcessMigrateCommand.self,
    ]

    /// A request as one line of JSON.
    package static func request(_ command: some LocalCommand, isChinese: Bool) -> JSON {
        [
            "command": .string(type(of: command).name), "arguments": command.arguments,
            "language": .string(isChinese ? "zh" : "en"),
        ]
    }

    /// The command that a request asks for.
    static func command(_ request: JSON) -> (any LocalCommand)? {
        guard let name = request["command"]?.string, let arguments = request["arguments"] else { return nil }
        return all.first { $0.name == name }?.init(arguments: arguments)
    }

    /// Runs a command to its end; what it throws becomes a line that a person can act on.
    package static func run(_ command: any LocalCommand, in system: CountySystem, output: CommandOutput) async {
        do {
            output.send(.end(try await command.run(in: system, output: output)))
        } catch {
            for line in CommandFailure.lines(error, isChinese: output.isChinese) { output.note(line) }
            output.send(.end(1))
        }
    }
}
