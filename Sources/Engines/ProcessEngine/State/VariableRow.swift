public import JSONTree

/// A variable of a scope.
public struct VariableRow: ProcessRow {
    /// The row's number.
    public let id: Int
    /// The scope.
    public let scope: Int
    /// The name.
    public let name: String
    /// The value.
    public var value: JSON

    /// Makes a row.
    public init(id: Int, scope: Int, name: String, value: JSON) {
        self.id = id
        self.scope = scope
        self.name = name
        self.value = value
    }
}
