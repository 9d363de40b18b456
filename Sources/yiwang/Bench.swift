import Application
import ArgumentParser
import DecisionEngine
import Foundation
import JSONTree
import SchemaEngine
import Storage

/// Measures a seeded data folder; `script/bench` puts the pieces together and measures over HTTP.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure decisions and enrolments in a seeded data folder.",
        subcommands: [
            Enrolment.self, Decisions.self, Table.self, Validation.self, Prepare.self, Submit.self, Judge.self,
            PlainText.self, Processes.self,
        ],
        defaultSubcommand: Enrolment.self)

    /// What the measurements have in common.
    struct Options: ParsableArguments {
        @OptionGroup var common: CommonOptions
        @Option(help: "How many children at most.")
        var children = 2000

        func measure(_ body: (EnrolmentBench) async throws -> Void) async throws {
            let configuration = try common.configuration(demo: true)
            let lock = try ServeLock.acquire(configuration, common: common)
            defer { lock.release() }
            let system = try await common.open(configuration)
            try await body(EnrolmentBench(system: system, children: children))
            await system.storage.close()
        }
    }

    /// Runs processes alone.
    struct Processes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run processes alone, each step durable, in an empty data folder or database.")

        @OptionGroup var common: CommonOptions
        @Option(help: "How many instances with one task; a tenth of them with ten.")
        var instances = 20_000
        @Option(help: "How many timers wait for another year while others become due.")
        var timers = 1_000_000

        func run() async throws {
            let storage = try await StorageOpening.open(try common.configuration())
            do {
                Console.print(try await ProcessBench(storage).run(instances: instances, timers: timers).prettyText)
            } catch is ProcessBench.NotEmpty {
                Console.error(common.say("要一个空的数据文件夹或数据库。", "It wants an empty data folder or database."))
                throw ExitCode(4)
            }
            await storage.close()
        }
    }

    /// Submits in this process, without HTTP.
    struct Enrolment: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Enrol in this process, without HTTP.")

        @OptionGroup var options: Options

        func run() async throws {
            try await options.measure { Console.print(try await $0.run().json.prettyText) }
        }
    }

    /// Runs the decision alone, on one thread.
    struct Decisions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run the decision alone, on one thread.")

        @OptionGroup var options: Options

        func run() async throws {
            try await options.measure { Console.print(try await $0.decisions().prettyText) }
        }
    }

    /// Makes one decision of a model for many inputs.
    struct Table: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a decision of a DMN model alone, on one thread, for the inputs given.")

        @Argument(help: "The DMN file.", completion: .file(extensions: ["dmn"]))
        var model: String
        @Argument(help: "The decision's name.")
        var decision: String
        @Argument(help: "The inputs: one JSON object a line.")
        var inputs: String

        func run() async throws {
            let model = try DecisionModel(loading: try Bench.bytes(model), file: model)
            let inputs = try Bench.lines(inputs).map { try JSON(parsing: $0) }
            Console.print(EngineBench.decision(model, decision, inputs).prettyText)
        }
    }

    /// Validates documents against a schema.
    struct Validation: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Validate documents against a JSON Schema alone, on one thread, parsed before and with parsing.")

        @Argument(help: "The schema.", completion: .file(extensions: ["json"]))
        var schema: String
        @Argument(help: "The documents: one JSON text a line.")
        var documents: String

        func run() async throws {
            let schema = try Schema(try JSON(parsing: try Bench.bytes(schema)))
            Console.print(try EngineBench.validation(schema, try Bench.lines(documents)).prettyText)
        }
    }

    private static func bytes(_ file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file) else { throw ValidationError("no \(file)") }
        return Array(data)
    }

    private static func lines(_ file: String) throws -> [[UInt8]] {
        try bytes(file).split(separator: 10).map(Array.init)
    }

    /// Fills in drafts and opens sessions, so that a client has only the last button left to press.
    struct Prepare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fill in drafts and open sessions; write one request a line.")

        @OptionGroup var options: Options
        @Argument(help: "Where the requests go; the counts from before go beside it, as FILE.json.")
        var file: String

        func run() async throws {
            try await options.measure { bench in
                let (lines, counts) = try await bench.prepareRequests()
                try write(lines.joined(separator: "\n"), to: file)
                try write(counts.text, to: "\(file).json")
                Console.print("prepared \(lines.count)")
            }
        }

        private func write(_ text: String, to path: String) throws {
            // Sessions are secrets, even those of a measurement.
            let written = FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
            if !written { throw ValidationError("cannot write \(path)") }
        }
    }

    /// Presses the last buttons over HTTP.
    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Submit what was prepared, over HTTP: half of it at full speed, half at 80 % of that.")

        @Option(help: "Address and port of the server.")
        var address = "127.0.0.1:8080"
        @Argument(help: "The file that `prepare` wrote.")
        var file: String

        func run() async throws {
            let parts = address.split(separator: ":")
            guard parts.count == 2, let port = Int(parts[1]) else { throw ValidationError("address:port") }
            guard let bytes = FileManager.default.contents(atPath: file) else { throw ValidationError("no \(file)") }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            Console.print(try await SubmissionClient(host: String(parts[0]), port: port, lines: lines).run().text)
        }
    }

    /// Counts the rows after a measurement against those from before.
    struct Judge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Count what a measurement left behind.")

        @OptionGroup var options: Options
        @Argument(help: "The file that `prepare` wrote.")
        var file: String

        func run() async throws {
            guard let counts = FileManager.default.contents(atPath: "\(file).json"),
                let requests = FileManager.default.contents(atPath: file)
            else { throw ValidationError("there is no \(file)") }
            let before = try JSON(parsing: Array(counts))
            let applications = requests.split(separator: 10).count
            try await options.measure {
                Console.print(try await $0.judge(since: before, applications: applications).prettyText)
            }
        }
    }

    /// Serves one constant line: the limit against which pages are measured.
    struct PlainText: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Serve one constant line as a yardstick.")

        @Option(help: "Address and port to listen on.")
        var listen = "127.0.0.1:8090"

        func run() async throws {
            let parts = listen.split(separator: ":")
            guard parts.count == 2, let port = Int(parts[1]) else { throw ValidationError("address:port") }
            try await PlainTextServer.run(host: String(parts[0]), port: port) { Console.print("ready \($0)") }
        }
    }
}
