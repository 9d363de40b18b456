/// A place in a source file, counted from one.
public struct SourceLocation: Sendable, Hashable {
    /// The file's path as the author knows it, relative to the package; `nil` for text without a file.
    public let file: String?
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int

    /// Makes a location.
    public init(file: String? = nil, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The same place in a named file.
    public func inFile(_ file: String) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line:column`, the form editors jump to.
    public var description: String {
        (file.map { "\($0):" } ?? "") + "\(line):\(column)"
    }
}
