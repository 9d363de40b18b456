import Foundation
import Storage
import Synchronization

/// A few connections for look-ups by key, each behind a lock; the caller's own thread does the work.
final class SQLitePointLane: Sendable {
    /// A connection and its lock. Only who holds the lock touches the connection.
    private final class Slot: @unchecked Sendable {
        let lock = NSLock()
        var connection: SQLiteConnection?
    }

    private let slots: [Slot]
    private let settings: SQLiteConfiguration
    private let turn = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)

    init(settings: SQLiteConfiguration) throws(StorageError) {
        self.settings = settings
        slots = (0..<max(1, settings.pointConnections)).map { _ in Slot() }
        slots[0].connection = try SQLiteConnection(role: .reader, settings: settings)
    }

    /// Runs `body` with a connection that nobody else uses meanwhile. The first free one: its cache is the warmest.
    func withConnection<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        for slot in slots where slot.lock.try() {
            defer { slot.lock.unlock() }
            return try use(slot, body)
        }
        let slot = slots[turn.wrappingAdd(1, ordering: .relaxed).oldValue % slots.count]
        slot.lock.lock()
        defer { slot.lock.unlock() }
        return try use(slot, body)
    }

    private func use<Result>(_ slot: Slot, _ body: (SQLiteConnection) throws -> Result) throws -> Result {
        do {
            return try body(try connection(of: slot))
        } catch let error as StorageError {
            // After a disk error the next look-up opens the file anew.
            switch error {
            case .unavailable, .damaged:
                slot.connection?.close()
                slot.connection = nil
            default: break
            }
            throw error
        }
    }

    private func connection(of slot: Slot) throws(StorageError) -> SQLiteConnection {
        guard !isClosed.load(ordering: .acquiring) else { throw .closed }
        if let connection = slot.connection { return connection }
        let opened = try SQLiteConnection(role: .reader, settings: settings)
        slot.connection = opened
        return opened
    }

    func close() {
        isClosed.store(true, ordering: .releasing)
        for slot in slots {
            slot.lock.lock()
            slot.connection?.close()
            slot.connection = nil
            slot.lock.unlock()
        }
    }
}
