package import JSONTree
import ProcessEngine
package import Storage

/// Calls something outside of the database for a service task, such as another system's interface.
///
/// It may be called more than once for one activation, each time with the same key: what it does has to bear that.
package protocol ExternalHandler: Sendable {
    /// Calls it.
    ///
    /// - Parameter key: the same at each attempt of one activation, and at no other.
    /// - Throws: ``JobFailure``; a permanent one is not tried again.
    func call(_ inputs: JSON, key: String) async throws(JobFailure) -> JSON
}

/// A call that a process waits for, as its job keeps it: done after the step that asked for it has committed, and tried
/// again with back-off. Its answer is a commit of its own before the job's completion: killed between the two, it is
/// seen that nobody waits any more.
package struct ExternalCall: Sendable {
    package let instance: Int64
    package let activation: Int
    package let element: String
    package let handler: String
    package let inputs: JSON

    package static let job = "process.call"
    /// Whether an attempt is the last that calls. One more is kept back for a process that was killed in the middle of it:
    /// its job comes back, and the failure is told instead of being given up in silence.
    package static func isLast(_ job: Job) -> Bool { job.attempt >= job.maximumAttempts - 1 }

    /// Attempts where the model does not say how many (`yw:retry="R5/PT1M"`).
    private static let usualAttempts = 5

    /// The same for each attempt.
    package var key: String { ExternalCall.key(instance: instance, activation: activation) }

    static func key(instance: Int64, activation: Int) -> String { "call:\(instance):\(activation)" }

    /// Reads a job's payload; `nil` for what is none.
    package init?(payload: [UInt8]) {
        guard let json = try? JSON(parsing: payload), let instance = json["instance"]?.string.flatMap({ Int64($0) }),
            let activation = json["activation"]?.integer, let element = json["element"]?.string,
            let handler = json["handler"]?.string
        else { return nil }
        self.instance = instance
        self.activation = activation
        self.element = element
        self.handler = handler
        inputs = json["inputs"] ?? [:]
    }

    /// The statement that asks for a call.
    static func asking(_ call: Invocation, instance: Int64, jobs: JobQueue, now: Int64) -> Statement {
        let payload: JSON = [
            "instance": .string(String(instance)), "activation": .integer(call.activation),
            "element": .string(call.element), "handler": .string(call.handler), "inputs": call.inputs,
        ]
        return jobs.enqueue(
            kind: job, payload: payload.bytes, dueAt: now, now: now, maximumAttempts: attempts(call.retry) + 1,
            key: key(instance: instance, activation: call.activation))
    }

    /// `R5` or `R5/PT1M`: five more attempts after the first. The time between them grows by itself.
    static func attempts(_ retry: String?) -> Int {
        guard let retry, retry.hasPrefix("R"), let more = Int(retry.dropFirst().prefix { $0 != "/" }) else {
            return usualAttempts
        }
        return min(max(more, 0), 50) + 1
    }
}
