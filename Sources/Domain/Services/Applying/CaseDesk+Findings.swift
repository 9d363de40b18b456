import Cryptography
import Directory
import Exchange
import JSONTree
import ProcessEngine
import Registers
import Storage
import Workflow

extension CaseDesk {
    private static let findingPlace = SealContext("case_finding.rows")
    private static let readFindings: SQL = "SELECT id, variable, rows FROM case_finding WHERE case_id = ?"
    private static let putFinding: SQL = """
        INSERT INTO case_finding (id, case_id, variable, rows, source, official, at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    private static let dropFinding: SQL = "DELETE FROM case_finding WHERE case_id = ? AND variable = ?"

    /// What reviewers have found instead of registers, by contract variable.
    func findings(
        of found: Case, runtime: ServiceRuntime, reader: any SnapshotReader
    ) throws -> [String: ContractAnswer] {
        var findings: [String: ContractAnswer] = [:]
        try reader.each(CaseDesk.readFindings, [.integer(found.id)]) { row in
            let id = try row.integer(0)
            let variable = try row.text(1)
            let opened = try cases.keyring.open(try row.bytes(2), in: CaseDesk.findingPlace, row: id)
            guard let contract = runtime.exchange.contract(variable: variable),
                let lookUp = LookUp(json: try JSON(parsing: opened), contract: contract)
            else { return true }
            findings[variable] = lookUp.answer
            return true
        }
        return findings
    }

    /// The statements that keep a finding: typed from a paper or a screen, with its source noted.
    func finding(
        _ answer: ContractAnswer, contract: Contract, source: String, by official: Official, caseID: Int64, now: Int64
    ) throws -> [Statement] {
        let id = cases.identifiers.next()
        let lookUp = LookUp(
            contract: contract, answer: answer, subjectIDNumber: nil, wasAsked: false, rung: .typed, isFinding: true)
        let sealed = try cases.keyring.seal(lookUp.bytes, in: CaseDesk.findingPlace, row: id)
        return [
            Statement(CaseDesk.dropFinding, [.integer(caseID), .text(contract.variable)]),
            Statement(
                CaseDesk.putFinding,
                [
                    .integer(id), .integer(caseID), .text(contract.variable), .bytes(sealed), .text(source),
                    .integer(official.id), .integer(now),
                ], expect: .rows(1)),
        ]
    }
}
