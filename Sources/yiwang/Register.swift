import Application
import ArgumentParser
import Foundation
import Registers
import Storage

/// Commands about registers.
struct Register: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Registers.", subcommands: [Import.self, List.self])

    /// Imports a file; the rows that cannot be imported come back as a file with the reasons.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a CSV or Excel file into a register.",
            discussion: """
                CSV is read as UTF-8 or GB 18030, Excel as it is: title lines, merged cells, dates and numbers as \
                people type them. The rows that cannot be imported are written beside the file with a reason column. \
                While the county is served, the serving process does the work.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The file.")
        var file: String
        @Option(help: "The register's id, such as base.person; `yiwang register list` shows them.")
        var register: String
        @Option(help: "`all-or-nothing`, or `good-rows` to import the good ones.")
        var mode: ImportMode = .allOrNothing
        @Option(help: "The sheet of a workbook; the one that fits best when left out.")
        var sheet: String = ""
        @Option(
            name: .customLong("column"), help: "field=heading, where a column has an unusual name; may be repeated.")
        var columns: [String] = []
        @Option(help: "Where the rows that cannot be imported go (.xlsx or .csv).")
        var rejected: String?

        func run() async throws {
            var chosen: [String: String] = [:]
            for column in columns {
                let parts = column.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    Console.error(
                        common.say("--column 要写成 字段=列名：\(column)", "--column has to be field=heading: \(column)"))
                    throw ExitCode(2)
                }
                chosen[parts[0]] = parts[1]
            }
            let command = RegisterImportCommand(
                file: URL(fileURLWithPath: file).standardizedFileURL.path, register: register, mode: mode, sheet: sheet,
                columns: chosen,
                rejectedFile: rejected.map { URL(fileURLWithPath: $0).standardizedFileURL.path })
            try await common.perform(command, try common.configuration())
        }
    }

    /// Lists the registers and their columns.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the registers and their fields.")

        @OptionGroup var common: CommonOptions
        @Flag(help: "With the fields of each.")
        var fields = false

        func run() async throws {
            let system = try await common.open(try common.configuration())
            for descriptor in system.registers.tables.values.map(\.descriptor).sorted(by: {
                $0.qualifiedID < $1.qualifiedID
            }) {
                Console.print("\(descriptor.qualifiedID)  \(common.say(descriptor.title))  \(descriptor.owner)")
                guard fields else { continue }
                for field in descriptor.fields {
                    let mark = field.required ? "*" : " "
                    Console.print("  \(mark) \(field.name)  \(common.say(field.title))")
                }
            }
            await system.storage.close()
        }
    }
}

extension ImportMode: ExpressibleByArgument {}
