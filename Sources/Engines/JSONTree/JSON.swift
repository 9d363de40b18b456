/// A JSON value (RFC 8259): a cheap slice of a document that it shares with its neighbours.
///
/// Copying one copies a reference and an index. Two values are equal by the rules of JSON Schema (core §4.2.2): numbers by their
/// mathematical value, objects whatever the order of their members.
public struct JSON: Sendable {
    let document: JSONDocument
    let index: Int

    init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    /// The six kinds of JSON value.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The value `null`.
        case null
        /// `true` or `false`.
        case boolean
        /// A number of any size.
        case number
        /// A string of Unicode scalars.
        case string
        /// An ordered list.
        case array
        /// Members by name.
        case object
    }

    @inline(__always)
    var word: UInt64 { document.tape[index] }

    @inline(__always)
    var tag: UInt64 { TapeWord.tag(word) }

    /// Which of the six kinds this is.
    public var kind: Kind {
        switch tag {
        case TapeWord.Tag.null: .null
        case TapeWord.Tag.false, TapeWord.Tag.true: .boolean
        case TapeWord.Tag.number: .number
        case TapeWord.Tag.string: .string
        case TapeWord.Tag.array: .array
        default: .object
        }
    }

    /// Parses one JSON text in UTF-8, strictly by RFC 8259.
    ///
    /// Refused besides bad syntax: invalid UTF-8, a byte order mark, lone surrogates, and what passes the limits of `options`.
    public init(parsing bytes: [UInt8], options: JSONOptions = .standard) throws(JSONError) {
        self.init(document: try JSONParser.parse(bytes, options: options), index: 0)
    }

    /// Parses one JSON text.
    public init(parsing text: String, options: JSONOptions = .standard) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), options: options)
    }
}

extension JSON: CustomStringConvertible {
    /// The compact text.
    public var description: String { text }
}
