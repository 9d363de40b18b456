import Cryptography
import DemoCounty
import Foundation
import Registers

/// Turns the generator's batches into rows of the registers on a thread of its own, a few batches ahead of the database.
struct RegisterLoading: Sendable {
    let system: CountySystem
    let origin: RowOrigin

    struct Batch: Sendable {
        let register: String
        let rows: [[FieldValue]]
        let digest: [UInt8]
    }

    /// Why a generated register does not fit the declared one.
    struct Mismatch: Error, Sendable {
        let register: String
        let column: String
    }

    /// The batches in the generator's order. The generator waits when the database falls behind.
    func batches(of demo: DemoCounty) -> AsyncThrowingStream<Batch, any Error> {
        let gate = DispatchSemaphore(value: 8)
        return AsyncThrowingStream { continuation in
            let thread = Thread {
                do {
                    try demo.emit(batch: 5000) { batch in
                        gate.wait()
                        continuation.yield(try converted(batch))
                        gate.signal()
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private func converted(_ batch: DemoBatch) throws -> Batch {
        guard let table = system.registers.tables["base.\(batch.register)"] else {
            throw Mismatch(register: batch.register, column: "")
        }
        let fields = table.descriptor.fields
        let places = try fields.map { field -> Int in
            guard let place = batch.columns.firstIndex(of: field.name) else {
                throw Mismatch(register: batch.register, column: field.name)
            }
            return place
        }
        let width = batch.columns.count
        var rows: [[FieldValue]] = []
        rows.reserveCapacity(batch.rowCount)
        var text: [UInt8] = []
        for row in 0..<batch.rowCount {
            var values: [FieldValue] = []
            values.reserveCapacity(fields.count)
            for place in places {
                let value = FieldValue(batch.values[row * width + place])
                text.append(contentsOf: (value.canonicalText ?? "").utf8)
                text.append(0x1F)
                values.append(value)
            }
            rows.append(values)
        }
        return Batch(register: batch.register, rows: rows, digest: Digest.sha256.hash(text))
    }
}

extension FieldValue {
    init(_ value: DemoValue) {
        switch value {
        case .text(let text): self = .text(text)
        case .integer(let number): self = .integer(number)
        case .date(let date): self = .date(date)
        case .null: self = .null
        }
    }
}
