import JSONTree
import Storage

/// What an official had, and to whom it went: a sheet that both sign.
package struct HandOver: Sendable, Hashable {
    /// One task.
    package struct Item: Sendable, Hashable {
        /// The case's number.
        package let number: String
        /// What had to be done.
        package let title: String
        /// Who has it now; `nil` for the post.
        package let to: Int64?

        package init(number: String, title: String, to: Int64?) {
            self.number = number
            self.title = title
            self.to = to
        }
    }

    package let id: Int64
    /// Whose work it was.
    package let official: Int64
    package let madeBy: Int64
    /// Microseconds since 1970, UTC.
    package let madeAt: Int64
    /// Whether they have left office; else they are away for a while.
    package let hasLeft: Bool
    package let items: [Item]

    init(id: Int64, official: Int64, madeBy: Int64, madeAt: Int64, hasLeft: Bool, items: [Item]) {
        self.id = id
        self.official = official
        self.madeBy = madeBy
        self.madeAt = madeAt
        self.hasLeft = hasLeft
        self.items = items
    }

    static let byID: SQL =
        "SELECT id, official, made_by, made_at, has_left, items FROM hand_over WHERE id = ?"
    private static let insert: SQL = """
        INSERT INTO hand_over (id, official, made_by, made_at, has_left, items) VALUES (?, ?, ?, ?, ?, ?)
        """

    init(_ row: Row) throws {
        id = try row.integer(0)
        official = try row.integer(1)
        madeBy = try row.integer(2)
        madeAt = try row.integer(3)
        hasLeft = try row.bool(4)
        items = try JSON(parsing: try row.text(5)).elements.map { item in
            Item(
                number: item["number"]?.string ?? "", title: item["title"]?.string ?? "",
                to: item["to"]?.string.flatMap { Int64($0) })
        }
    }

    var inserting: Statement {
        let items = JSON.array(
            items.map { item in
                [
                    "number": .string(item.number), "title": .string(item.title),
                    "to": item.to.map { .string(String($0)) } ?? .null,
                ]
            })
        return Statement(
            HandOver.insert,
            [
                .integer(id), .integer(official), .integer(madeBy), .integer(madeAt),
                .integer(hasLeft ? 1 : 0), .text(items.text),
            ], expect: .rows(1))
    }
}
