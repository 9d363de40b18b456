import Registers
import Storage

/// Names of generated people by identity number, for the seed only: it writes both sides of what it reads.
struct PersonNames {
    private let query: RegisterQuery
    private let system: CountySystem

    init(system: CountySystem) throws {
        guard let table = system.registers.tables["base.person"] else { throw RegisterError(.unknownRegister) }
        query = try RegisterQuery(table, fields: ["name", "phone"], keys: ["id_number"])
        self.system = system
    }

    func person(_ idNumber: String) async throws -> (name: String, phone: String?)? {
        let row = try await system.storage.snapshot { [query, system] reader in
            try query.rows([[.text(idNumber)]], limit: 1, reader: reader, keyring: system.keyring).first
        }
        guard let row, let name = row.values[0].canonicalText else { return nil }
        return (name, row.values[1].canonicalText)
    }
}
