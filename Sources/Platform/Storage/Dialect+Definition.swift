extension Dialect {
    /// A data definition statement in the portable types, as this database wants it.
    ///
    /// `BIGINT TEXT BYTES BOOLEAN` become the database's types, tables become STRICT on SQLite and their texts compare by
    /// bytes on PostgreSQL. Other statements (an UPDATE inside a migration) pass unchanged.
    package func definition(_ text: String) throws(StorageError) -> String {
        var words: [String] = []
        _ = SQLScanner.replacingWords(text) { word in
            words.append(word)
            return nil
        }
        guard let first = words.first, first == "CREATE" || first == "ALTER" else { return text }
        if words.contains("DEFERRABLE") {
            throw .invalidStatement("DEFERRABLE would let one write set fail the commit of others")
        }
        if words.contains("AUTOINCREMENT") || words.contains("SERIAL") || words.contains("IDENTITY") {
            throw .invalidStatement("identifiers come from IdentifierSource, not from the database")
        }
        let isTable = words.count > 1 && words[1] == "TABLE"
        guard isTable else { return text }

        let withoutRowid = words.suffix(2) == ["WITHOUT", "ROWID"]
        var translated = SQLScanner.replacingWords(text) { word in
            switch word {
            case "BIGINT", "BOOLEAN": self.name(of: .integer)
            case "TEXT": self.name(of: .text)
            case "BYTES": self.name(of: .bytes)
            case "WITHOUT" where withoutRowid, "ROWID" where withoutRowid: ""
            default: nil
            }
        }
        while let last = translated.last, last.isWhitespace || last == ";" { translated.removeLast() }
        if self == .sqlite, first == "CREATE" { translated += withoutRowid ? " STRICT, WITHOUT ROWID" : " STRICT" }
        return translated
    }
}
