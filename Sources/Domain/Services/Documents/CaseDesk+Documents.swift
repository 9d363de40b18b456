import Cryptography
import Notices
import Storage

extension CaseDesk {
    static let documentPlace = SealContext("case_document.content")
    private static let documentsOfCase = SQL(
        "SELECT \(CaseDocument.columns) FROM case_document WHERE case_id = ? ORDER BY id LIMIT 200")
    private static let unnumbered: SQL = """
        SELECT id, template, year FROM case_document WHERE sequence IS NULL ORDER BY id LIMIT 500
        """
    private static let lastNumber: SQL =
        "SELECT COALESCE(MAX(sequence), 0) FROM case_document WHERE template = ? AND year = ?"
    private static let giveNumber: SQL =
        "UPDATE case_document SET sequence = ?, number = ? WHERE id = ? AND sequence IS NULL"
    private static let numberedElsewhere = "document.numbered-elsewhere"

    /// The documents issued in a case that the viewer has been given, the oldest first.
    package func documents(of found: Case) async throws -> [CaseDocument] {
        try await storage.few(CaseDesk.documentsOfCase, [.integer(found.id)], limit: 200) {
            [keyring = cases.keyring] row in
            try CaseDocument(row) { try keyring.open($0, in: CaseDesk.documentPlace, row: $1) }
        }
    }

    /// Gives the documents that wait for one their numbers, without gaps in the order in which they were issued.
    ///
    /// A document commits with the step that issues it; its number follows, so that cases do not queue for a counter.
    /// - Returns: how many were numbered.
    @discardableResult
    package func numberDocuments() async throws -> Int {
        var total = 0
        // What is left after so many rounds has its turn a second later.
        for _ in 0..<20 {
            let (writes, count) = try await storage.snapshot { [self] in try numbering($0) }
            if count == 0 { return total }
            do {
                try await storage.commit(writes)
                total += count
            } catch {
                // Another process was first: look again.
                guard error.isGuard(CaseDesk.numberedElsewhere) || error.isConflict() else { throw error }
            }
        }
        return total
    }

    private func numbering(_ reader: any SnapshotReader) throws -> (WriteSet, Int) {
        let waiting = try reader.rows(CaseDesk.unnumbered, [], limit: 500) { row in
            (id: try row.integer(0), template: try row.text(1), year: try row.int(2))
        }
        var last: [String: Int] = [:]
        var writes = WriteSet()
        for document in waiting {
            let key = "\(document.template) \(document.year)"
            let before =
                try last[key] ?? reader.point(
                    CaseDesk.lastNumber, [.text(document.template), SQLValue(document.year)]
                ) { try $0.int(0) } ?? 0
            let sequence = before + 1
            last[key] = sequence
            let number =
                try documentTemplate(document.template)?.number(year: document.year, sequence: sequence)
                ?? "\(document.year)-\(sequence)"
            writes.append(
                Statement(
                    CaseDesk.giveNumber, [SQLValue(sequence), .text(number), .integer(document.id)], expect: .rows(1),
                    otherwise: CaseDesk.numberedElsewhere))
        }
        return (writes, waiting.count)
    }

    /// A template by its `package.id`.
    private func documentTemplate(_ name: String) -> DocumentTemplate? {
        for runtime in services {
            if let found = runtime.documents.values.first(where: { "\($0.package).\($0.id)" == name }) { return found }
        }
        return nil
    }
}
