package import JSONTree
import Registers

extension LookUp {
    /// Writes the form kept, sealed, with a case.
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("contract", contract.qualifiedID)
        writer.member("as", contract.variable)
        writer.member("status", answer.status.rawValue)
        writer.member("asked", wasAsked)
        writer.member("finding", isFinding)
        writer.name("subject")
        if let subjectIDNumber { writer.string(subjectIDNumber) } else { writer.null() }
        writer.name("rung")
        if let rung { writer.string(rung.rawValue) } else { writer.null() }
        writer.name("recorded_at")
        if let recordedAt { writer.integer(recordedAt) } else { writer.null() }
        writer.name("rows")
        writer.beginArray()
        for row in answer.rows {
            writer.beginObject()
            for (name, value) in zip(row.names, row.values) {
                if let text = value.canonicalText { writer.member(name, text) }
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    /// The kept form as the bytes of a JSON object.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Reads the kept form back; `nil` when it is not one of this contract.
    package convenience init?(json: JSON, contract: Contract) {
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
