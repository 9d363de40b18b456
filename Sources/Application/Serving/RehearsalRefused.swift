package import Diagnostics

/// A rehearsal is served from a copy of the data; of a database server's there is none.
package struct RehearsalRefused: Error, Sendable {
    package static let code = "serve.rehearsal-needs-copy"

    package init() {}

    package var message: Text {
        Text(
            zh: "演练只在 SQLite 的副本上做：现在配置的是 PostgreSQL，那是正在用的数据。什么都没有做。",
            en:
                "A rehearsal is served from a copy of SQLite's data; PostgreSQL is configured here, whose data are in use. Nothing was done."
        )
    }
}
