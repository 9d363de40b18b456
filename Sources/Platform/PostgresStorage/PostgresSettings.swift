import Storage

/// Checks that a server keeps what it confirms, and that it compares texts as the program expects.
enum PostgresSettings {
    private static let question: SQL = """
        SELECT current_setting('server_version_num'), current_setting('server_encoding'), current_setting('fsync'),
          current_setting('full_page_writes'), current_setting('synchronous_commit'),
          CASE WHEN pg_is_in_recovery() THEN 'yes' ELSE 'no' END,
          CASE WHEN '乙' COLLATE "C" < '甲' COLLATE "C" THEN 'yes' ELSE 'no' END
        """

    static func check(_ connection: PostgresConnection) throws(StorageError) {
        let rows = try connection.execute(question, []).allValues()
        let answers = rows.first.map { $0.map { $0.text ?? "" } } ?? []
        guard answers.count == 7 else { throw .misconfigured("the server gave no settings") }
        guard let version = Int(answers[0]), version >= 150_000 else {
            throw .misconfigured("PostgreSQL \(answers[0]) is older than 15")
        }
        guard answers[1] == "UTF8" else { throw .misconfigured("server_encoding is \(answers[1]), it has to be UTF8") }
        guard answers[2] == "on" else { throw .misconfigured("fsync is \(answers[2]), it has to be on") }
        guard answers[3] == "on" else { throw .misconfigured("full_page_writes is \(answers[3]), it has to be on") }
        guard answers[4] == "on" || answers[4] == "remote_apply" else {
            throw .misconfigured("synchronous_commit is \(answers[4]), it has to be on or remote_apply")
        }
        guard answers[5] == "no" else { throw .unavailable("the server only reads: it is a standby") }
        guard answers[6] == "yes" else { throw .misconfigured("the collation C does not compare by bytes") }
    }
}
