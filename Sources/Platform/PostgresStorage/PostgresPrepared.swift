import Foundation
import Storage

/// A statement that the server keeps for one connection.
final class PostgresPrepared {
    let name: UnsafeMutablePointer<CChar>
    let text: String
    let parameterCount: Int
    var identities: [SQL.Identity] = []
    var lastUse: UInt64 = 0
    /// Whether the server has confirmed it.
    var isReady = false
    /// Whether it was sent in the pipeline that isn't answered yet.
    var isOnItsWay = false

    init(number: Int, sql: SQL) {
        name = strdup("s\(number)")
        text = sql.text
        parameterCount = sql.parameterCount
    }

    deinit { free(name) }
}
