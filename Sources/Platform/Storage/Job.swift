/// A piece of work that was claimed; the lease says until when it's ours.
package struct Job: Sendable, Hashable {
    package let id: Int64
    package let kind: String
    package let payload: [UInt8]
    /// This attempt, counted from 1.
    package let attempt: Int
    package let maximumAttempts: Int
    /// Changes with each claim: who holds an older one can't finish the job any more.
    package let lease: Int64
}

/// How a job failed, and whether another attempt makes sense.
package struct JobFailure: Error, Sendable, Hashable {
    /// A stable code without personal data; it's stored with the job.
    package let code: String
    package let isPermanent: Bool

    package init(code: String, isPermanent: Bool = false) {
        self.code = code
        self.isPermanent = isPermanent
    }
}
