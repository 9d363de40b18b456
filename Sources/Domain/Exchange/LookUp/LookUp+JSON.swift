package import JSONTree
import Registers

extension LookUp {
    /// The form kept, sealed, with a case.
    package var json: JSON {
        let rows = answer.rows.map { row in
            JSON.object(
                zip(row.names, row.values).compactMap { name, value in
                    value.canonicalText.map { (name, JSON.string($0)) }
                })
        }
        return [
            "contract": .string(contract.qualifiedID), "as": .string(contract.variable),
            "status": .string(answer.status.rawValue), "asked": .bool(wasAsked), "finding": .bool(isFinding),
            "subject": subjectIDNumber.map { .string($0) } ?? .null,
            "rung": rung.map { .string($0.rawValue) } ?? .null,
            "recorded_at": recordedAt.map { .integer(Int($0)) } ?? .null, "rows": .array(rows),
        ]
    }

    /// Reads the kept form back; `nil` when it is not one of this contract.
    package init?(json: JSON, contract: Contract) {
        guard let status = ContractAnswer.Status(rawValue: json["status"]?.string ?? "") else { return nil }
        let names = contract.fields.map(\.name)
        let rows = (json["rows"]?.elements.map { $0 } ?? []).map { row in
            ContractAnswer.Row(
                names: names,
                values: contract.fields.map { field in
                    row[field.name]?.string.map { FieldValue(canonicalText: $0, type: field.type) } ?? .null
                })
        }
        self.init(
            contract: contract, answer: ContractAnswer(contract, status: status, rows: rows),
            subjectIDNumber: json["subject"]?.string, wasAsked: json["asked"]?.bool ?? false,
            rung: json["rung"]?.string.flatMap(Rung.init), recordedAt: json["recorded_at"]?.integer.map(Int64.init),
            isFinding: json["finding"]?.bool ?? false)
    }
}
