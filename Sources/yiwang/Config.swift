import Application
import ArgumentParser

/// Commands about settings.
struct Config: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Settings.", subcommands: [Check.self])

    /// Shows the settings in force and where each comes from.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Check the settings and show where each comes from.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let configuration = try common.configuration()
            for key in ConfigurationKey.all {
                let value =
                    key.name.hasSuffix("secret") && !configuration.value(key.name).isEmpty
                    ? "••••" : configuration.value(key.name)
                let source =
                    switch configuration.source(key.name) {
                    case .fallback: common.say("默认", "default")
                    case .file(let path): path
                    case .environment: key.environment
                    case .flag: common.say("命令行", "command line")
                    }
                Console.print("\(key.name) = \(value)  (\(source))  \(common.say(key.purpose))")
            }
            Console.print(common.say("配置可用。", "The settings are usable."))
        }
    }
}
