/// What a reader of JSON accepts.
public struct JSONOptions: Sendable, Hashable {
    /// What happens when an object has the same name twice.
    public enum DuplicateNames: Sendable, Hashable {
        /// The text is refused (`json.duplicate-name`).
        case refused
        /// The last one counts, as in ECMAScript.
        case lastWins
    }

    /// How deep arrays and objects may be nested; at most 1 000 is honoured.
    public var maximumDepth: Int
    /// How long the text may be, in bytes; at most 256 MiB is honoured.
    public var maximumBytes: Int
    /// What happens when an object has the same name twice.
    public var duplicateNames: DuplicateNames

    /// Makes options.
    public init(
        maximumDepth: Int = 128, maximumBytes: Int = 16 << 20, duplicateNames: DuplicateNames = .refused
    ) {
        self.maximumDepth = min(maximumDepth, 1_000)
        self.maximumBytes = min(maximumBytes, TapeWord.maximumHigh)
        self.duplicateNames = duplicateNames
    }

    /// 128 levels, 16 MiB, no duplicate names.
    public static let standard = JSONOptions()
}
