package import Cryptography
import JSONTree
package import Storage

/// Records events so that nobody can change, drop or add one unseen.
///
/// The leaf row and its erasable receipt are part of the write set of the step they record; the sequencer numbers
/// leaves afterwards. Without the receipt (after erasure) a leaf still proves that something was recorded, and when.
package final class Journal: Sendable {
    private let identifiers: IdentifierSource
    private let random: SecureRandom

    /// Makes a journal that draws ids and salts from these sources.
    package init(identifiers: IdentifierSource, random: SecureRandom = .shared) {
        self.identifiers = identifiers
        self.random = random
    }

    /// What has been recorded of one event.
    package struct Record: Sendable, Hashable {
        /// The leaf's row.
        package let id: Int64
        /// The RFC 6962 leaf hash, by which a receipt names its leaf.
        package let hash: [UInt8]
    }

    /// The guard that fails when another step recorded an event about the same person first; plan again.
    package static let subjectMoved = "journal.subject-moved"

    private static let insertLeaf: SQL = "INSERT INTO journal_leaf (id, body, hash) VALUES (?, ?, ?)"
    private static let insertReceipt: SQL = """
        INSERT INTO receipt (leaf_id, type, department, subject, sequence, case_id, details, salts, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let readSequence: SQL = "SELECT sequence FROM journal_subject WHERE subject = ?"
    private static let moveSequence: SQL = """
        INSERT INTO journal_subject (subject, sequence) VALUES (?, ?)
        ON CONFLICT (subject) DO UPDATE SET sequence = excluded.sequence WHERE journal_subject.sequence = ?
        """

    /// Appends the rows of these events to a write set.
    ///
    /// - Parameters:
    ///   - now: microseconds since 1970, UTC.
    ///   - reader: the snapshot the step was planned on; the chains of the subjects are read from it.
    /// - Returns: the records, in the order of the events.
    @discardableResult
    package func record(
        _ events: [JournalEvent], at now: Int64, to writes: inout WriteSet, reader: any SnapshotReader
    ) throws -> [Record] {
        var chains: [(subject: [UInt8], start: Int64, next: Int64)] = []
        var records: [Record] = []
        records.reserveCapacity(events.count)
        var receipts: [Statement] = []
        receipts.reserveCapacity(events.count)
        let context = DigestContext()
        for event in events {
            var sequence: Int64 = 0
            if let subject = event.subject {
                if let index = chains.firstIndex(where: { $0.subject == subject }) {
                    chains[index].next += 1
                    sequence = chains[index].next
                } else {
                    let start =
                        try reader.point(Journal.readSequence, [.bytes(subject)]) { try $0.integer(0) } ?? 0
                    chains.append((subject, start, start + 1))
                    sequence = start + 1
                }
            }
            let (record, leaf, receipt) = try statements(event, sequence: sequence, at: now, context: context)
            records.append(record)
            writes.append(leaf)
            receipts.append(receipt)
        }
        // All leaves, then all receipts: rows of one table that follow one another can go as one statement.
        for receipt in receipts { writes.append(receipt) }
        for chain in chains {
            writes.append(
                Statement(
                    Journal.moveSequence, [.bytes(chain.subject), .integer(chain.next), .integer(chain.start)],
                    expect: .rows(1), otherwise: Journal.subjectMoved))
        }
        return records
    }

    private func statements(
        _ event: JournalEvent, sequence: Int64, at now: Int64, context: DigestContext
    ) throws -> (record: Record, leaf: Statement, receipt: Statement) {
        let count = event.values.count + (event.subject == nil ? 0 : 1)
        let salts = try random.bytes(count * Leaf.saltLength)
        let second = now >= 0 ? now / 1_000_000 : (now - 999_999) / 1_000_000
        let leaf = Leaf(event, second: second, sequence: sequence, salts: salts, context: context)
        let id = identifiers.next()
        let hash = leaf.hash(context)
        let insertion = Statement(
            Journal.insertLeaf, [.integer(id), .bytes(leaf.body), .bytes(hash)], expect: .rows(1))
        var details = JSONWriter(capacity: 512)
        details.beginObject()
        for (name, value) in zip(event.type.fields, event.values) { details.member(name, value) }
        details.endObject()
        let receipt = Statement(
            Journal.insertReceipt,
            [
                .integer(id), .text(event.type.name), .text(event.department), SQLValue(event.subject),
                .integer(sequence), SQLValue(event.caseID), .text(details.text), .bytes(salts), .integer(now),
            ], expect: .rows(1))
        return (Record(id: id, hash: hash), insertion, receipt)
    }
}
