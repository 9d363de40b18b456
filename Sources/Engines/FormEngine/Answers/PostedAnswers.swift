/// What a browser sent for one page: values by name, and the files that were taken in beside them.
public struct PostedAnswers: Sendable, Hashable {
    /// The values, by the name of their control.
    public var values: [String: [String]]
    /// The files, by the name of their control.
    public var files: [String: [FormFile]]

    /// Makes one.
    public init(values: [String: [String]] = [:], files: [String: [FormFile]] = [:]) {
        self.values = values
        self.files = files
    }

    func first(_ name: String) -> String? { values[name]?.first }
}

/// A file that was taken in, its contents checked to be what its media type says.
public struct FormFile: Sendable, Hashable {
    /// What the file store knows it by.
    public let id: String
    /// The name it had.
    public let name: String
    /// Its media type.
    public let mediaType: String
    /// Its size.
    public let bytes: Int

    /// Makes one.
    public init(id: String, name: String, mediaType: String, bytes: Int) {
        self.id = id
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }
}
