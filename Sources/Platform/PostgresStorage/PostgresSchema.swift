import Storage

/// Reads the shape of tables out of PostgreSQL's catalogue.
enum PostgresSchema {
    private static let columns: SQL = """
        SELECT a.attname, format_type(a.atttypid, NULL), CASE WHEN a.attnotnull THEN 1 ELSE 0 END,
          CASE WHEN EXISTS (SELECT 1 FROM pg_index AS i WHERE i.indrelid = a.attrelid AND i.indisprimary
            AND a.attnum = ANY (i.indkey)) THEN 1 ELSE 0 END
        FROM pg_attribute AS a WHERE a.attrelid = to_regclass(quote_ident(?)) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """
    private static let indexes: SQL = """
        SELECT c.relname, CASE WHEN i.indisunique THEN 1 ELSE 0 END, pg_get_expr(i.indpred, i.indrelid),
          COALESCE(a.attname, '')
        FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
        CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, place)
        LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indrelid = to_regclass(quote_ident(?)) AND NOT i.indisprimary
          AND NOT EXISTS (SELECT 1 FROM pg_constraint AS n WHERE n.conindid = i.indexrelid AND n.contype = 'u')
        ORDER BY c.relname, k.place
        """

    static func describe(_ table: String, through reader: any SnapshotReader) throws -> TableDescription? {
        let columns = try reader.rows(columns, [.text(table)]) { row in
            ColumnDescription(
                name: try row.text(0), kind: kind(try row.text(1)), isNullable: try !row.bool(2),
                isKey: try row.bool(3))
        }
        if columns.isEmpty { return nil }
        var description = TableDescription(name: table, columns: columns)
        try reader.each(indexes, [.text(table)]) { row in
            let name = try row.text(0)
            if description.indexes.last?.name != name {
                description.indexes.append(
                    IndexDescription(
                        name: name, columns: [], isUnique: try row.bool(1), predicate: try row.optionalText(2)))
            }
            description.indexes[description.indexes.count - 1].columns.append(try row.text(3))
            return true
        }
        return description
    }

    private static func kind(_ type: String) -> ColumnDescription.Kind {
        switch type {
        case "bigint", "integer", "smallint": .integer
        case "bytea": .bytes
        default: .text
        }
    }
}
