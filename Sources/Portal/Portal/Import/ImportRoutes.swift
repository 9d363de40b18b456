import Diagnostics
import Directory
import Journal
import Registers
import Storage
import Web

/// The steward's imports: send a file for a register of one's own department, see how it is understood, say go, watch
/// it run, take the bad rows back.
struct ImportRoutes {
    let services: PortalServices
    private var importer: RegisterImporter { services.imports }

    func register(in table: inout RouteTable) {
        table.get("/desk/imports", .permission(.importRegisters)) { request in
            .page(try await ImportListPage(services: services, importer: importer).render(request))
        }
        table.get("/desk/imports/new/{register}", .permission(.importRegisters)) { request in
            try await answering { .page(try uploadPage(request)) }
        }
        table.post(
            "/desk/imports/new/{register}", .permission(.importRegisters),
            body: .upload(limit: ImportStore.maximumUpload + (1 << 20))
        ) { request in try await answering { try await upload(request) } }
        table.get("/desk/imports/{import}", .permission(.importRegisters)) { request in
            try await answering { try await page(request) }
        }
        table.post("/desk/imports/{import}", .permission(.importRegisters)) { request in
            try await answering { try await act(request) }
        }
        table.get("/desk/imports/{import}/rejected/{format}", .permission(.importRegisters)) { request in
            try await answering { try await rejected(request) }
        }
    }

    private func uploadPage(_ request: WebRequest, error: Text? = nil) throws -> [UInt8] {
        let scope = try request.official().scope
        let id = try request.parameter("register")
        guard let descriptor = importer.importable(in: scope).first(where: { $0.qualifiedID == id }) else {
            throw ImportError(.forbidden)
        }
        return try ImportUploadPage(services: services, descriptor: descriptor).render(request, error: error)
    }

    private func upload(_ request: WebRequest) async throws -> WebResponse {
        guard let file = request.files.first(where: { $0.field == "file" }) else {
            return .page(
                try uploadPage(request, error: Text(zh: "请选择文件", en: "Choose a file")), status: 422)
        }
        do {
            let record = try await importer.upload(
                file.bytes, name: file.name, to: try request.parameter("register"),
                requestKey: String((request.fields["idempotency_key"] ?? request.id).prefix(60)),
                scope: try request.official().scope, now: request.now)
            return .seeOther("/desk/imports/\(record.id)")
        } catch let error as ImportError where error.code == .unreadable || error.code == .tooLarge {
            return .page(try uploadPage(request, error: error.message), status: 422)
        }
    }

    private func record(_ request: WebRequest) async throws -> (ImportRecord, RegisterDescriptor) {
        guard let id = Int64(try request.parameter("import")) else { throw ImportError(.notFound) }
        let record = try await importer.store.find(id, in: try request.official().scope)
        guard let table = services.registers.tables[record.register] else { throw ImportError(.notFound) }
        return (record, table.descriptor)
    }

    private func page(_ request: WebRequest, status: Int = 200, error: Text? = nil) async throws -> WebResponse {
        let (record, descriptor) = try await record(request)
        guard record.state == .uploaded else {
            return .page(
                try ImportProgressPage(services: services, record: record, descriptor: descriptor).render(request))
        }
        let choice = ImportChoice(request.fields)
        do {
            let preview = try await importer.preview(
                record, sheet: choice.sheet, chosen: choice.chosen.isEmpty ? nil : choice.chosen)
            return .page(
                try ImportReviewPage(
                    services: services, record: record, descriptor: descriptor, preview: preview,
                    sheets: preview.sheets
                ).render(request, choice: choice, error: error), status: status)
        } catch let refusal as ImportError {
            return .page(
                try ImportReviewPage(
                    services: services, record: record, descriptor: descriptor, preview: nil,
                    sheets: try await importer.sheets(record)
                ).render(request, choice: choice, error: refusal.message), status: 422)
        }
    }

    private func act(_ request: WebRequest) async throws -> WebResponse {
        let (record, _) = try await record(request)
        let here = "/desk/imports/\(record.id)"
        guard record.state == .uploaded else { return .seeOther(here) }
        let scope = try request.official().scope
        switch request.fields["act"] {
        case "discard":
            try await importer.discard(record.id, scope: scope, now: request.now)
            return .seeOther("/desk/imports")
        case "start":
            let choice = ImportChoice(request.fields)
            // Another sheet than the one whose check was shown is shown first.
            if choice.sheet != request.fields["shown"] ?? "" { return try await page(request) }
            let preview: ImportPreview
            do {
                preview = try await importer.preview(record, sheet: choice.sheet, chosen: choice.chosen)
            } catch is ImportError {
                return try await page(request)
            }
            guard preview.mapping.missing.isEmpty else {
                return try await page(
                    request, status: 422,
                    error: ImportError(.missingColumns, columns: missingTitles(preview, record)).message)
            }
            _ = try await importer.start(
                record.id, mode: choice.mode, sheet: choice.sheet, chosen: choice.chosen, scope: scope, now: request.now
            )
            return .seeOther(here)
        default: return try await page(request)
        }
    }

    private func missingTitles(_ preview: ImportPreview, _ record: ImportRecord) -> [Text] {
        services.registers.tables[record.register].map { preview.mapping.missingTitles($0.descriptor) } ?? []
    }

    private func rejected(_ request: WebRequest) async throws -> WebResponse {
        let (record, descriptor) = try await record(request)
        guard let format = RejectedRowsFile.Format(rawValue: try request.parameter("format")), record.rejected > 0,
            !record.state.isActive
        else { throw WebError.notFound }
        let official = try request.official()
        let bytes = try await RejectedRowsFile.make(
            record, format: format, store: importer.store, descriptor: descriptor)
        let event = JournalEvent(
            .recordsListed, department: official.department,
            [
                "list": "import/\(record.id)/rejected", "official": String(official.id), "post": official.post,
                "rows": String(record.rejected),
            ])
        let writes = try await services.storage.snapshot { [journal = services.journal, now = request.now] reader in
            var writes = WriteSet()
            try journal.record([event], at: now, to: &writes, reader: reader)
            return writes
        }
        try await services.storage.commit(writes)
        return .download(bytes, type: format.mediaType, name: "\(descriptor.id)-\(record.id).\(format.rawValue)")
    }

    /// The web error of what imports refuse.
    private func answering(_ body: () async throws -> WebResponse) async throws -> WebResponse {
        do {
            return try await body()
        } catch let error as ImportError {
            let status =
                switch error.code {
                case .forbidden: 403
                case .notFound, .fileGone: 404
                case .movedOn: 409
                default: 422
                }
            throw WebError(
                code: error.stableCode, status: status, title: Text(zh: "不能导入", en: "The import is not possible"),
                detail: error.message)
        }
    }
}
