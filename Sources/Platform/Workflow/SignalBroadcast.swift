package import JSONTree
package import ProcessEngine
package import Storage

/// A signal on its way from the process that raised it to all that wait for it: a part of them at a time, each in a
/// commit of its own with the job that told it, so that each hears it once.
package struct SignalBroadcast: Sendable {
    package let name: String
    package let payload: JSON
    /// The process that raised it: its own events know already.
    package let from: Int64

    /// Finds the next ones that wait.
    package static let job = "process.signal"
    /// Tells one.
    package static let tellingJob = "process.signal-one"
    private static let part = 200

    private static let waiting: SQL = """
        SELECT DISTINCT instance FROM process_subscription WHERE kind = 'signal' AND name = ? AND instance > ?
        ORDER BY instance LIMIT ?
        """

    init(name: String, payload: JSON, from: Int64) {
        self.name = name
        self.payload = payload
        self.from = from
    }

    /// Reads a job's payload, with the instance that it is about.
    package static func read(_ payload: [UInt8]) -> (signal: SignalBroadcast, instance: Int64)? {
        guard let json = try? JSON(parsing: payload), let name = json["name"]?.string,
            let from = json["from"]?.string.flatMap({ Int64($0) }),
            let instance = json["instance"]?.string.flatMap({ Int64($0) })
        else { return nil }
        return (SignalBroadcast(name: name, payload: json["payload"] ?? .null, from: from), instance)
    }

    package var event: ProcessEvent { .signal(name: name, payload: payload) }

    private func bytes(_ instance: Int64) -> [UInt8] {
        let json: JSON = [
            "name": .string(name), "from": .string(String(from)), "instance": .string(String(instance)),
            "payload": payload,
        ]
        return json.bytes
    }

    func next(after instance: Int64, jobs: JobQueue, now: Int64) -> Statement {
        jobs.enqueue(kind: SignalBroadcast.job, payload: bytes(instance), dueAt: now, now: now)
    }

    /// The jobs that tell the next part of those that wait, and the one that goes on.
    package func spreading(
        after instance: Int64, jobs: JobQueue, in storage: any Storage, now: Int64
    ) async throws -> WriteSet {
        let found = try await storage.query(
            SignalBroadcast.waiting, [.text(name), .integer(instance), SQLValue(SignalBroadcast.part)],
            limit: SignalBroadcast.part
        ) { try $0.integer(0) }
        var writes = WriteSet()
        for instance in found where instance != from {
            writes.append(
                jobs.enqueue(kind: SignalBroadcast.tellingJob, payload: bytes(instance), dueAt: now, now: now))
        }
        if found.count == SignalBroadcast.part, let last = found.last {
            writes.append(next(after: last, jobs: jobs, now: now))
        }
        return writes
    }
}
