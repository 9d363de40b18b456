import Diagnostics
import Directory
import Foundation
package import JSONTree
package import Registers

/// `yiwang register import`: a file of any size into a register.
package struct RegisterImportCommand: LocalCommand {
    package static let name = "register import"

    /// The file's absolute path.
    package var file: String
    /// The register's id, such as `base.person`.
    package var register: String
    package var mode: ImportMode
    package var sheet: String
    /// The heading in the file for a field, where the program would choose another.
    package var columns: [String: String]
    /// Where the rejected rows go; the ending says the format.
    package var rejectedFile: String?

    package init(
        file: String, register: String, mode: ImportMode, sheet: String = "", columns: [String: String] = [:],
        rejectedFile: String? = nil
    ) {
        self.file = file
        self.register = register
        self.mode = mode
        self.sheet = sheet
        self.columns = columns
        self.rejectedFile = rejectedFile
    }

    package init?(arguments: JSON) {
        guard let file = arguments["file"]?.string, let register = arguments["register"]?.string,
            let mode = arguments["mode"]?.string.flatMap(ImportMode.init(rawValue:))
        else { return nil }
        self.init(file: file, register: register, mode: mode, sheet: arguments["sheet"]?.string ?? "")
        for (name, value) in arguments["columns"]?.members ?? JSON.object([]).members {
            columns[name] = value.string
        }
        rejectedFile = arguments["rejected"]?.string
    }

    package var arguments: JSON {
        var members: [(String, JSON)] = [
            ("file", .string(file)), ("register", .string(register)), ("mode", .string(mode.rawValue)),
            ("sheet", .string(sheet)),
            ("columns", .object(columns.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) })),
        ]
        if let rejectedFile { members.append(("rejected", .string(rejectedFile))) }
        return .object(members)
    }

    package func run(in system: CountySystem, output: CommandOutput) async throws -> Int32 {
        guard system.registers.tables[register] != nil else {
            output.note(
                output.say(
                    "没有登记簿 \(register)。有：\(ids(system))", "There is no register \(register). There are: \(ids(system))")
            )
            return 1
        }
        let record = try await RegisterImport.run(
            file: file, register: register, mode: mode, sheet: sheet, chosen: columns, scope: .program("command"),
            importer: system.imports
        ) { record in
            output.send(.progress(permille: record.permille, output.say(record.state.title)))
        }
        try await system.refreshAfterImports()
        output.line("state \(record.state.rawValue)")
        output.line("read \(record.rowsRead)")
        output.line("added \(record.added)")
        output.line("changed \(record.changed)")
        output.line("unchanged \(record.unchanged)")
        output.line("rejected \(record.rejected)")
        if let message = record.failureMessage { output.note(output.say(message)) }
        if record.rejected > 0 { try await writeRejected(record, in: system, output: output) }
        return record.state == .done && record.rejected == 0 ? 0 : 1
    }

    private func ids(_ system: CountySystem) -> String { system.registers.tables.keys.sorted().joined(separator: ", ") }

    private func writeRejected(_ record: ImportRecord, in system: CountySystem, output: CommandOutput) async throws {
        guard let table = system.registers.tables[register] else { return }
        let path = rejectedFile ?? RegisterImportCommand.rejectedPath(beside: file)
        let format = RejectedRowsFile.Format(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased())
        let bytes = try await RejectedRowsFile.make(
            record, format: format ?? .workbook, store: system.imports.store, descriptor: table.descriptor)
        // The rows are personal data: for the one who asked, and nobody beside.
        let written = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard written else {
            output.note(output.say("写不了文件 \(path)", "The file \(path) cannot be written"))
            return
        }
        output.note(
            output.say(
                "\(record.rejected) 行不能导入，连同原因写入 \(path)。改好后可以直接再导入这个文件。",
                "\(record.rejected) rows were not imported; they are in \(path) with the reasons. Correct them there and import that file."
            ))
    }

    /// `people.rejected.xlsx` for `people.csv`.
    private static func rejectedPath(beside file: String) -> String {
        URL(fileURLWithPath: file).deletingPathExtension().appendingPathExtension("rejected.xlsx").path
    }
}
