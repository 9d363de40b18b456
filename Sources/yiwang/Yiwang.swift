import ArgumentParser

/// The program's commands.
struct Yiwang: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yiwang",
        abstract: "一网 · the operating system of a county government.",
        subcommands: [
            Serve.self, County.self, Register.self, Orders.self, Scenario.self, Journal.self, Config.self, Doctor.self,
            BackUp.self,
            Routes.self, CalendarCommand.self, ProcessCommand.self, DecisionCommand.self, ConformanceCommand.self,
            Bench.self,
        ])
}
