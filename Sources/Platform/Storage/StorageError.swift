/// Why storage couldn't do what was asked. No case carries a value from a row.
package enum StorageError: Error, Sendable, Hashable {
    /// Which rule of the table a row broke, other than uniqueness.
    package enum Rule: String, Sendable, Hashable {
        case notNull
        case check
        case foreignKey
        case type
    }

    /// A row with the same key is there already; the name of the unique index or key.
    case conflict(constraint: String)
    /// A row breaks a rule of its table. SQLite doesn't name foreign keys.
    case constraint(Rule, name: String)
    /// A statement of the write set changed or found another number of rows than its guard allows.
    case guardFailed(code: String, index: Int)
    /// No space is left for the database.
    case full
    /// The database can't be reached or its disk fails; nothing was stored.
    case unavailable(String)
    /// The connection broke while the commit was on its way: it may have happened or not. The same idempotency key
    /// finds out.
    case outcomeUnknown
    case timedOut
    case cancelled
    /// The database doesn't accept the statement: a mistake in the program.
    case invalidStatement(String)
    /// A row doesn't have the shape that the program expects.
    case malformedRow(String)
    /// The database's tables aren't what this program needs, and it won't change them.
    case migrationRefused(String)
    /// The database is set up in a way that isn't safe; which setting, and what it has to be.
    case misconfigured(String)
    /// The database's file isn't intact: a copy has to be put in its place.
    case damaged(String)
    case closed

    /// Whether it's the guard of this code that wasn't met.
    package func isGuard(_ guardCode: String) -> Bool {
        if case .guardFailed(guardCode, _) = self { true } else { false }
    }

    /// Whether the same may succeed later: the fault is the database's, not the statement's.
    package var isPassing: Bool {
        switch self {
        case .full, .unavailable, .outcomeUnknown, .timedOut, .cancelled, .damaged, .closed: true
        default: false
        }
    }

    /// The same without what the database itself has said, which may name a server, a user or a part of a statement: for
    /// who may not see them. It stands behind a colon, or is all of the reason.
    package var withoutReason: StorageError {
        switch self {
        case .unavailable(let reason): .unavailable(String(reason.prefix { $0 != ":" }))
        case .invalidStatement: .invalidStatement("–")
        default: self
        }
    }

    /// Whether a row with the same key was there, of this index or of any.
    package func isConflict(_ index: String? = nil) -> Bool {
        if case .conflict(let constraint) = self { index == nil || constraint == index } else { false }
    }
}
