import Journal
import Storage
import Tabular
import WorkCalendar

extension RegisterImporter {
    /// One step: a batch checked or written, and saved.
    func step(_ record: inout ImportRecord) async throws {
        guard let table = registers.tables[record.register] else { throw RegisterError(.unknownRegister) }
        let (session, isNew) = try await session(record, table)
        switch record.state {
        case .waiting: try await begin(&record, session)
        case .checking:
            if isNew {
                // Checking has no effect outside, so it begins anew.
                try await begin(&record, session)
            } else {
                try await check(&record, session)
            }
        case .writing:
            if isNew {
                try session.skip(record.passed)
                session.mustLook = true
            }
            try await write(&record, session, table)
        default: return
        }
        session.step = record.step
    }

    private func begin(_ record: inout ImportRecord, _ session: ImportSession) async throws {
        record.state = .checking
        record.sheet = session.sheetName
        record.startedAt = clock.now()
        record.wasEmpty = try await registers.count(record.register) == 0
        (record.rowsRead, record.rejected, record.permille) = (0, 0, 0)
        let width = (session.rows.mapping.columns.map(\.index).max() ?? 0) + 1
        var header = Array(repeating: "", count: width)
        for column in session.rows.mapping.columns { header[column.index] = column.heading }
        let row = try store.rejectedRow(record, number: 0, cells: header, problems: [])
        try await store.storage.commit([
            record.saving(), Statement(ImportStore.deleteRows, [.integer(record.id)]),
            Statement(
                "INSERT INTO register_import_row (id, import_id, number, cells, problems) VALUES (?, ?, ?, ?, ?)", row),
        ])
    }

    private func check(_ record: inout ImportRecord, _ session: ImportSession) async throws {
        let rows = try session.next(Self.checkBatch)
        var rejected = RowBatch(columns: ImportStore.rowColumns.count)
        for row in rows where !row.isGood {
            rejected.append(
                try store.rejectedRow(
                    record, number: row.number, cells: row.cells.map(\.display), problems: row.problems))
        }
        if !rejected.isEmpty {
            do {
                try await store.storage.bulk(into: "register_import_row", columns: ImportStore.rowColumns, rejected)
            } catch {
                guard error.isConflict() else { throw error }
                throw ImportError(.movedOn)
            }
        }
        record.rowsRead += rows.count
        record.rejected += rejected.count
        record.permille = session.permille
        if rows.count == Self.checkBatch {
            try await store.storage.commit([record.saving()])
            return
        }
        if record.rowsRead == 0 { throw ImportError(.noRows) }
        if record.rejected > 0, record.mode == .allOrNothing {
            try await finish(&record, .refused)
            return
        }
        record.state = .writing
        record.permille = 0
        try session.restart()
        try await store.storage.commit([record.saving()])
    }

    private func write(_ record: inout ImportRecord, _ session: ImportSession, _ table: RegisterTable) async throws {
        let rows = try session.next(Self.writeBatch)
        if rows.isEmpty {
            try await finish(&record, .done)
            return
        }
        let good = rows.filter(\.isGood)
        let before = record
        for attempt in 1...5 {
            record = before
            do {
                let writes = try await batch(&record, good, session, table)
                record.passed += rows.count
                record.permille = session.permille
                var all = WriteSet(writes)
                all.append(record.saving())
                try await store.storage.commit(all)
                session.mustLook = false
                return
            } catch let error as StorageError
                where attempt < 5
                && (error.isConflict() || error.isGuard(RegisterError.Code.changedElsewhere.rawValue))
            {
                session.mustLook = true
            }
        }
    }

    /// Brings a batch of good rows into the register; what is left is committed with the step.
    private func batch(
        _ record: inout ImportRecord, _ rows: [CheckedRow], _ session: ImportSession, _ table: RegisterTable
    ) async throws -> [Statement] {
        let origin = self.origin(of: record)
        let finder = ExistingRows(table, storage: store.storage, keyring: store.keyring)
        var existing: [RowKey: [ExistingRow]] = [:]
        if !record.wasEmpty || session.mustLook {
            if session.mustLook, session.index != nil { session.index = try await finder.index() }
            existing = try await finder.find(rows, index: session.index)
        }
        var fresh: [[FieldValue]] = []
        var writes: [Statement] = []
        for row in rows {
            guard let found = row.key.flatMap({ existing[$0]?.first }) else {
                fresh.append(row.values)
                continue
            }
            if found.reason == origin.reason {
                // Written by this import before it was stopped, and not yet counted.
                if found.version == 1 { record.added += 1 } else { record.changed += 1 }
                continue
            }
            // A blank cell says nothing; it does not wipe out what is known.
            let values = zip(row.values, found.values).map { $0.isNull ? $1 : $0 }
            if values == found.values {
                record.unchanged += 1
            } else {
                record.changed += 1
                writes += try registers.changing(
                    id: found.id, version: found.version, to: values, in: record.register, origin: origin)
            }
        }
        record.added += fresh.count
        if finder.isSearchable, fresh.count > 50 {
            // The database keeps keys apart, so that rows already added are found again and never doubled.
            try await registers.load(record.register, rows: fresh, origin: origin)
        } else {
            for values in fresh { writes += try registers.adding(values, to: record.register, origin: origin) }
        }
        return writes
    }

    private func origin(of record: ImportRecord) -> RowOrigin {
        RowOrigin(
            from: CivilDate(unixSeconds: record.startedAt / 1_000_000), recordedAt: record.startedAt,
            recordedBy: record.official, reason: "import \(record.id)", rung: record.rung)
    }

    /// Ends an import: its state, its event in the journal and the end of its file in one commit.
    func finish(_ record: inout ImportRecord, _ state: ImportState) async throws {
        record.state = state
        record.permille = 1000
        record.finishedAt = clock.now()
        let event = JournalEvent(
            .registerImported, department: record.department,
            [
                "register": record.register, "file": record.fileHash.map { Self.hex($0) }.joined(),
                "rows": String(record.imported), "refused": String(record.rejected), "official": record.official,
            ])
        let statements = [record.saving(), Statement(ImportStore.deleteParts, [.integer(record.id)])]
        let moment = record.finishedAt ?? 0
        let writes = try await store.storage.snapshot { [journal] reader in
            var writes = WriteSet(statements)
            try journal.record([event], at: moment, to: &writes, reader: reader)
            return writes
        }
        try await store.storage.commit(writes)
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }
}
