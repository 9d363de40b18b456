package import Cryptography
package import FEELEngine
package import Registers
package import Storage

/// Answers contracts from the registers: in asking order, each with the guard of its purpose, consent and condition.
///
/// Nothing read here may leave the program before the receipts that `events(for:)` makes are committed.
package final class ExchangeDesk: Sendable {
    /// A contract made ready to run.
    private final class Prepared: Sendable {
        let contract: Contract
        let query: RegisterQuery
        let condition: FEELExpression?

        init(contract: Contract, query: RegisterQuery, condition: FEELExpression?) {
            self.contract = contract
            self.query = query
            self.condition = condition
        }
    }

    /// Why the contracts of a service cannot be run.
    package struct Unusable: Error, Sendable, Hashable {
        package let contract: String
        package let reason: String
    }

    private let prepared: [String: Prepared]
    private let order: [Prepared]
    private let variables: [String: Contract]
    private let keyring: Keyring
    private static let rowLimit = 200

    /// Prepares the contracts of one service.
    package init(
        contracts: [Contract], registers: [String: RegisterTable], keyring: Keyring, environment: FEELEnvironment
    ) throws {
        var prepared: [String: Prepared] = [:]
        for contract in contracts {
            guard let table = registers[contract.register] else {
                throw Unusable(contract: contract.qualifiedID, reason: "register \(contract.register)")
            }
            let query = try RegisterQuery(table, fields: contract.columns, keys: contract.match.map(\.field))
            let condition = try contract.condition.map { try FEELExpression(parsing: $0, environment: environment) }
            prepared[contract.qualifiedID] = Prepared(contract: contract, query: query, condition: condition)
        }
        self.prepared = prepared
        order = AskingOrder.of(contracts).order.compactMap { prepared[$0.qualifiedID] }
        self.contracts = order.map(\.contract)
        variables = Dictionary(contracts.map { ($0.variable, $0) }, uniquingKeysWith: { first, _ in first })
        self.keyring = keyring
    }

    /// Asks contracts in order; each sees the answers of those before it.
    ///
    /// - Parameters:
    ///   - wanted: the contracts' `package.id`; `nil` for all of the service. Contracts they need are asked too.
    ///   - facts: the case; answers already there are kept and not asked again.
    ///   - variables: what conditions see besides the answers.
    ///   - findings: what a reviewer found instead, by `as`.
    ///   - follow: told of each answer before the next contract is asked, to change what the next one sees.
    package func ask(
        _ wanted: Set<String>? = nil, facts: inout ContractFacts, variables: FEELContext,
        findings: [String: ContractAnswer] = [:], reader: any SnapshotReader,
        follow: (LookUp, inout ContractFacts, inout FEELContext) throws -> Void = { _, _, _ in }
    ) throws -> [LookUp] {
        var lookUps: [LookUp] = []
        var variables = variables
        let needed = wanted.map { closure(of: $0) }
        for entry in order {
            if let needed, !needed.contains(entry.contract.qualifiedID) { continue }
            let variable = entry.contract.variable
            if let known = facts.answers[variable] {
                variables = variables.setting(variable, to: known.feelValue)
                continue
            }
            let lookUp: LookUp
            if let finding = findings[variable] {
                lookUp = LookUp(
                    contract: entry.contract, answer: finding, subjectIDNumber: subject(entry.contract, facts),
                    wasAsked: false, rung: .typed, isFinding: true)
            } else {
                lookUp = try ask(entry, facts: facts, variables: variables, reader: reader)
            }
            facts.answers[variable] = lookUp.answer
            variables = variables.setting(variable, to: lookUp.feelValue)
            lookUps.append(lookUp)
            try follow(lookUp, &facts, &variables)
        }
        return lookUps
    }

    private func ask(
        _ entry: Prepared, facts: ContractFacts, variables: FEELContext, reader: any SnapshotReader
    ) throws -> LookUp {
        let contract = entry.contract
        let subject = subject(contract, facts)
        let isWanted = entry.condition.map { $0.evaluate(variables) == .boolean(true) } ?? true
        switch ContractQuestion(contract, facts: facts, isWanted: isWanted) {
        case .answered(let answer):
            return LookUp(contract: contract, answer: answer, subjectIDNumber: subject, wasAsked: false)
        case .lookUp(let keys):
            // Conditions and order are applied to what was read, so a list that was cut off says nothing at all.
            let most = max(ExchangeDesk.rowLimit, contract.limit)
            let rows = try entry.query.rows(
                keys.map(\.values), limit: most + 1, reader: reader, keyring: keyring)
            let answer =
                rows.count > most
                ? ContractAnswer(contract, .contradictory)
                : ContractAnswer(contract, columns: contract.columns, rows: rows.map(\.values))
            return LookUp(
                contract: contract, answer: answer, subjectIDNumber: subject, wasAsked: true,
                rung: rows.map(\.rung).max(), recordedAt: rows.map(\.recordedAt).min(),
                versions: rows.map { LookUp.RowVersion(id: $0.id, version: $0.version) })
        }
    }

    private func subject(_ contract: Contract, _ facts: ContractFacts) -> String? {
        let role = contract.subject == .household ? "child" : contract.subject.rawValue
        let value = facts.subjects[role]?["id_number"]?.first ?? facts.subjects["child"]?["id_number"]?.first
        if case .text(let number) = value { return number }
        return nil
    }

    private func closure(of wanted: Set<String>) -> Set<String> {
        var closed = wanted
        var open = Array(wanted)
        while let name = open.popLast() {
            guard let entry = prepared[name] else { continue }
            for need in entry.contract.needs {
                for other in prepared.values where other.contract.variable == need {
                    if closed.insert(other.contract.qualifiedID).inserted { open.append(other.contract.qualifiedID) }
                }
            }
        }
        return closed
    }

    /// The contract of a name, if the service has it.
    package func contract(_ qualifiedID: String) -> Contract? { prepared[qualifiedID]?.contract }

    /// The contract that fills a variable.
    package func contract(variable: String) -> Contract? { variables[variable] }

    /// All contracts, in asking order.
    package let contracts: [Contract]
}
