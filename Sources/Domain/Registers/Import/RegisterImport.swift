import Cryptography
package import Directory
import Foundation
import Storage
import Tabular

/// An import by command, of a file on this machine and of any size.
package enum RegisterImport {
    /// Imports a file, or goes on with an import of the same file that was stopped.
    ///
    /// - Parameter progress: told after each second of work.
    /// - Returns: the import as it ended; `done`, `refused` or `failed`.
    package static func run(
        file path: String, register: String, mode: ImportMode, sheet: String = "", chosen: [String: String] = [:],
        scope: AccessScope, importer: RegisterImporter, progress: @Sendable (ImportRecord) -> Void
    ) async throws -> ImportRecord {
        let descriptor = try importer.authorised(register, scope)
        let hash = try self.hash(path)
        let source: FileSource
        do throws(TabularError) {
            source = try FileSource(path: path)
        } catch {
            throw ImportError(error)
        }
        let file = try RegisterImporter.open(source)
        let preview = try ImportPreview.make(file, sheet: sheet, descriptor: descriptor, chosen: chosen)
        guard preview.mapping.missing.isEmpty else {
            throw ImportError(.missingColumns, columns: preview.mapping.missingTitles(descriptor))
        }
        let official = RegisterImporter.name(of: scope)
        var record: ImportRecord
        if let stopped = try await importer.store.latest(register: register, hash: hash, official: official),
            stopped.state.isActive, stopped.mode == mode
        {
            record = stopped
        } else {
            record = try await importer.store.create(
                requestKey: "command \(importer.registers.identifiers.next())", register: register,
                department: descriptor.owner, official: official,
                fileName: URL(fileURLWithPath: path).lastPathComponent,
                hash: hash, size: source.count, body: nil, rung: file.format == .workbook ? .excel : .file,
                now: importer.clock.now())
            record.mode = mode
            record.sheet = sheet
            record.chosen = chosen
            record.state = .waiting
            try await importer.store.storage.commit([record.saving()])
        }
        await importer.attach(source, to: record.id)
        while record.state.isActive {
            record = try await importer.advance(record.id, for: .milliseconds(500))
            progress(record)
        }
        return record
    }

    private static func hash(_ path: String) throws -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else {
            throw ImportError(TabularError(.unreadable))
        }
        return data.withUnsafeBytes { Digest.sha256.hash($0) }
    }
}
