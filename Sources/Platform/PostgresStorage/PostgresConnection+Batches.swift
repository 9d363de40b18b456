import Storage

/// Statements that go to the server as one: rows for the same table, or a single statement of any kind.
struct StatementBatch {
    /// A statement by its write set in the group and its place there.
    struct Place {
        var writeSet: Int
        var statement: Int
    }

    var sql: SQL
    var places: [Place]
}

extension PostgresConnection {
    /// The most rows of one insertion. Each number of rows is a statement of its own that the server keeps, so only powers
    /// of two are made.
    private static let largestInsertion = 16

    /// The statements of a group in the order in which they are sent. Each write set keeps its own order; where several go on
    /// with the same statement they do so together, as those of one service do.
    func batches(of group: [WriteSet]) -> [StatementBatch] {
        var batches: [StatementBatch] = []
        batches.reserveCapacity(group.reduce(0) { $0 + $1.count })
        var next = Array(repeating: 0, count: group.count)
        var rows: [StatementBatch.Place] = []
        for leader in group.indices {
            while next[leader] < group[leader].count {
                let sql = group[leader].statements[next[leader]].sql
                for writeSet in leader..<group.count {
                    let statements = group[writeSet].statements
                    while next[writeSet] < statements.count, statements[next[writeSet]].sql.key == sql.key {
                        let place = StatementBatch.Place(writeSet: writeSet, statement: next[writeSet])
                        next[writeSet] += 1
                        if statements[place.statement].isPlainRow {
                            rows.append(place)
                        } else {
                            appendInsertions(of: sql, &rows, to: &batches)
                            batches.append(StatementBatch(sql: sql, places: [place]))
                        }
                    }
                }
                appendInsertions(of: sql, &rows, to: &batches)
            }
        }
        return batches
    }

    private func appendInsertions(
        of sql: SQL, _ rows: inout [StatementBatch.Place], to batches: inout [StatementBatch]
    ) {
        var left = rows[...]
        while !left.isEmpty {
            var size = Self.largestInsertion
            while size > left.count { size /= 2 }
            if size > 1, let insertion = insertion(of: sql, rows: size) {
                batches.append(StatementBatch(sql: insertion, places: Array(left.prefix(size))))
            } else {
                size = 1
                batches.append(StatementBatch(sql: sql, places: Array(left.prefix(1))))
            }
            left = left.dropFirst(size)
        }
        rows.removeAll(keepingCapacity: true)
    }
}

extension Statement {
    /// Whether it adds one row and nothing else is asked of it.
    fileprivate var isPlainRow: Bool {
        sql.identity.isPlainInsert && !returning && (expectation == .rows(1) || expectation == .any)
    }
}
