/// A parser that meets what others have written, with good inputs and the words of its format.
package struct FuzzTarget: Sendable, CustomStringConvertible {
    package let name: String
    let words: [String]
    let largest: Int
    /// How much an input costs beside those of the quick targets; dear ones get fewer of them in a test.
    package let cost: Int
    let seeds: @Sendable (Corpus) -> [[UInt8]]
    /// Reads an input. Whatever it is, this returns; refusing it is an answer.
    let read: @Sendable ([UInt8]) async -> Void

    init(
        _ name: String, words: [String], largest: Int = 8_192, cost: Int = 1,
        seeds: @escaping @Sendable (Corpus) -> [[UInt8]],
        read: @escaping @Sendable ([UInt8]) async -> Void
    ) {
        self.name = name
        self.words = words
        self.largest = largest
        self.cost = cost
        self.seeds = seeds
        self.read = read
    }

    package var description: String { name }
}
