/// Reads, keys and compares addresses with one book. Make it once and use it from anywhere; it never changes.
public struct AddressReader: Sendable {
    /// The names it reads with.
    public let book: AddressBook
    private let names: NameIndex
    private let signs: [UInt8]
    let roadNames: Set<String>

    /// Makes a reader.
    public init(book: AddressBook = AddressBook()) {
        self.book = book
        names = NameIndex(book)
        signs = AddressSign.table
        roadNames = Set(book.roads.map(\.name))
    }

    /// Takes an address apart. Time and memory are bounded by 200 characters.
    ///
    /// - Throws: ``AddressError`` for an empty or overlong text; any other text is read as far as it can be.
    public func read(_ text: String) throws(AddressError) -> Address {
        var scanner = AddressScanner(try AddressText(text), names: names, book: book, signs: signs)
        return scanner.run()
    }
}
