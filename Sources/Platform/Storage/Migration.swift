/// One step in the life of a module's tables. Once on main it's never edited: the hash of its statements is recorded and
/// a changed one is refused.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    package let statements: @Sendable (Dialect) -> [String]

    package init(number: Int, name: String, _ statements: @escaping @Sendable (Dialect) -> [String]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}

/// The migrations of one module, numbered from 1 within it.
package struct ModuleMigrations: Sendable {
    package let module: String
    package let migrations: [Migration]

    package init(module: String, _ migrations: [Migration]) {
        self.module = module
        self.migrations = migrations
    }
}
