import Cryptography
import Foundation

/// The two threads on which passwords are checked: a hash takes tens of milliseconds and must not hold up requests.
package final class PasswordLane: Sendable {
    private let queue: OperationQueue

    package init() {
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2
        queue.name = "yiwang.passwords"
    }

    /// Whether the password fits the stored hash.
    package func matches(_ password: String, stored: String) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.addOperation { continuation.resume(returning: PasswordHash(stored: stored).matches(password)) }
        }
    }

    /// The stored form of a new password.
    package func hash(_ password: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation {
                continuation.resume(with: Result { try PasswordHash(hashing: password).text })
            }
        }
    }
}
