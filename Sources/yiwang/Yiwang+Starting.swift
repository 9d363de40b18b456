import Application
import ArgumentParser
import Foundation

extension Yiwang {
    /// Runs the command that the arguments name, and ends the program.
    ///
    /// What a command fails with is told in words, with a code, on standard error; what concerns the arguments is told by
    /// their parser.
    static func start() async {
        let command: any ParsableCommand
        do {
            command = try await asyncParseAsRoot()
        } catch {
            Yiwang.exit(withError: error)
        }
        do {
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                var prompt = command
                try prompt.run()
            }
        } catch {
            Yiwang.exit(withError: told(error))
        }
    }

    /// What is left for the parser to say: its own errors as they are, of others the exit code.
    private static func told(_ error: any Error) -> any Error {
        if error is ExitCode || Yiwang.exitCode(for: error) != ExitCode.failure { return error }
        let process = ProcessInfo.processInfo
        let isChinese = CommandLanguage.isChinese(arguments: process.arguments, environment: process.environment)
        for line in CommandFailure.lines(error, isChinese: isChinese) { Console.error(line) }
        return ExitCode.failure
    }
}
