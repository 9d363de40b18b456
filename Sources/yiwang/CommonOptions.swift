import Application
import ArgumentParser
import Cryptography
import Diagnostics
import Foundation

/// The options that every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The configuration file (default: yiwang.yaml, if it is there).")
    var config: String?
    @Option(help: "The data folder.")
    var data: String?
    @Option(help: "The folder with Scenarios, Counties and Public.")
    var share: String?
    @Option(help: "The county's folder under Counties.")
    var county: String?
    @Option(help: "Address and port to listen on.")
    var listen: String?
    @Option(help: "`sqlite`, or a PostgreSQL connection string.")
    var database: String?
    @Option(name: .customLong("lang"), help: "zh or en: the language of messages.")
    var language: String = CommandLanguage.usual(ProcessInfo.processInfo.environment)

    /// The settings, after printing what is wrong with them.
    func configuration(demo: Bool = false) throws -> Configuration {
        var flags: [String: String] = [:]
        if let data { flags["data"] = data }
        if let share { flags["share"] = share }
        if let county { flags["county"] = county }
        if let listen { flags["listen"] = listen }
        if let database { flags["database.url"] = database }
        if demo { flags["demo"] = "true" }
        let (configuration, diagnostics) = Configuration.load(
            file: config, environment: ProcessInfo.processInfo.environment, flags: flags)
        report(diagnostics)
        if diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode(2) }
        return configuration
    }

    /// Prints findings to standard error in the chosen language.
    func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { Console.error(CommandFailure.line(diagnostic, isChinese: isChinese)) }
    }

    /// Prints to standard error what an error means and what to do, with its code.
    func tell(_ error: any Error) {
        for line in CommandFailure.lines(error, isChinese: isChinese) { Console.error(line) }
    }

    func say(_ text: Text) -> String { language.hasPrefix("zh") ? text.zh : text.en }
    func say(_ zh: String, _ en: String) -> String { language.hasPrefix("zh") ? zh : en }

    /// Opens the county, telling in words why it cannot be opened.
    func open(_ configuration: Configuration, isRehearsal: Bool = false) async throws -> CountySystem {
        do {
            return try await CountySystem.open(configuration, isRehearsal: isRehearsal)
        } catch let error
            where error is CountySystem.Unusable || error is CountyProfile.Unusable
            || error is CryptoError
        {
            tell(error)
            throw ExitCode(2)
        }
    }
}

/// Lines for people.
enum Console {
    static func print(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
    static func raw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
    static func error(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
