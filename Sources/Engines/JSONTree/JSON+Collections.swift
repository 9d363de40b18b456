/// Going through arrays and objects.
extension JSON {
    /// An array's elements in order; none for other values.
    public var elements: Elements {
        Elements(value: self, isKind: tag == TapeWord.Tag.array)
    }

    /// An object's members in source order, names as `String`; none for other values.
    public var members: Members { Members(entries: entries) }

    /// An object's members in source order, names as JSON strings that share the document; none for other values.
    public var entries: Entries {
        Entries(value: self, isKind: tag == TapeWord.Tag.object)
    }

    /// A place in `Elements`, `Members` or `Entries`.
    public struct Position: Comparable, Hashable, Sendable {
        let index: Int

        /// Orders by place.
        public static func < (left: Position, right: Position) -> Bool { left.index < right.index }
    }

    /// The elements of an array.
    public struct Elements: Collection, Sendable {
        /// Where the first element is.
        public let startIndex: Position
        /// Behind the last element.
        public let endIndex: Position
        /// How many elements there are.
        public let count: Int
        let document: JSONDocument

        init(value: JSON, isKind: Bool) {
            document = value.document
            count = isKind ? value.count : 0
            startIndex = Position(index: value.index + 1)
            endIndex = Position(index: isKind ? TapeWord.low(value.word) : value.index + 1)
        }

        /// The place behind another.
        @inline(__always)
        public func index(after position: Position) -> Position {
            Position(index: document.next(after: position.index))
        }

        /// The element at a place.
        @inline(__always)
        public subscript(position: Position) -> JSON {
            JSON(document: document, index: position.index)
        }
    }

    /// The members of an object, names as JSON strings.
    public struct Entries: Collection, Sendable {
        /// Where the first member is.
        public let startIndex: Position
        /// Behind the last member.
        public let endIndex: Position
        /// How many members there are.
        public let count: Int
        let document: JSONDocument

        init(value: JSON, isKind: Bool) {
            document = value.document
            count = isKind ? value.count : 0
            startIndex = Position(index: value.index + 1)
            endIndex = Position(index: isKind ? TapeWord.low(value.word) : value.index + 1)
        }

        /// The place behind another.
        @inline(__always)
        public func index(after position: Position) -> Position {
            Position(index: document.next(after: position.index + 1))
        }

        /// The member at a place.
        @inline(__always)
        public subscript(position: Position) -> (name: JSON, value: JSON) {
            (
                JSON(document: document, index: position.index),
                JSON(document: document, index: position.index + 1)
            )
        }
    }

    /// The members of an object.
    public struct Members: Collection, Sendable {
        let entries: Entries

        /// Where the first member is.
        public var startIndex: Position { entries.startIndex }
        /// Behind the last member.
        public var endIndex: Position { entries.endIndex }
        /// How many members there are.
        public var count: Int { entries.count }

        /// The place behind another.
        public func index(after position: Position) -> Position { entries.index(after: position) }

        /// The member at a place.
        public subscript(position: Position) -> (name: String, value: JSON) {
            let entry = entries[position]
            return (entry.name.string ?? "", entry.value)
        }
    }
}
