package import Directory
import JSONTree
import Journal
import Registers
import Storage
import WorkCalendar
import Workflow

/// Orders that come one by one, by the interface.
extension OrderDesk {
    /// Takes an order as its sender has it: new, or changed since. The same again changes nothing.
    ///
    /// - Parameters:
    ///   - values: by what they mean; moments as ISO 8601 with a time of day, codes as the register has them.
    ///   - others: what the register has no field for, by name.
    /// - Throws: `order.malformed` naming what is missing or cannot be read, `task.not-yours` for who may not.
    package func receive(
        _ kind: String, values: [OrderKind.Role: String], others: [(name: String, value: String)],
        by official: Official,
        now: Int64
    ) async throws -> WorkOrder {
        guard official.scope.may(.manageOrders) else { throw WorkflowError(.taskNotYours) }
        let runtime = try runtime(kind)
        guard let table = runtime.table, let source = runtime.kind.source, let number = values[.number] else {
            throw OrderError(.unknownKind)
        }
        let row = try row(values, others, table: table, source: source, now: now)
        let origin = RowOrigin(
            from: today(now), recordedAt: now, recordedBy: String(official.id), reason: "interface", rung: .api)
        let key = source.fields[.number] ?? ""
        let query = try RegisterQuery(table, fields: table.descriptor.fields.map(\.name), keys: [key])
        let register = table.descriptor.qualifiedID
        try await storage.planned(
            canPlanAgain: { $0.isConflict() || $0.isGuard(RegisterError.Code.changedElsewhere.rawValue) }
        ) { [orders] reader in
            let found = try query.rows(
                [[.text(number)]], limit: 1, reader: reader, keyring: orders.keyring
            ).first
            guard let found else {
                return (WriteSet(try orders.registers.adding(row, to: register, origin: origin)), ())
            }
            // What is left out is not taken back.
            let merged = zip(row, found.values).map { $0.isNull ? $1 : $0 }
            if merged == found.values { return (WriteSet(), ()) }
            return (
                WriteSet(
                    try orders.registers.changing(
                        id: found.id, version: found.version, to: merged, in: register, origin: origin)), ()
            )
        }
        // Should the program end here, the next round takes it over.
        let taken = try await storage.snapshot { [orders] reader in
            try query.rows([[.text(number)]], limit: 1, reader: reader, keyring: orders.keyring).first?.id
        }
        if let taken { try await takeOver(row: taken, of: runtime, now: now) }
        return try await orders.find(kind: kind, number: number, in: official.scope)
    }

    /// A date and a time of day with an offset (RFC 3339, section 5.6); parts of a second are dropped, and a leap second is the
    /// one before it.
    private func moment(_ text: String, now: Int64) -> Int64? {
        var text = text.uppercased()
        guard text.utf8.count > 19 else { return nil }
        if let point = text.firstIndex(of: ".") {
            let end = text[point...].dropFirst().firstIndex { !$0.isNumber } ?? text.endIndex
            text.removeSubrange(point..<end)
        }
        if text.dropFirst(16).hasPrefix(":60") { text = "\(text.prefix(16)):59\(text.dropFirst(19))" }
        return clocks.due.due(text, from: now)?.instant
    }

    private func row(
        _ values: [OrderKind.Role: String], _ others: [(name: String, value: String)], table: RegisterTable,
        source: OrderKind.Source, now: Int64
    ) throws -> [FieldValue] {
        var row = [FieldValue](repeating: .null, count: table.descriptor.fields.count)
        for (role, text) in values {
            guard let name = source.fields[role],
                let place = table.descriptor.fields.firstIndex(where: { $0.name == name })
            else { continue }
            let field = table.descriptor.fields[place]
            do throws(FieldValue.Rejection) {
                if field.type == .instant {
                    guard let moment = moment(text, now: now) else { throw .notInstant }
                    row[place] = .instant(moment)
                } else {
                    row[place] = try FieldValue(text: text, element: field.element)
                }
            } catch {
                throw OrderError(.malformed, field: role.rawValue)
            }
        }
        for (place, field) in table.descriptor.fields.enumerated() where field.required && row[place].isNull {
            let role = source.fields.first { $0.value == field.name }?.key
            throw OrderError(.malformed, field: role?.rawValue ?? field.name)
        }
        if let keeper = table.descriptor.unknownColumns, !others.isEmpty,
            let place = table.descriptor.fields.firstIndex(where: { $0.name == keeper })
        {
            let kept = JSON.object(others.map { ($0.name, .string($0.value)) }).text
            do {
                row[place] = try FieldValue(text: kept, element: table.descriptor.fields[place].element)
            } catch {
                throw OrderError(.malformed, field: "others")
            }
        }
        return row
    }
}
