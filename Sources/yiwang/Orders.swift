import Application
import ArgumentParser
import Storage
import WorkOrders

/// Commands about work orders.
struct Orders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Work orders.", subcommands: [Suggestions.self])

    /// How often the office that an order went to would have been named before it was dispatched.
    struct Suggestions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure the suggested offices on one's own orders.",
            discussion: """
                Each of the last orders is judged by those that came before it, and by the class and words it came with; the \
                office it went to in the end counts as right.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "The kind of order.")
        var kind = "hotline"
        @Option(help: "How many of the latest orders are judged.")
        var last = 1000

        func run() async throws {
            let system = try await common.open(try common.configuration())
            let measured = try await system.orderDesk.measureSuggestions(kind: kind, last: max(1, last))
            await system.storage.close()
            Console.print("judged \(measured.of)")
            Console.print("first \(measured.first)")
            Console.print("among-three \(measured.three)")
        }
    }
}
