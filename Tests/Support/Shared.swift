import Synchronization

/// A value that several tasks of a test change.
package final class Shared<Value: Sendable>: Sendable {
    private let kept: Mutex<Value>

    package init(_ value: Value) { kept = Mutex(value) }

    package var value: Value { kept.withLock { $0 } }

    package func change<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        try kept.withLock { value in
            var copy = value
            defer { value = copy }
            return try body(&copy)
        }
    }
}
