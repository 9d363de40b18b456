/// Statements that are committed together or not at all, in their order.
package struct WriteSet: Sendable {
    package private(set) var statements: [Statement]

    package init() { statements = [] }

    /// Makes an empty one with room for so many statements.
    package init(minimumCapacity: Int) {
        statements = []
        statements.reserveCapacity(minimumCapacity)
    }

    package init(_ statements: [Statement]) { self.statements = statements }

    package var count: Int { statements.count }
    package var isEmpty: Bool { statements.isEmpty }

    package mutating func append(_ statement: Statement) { statements.append(statement) }
    package mutating func append(contentsOf more: [Statement]) { statements.append(contentsOf: more) }
    package mutating func append(contentsOf more: WriteSet) { statements.append(contentsOf: more.statements) }
}

extension WriteSet: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Statement...) { self.init(elements) }
}
