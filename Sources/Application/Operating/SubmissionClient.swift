package import JSONTree
import NIOCore
import NIOPosix
import Synchronization

/// Presses the last button of drafts that were filled in beforehand, each once, over HTTP.
///
/// The first half goes as fast as the answers come (closed loop, 64 connections): the peak. The second half goes at four
/// fifths of the peak by the clock, however late the answers are (open loop): the latency that people meet.
package struct SubmissionClient: Sendable {
    private static let connections = 64
    /// The share of the peak at which latency is measured, in per cent.
    private static let share = 80

    private let host: String
    private let port: Int
    private let requests: [[UInt8]]

    /// - Parameter lines: what `EnrolmentBench.prepareRequests` gave.
    package init(host: String, port: Int, lines: [String]) {
        self.host = host
        self.port = port
        requests = lines.compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            let body = "csrf_token=\(parts[2])"
            return Array(
                """
                POST \(parts[0]) HTTP/1.1\r\nHost: \(host):\(port)\r\nCookie: \(parts[1])\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
                """.utf8)
        }
    }

    /// Hands each request to one connection.
    private final class Counter: Sendable {
        private let value: Atomic<Int>

        init(_ start: Int) { value = Atomic(start) }

        func take() -> Int { value.add(1, ordering: .relaxed).oldValue }
    }

    /// What a phase measured.
    private struct Phase: Sendable {
        var latencies: [Double] = []
        var refused = 0
        var seconds = 0.0
        var perSecond: Double { seconds > 0 ? Double(latencies.count) / seconds : 0 }

        func quantile(_ percent: Int) -> JSON {
            let sorted = latencies.sorted()
            guard !sorted.isEmpty else { return .null }
            return .double(sorted[min(sorted.count - 1, sorted.count * percent / 100)]) ?? .null
        }
    }

    /// Runs both phases.
    package func run() async throws -> JSON {
        let half = requests.count / 2
        let peak = try await phase(0..<half, perSecond: nil)
        let rate = peak.perSecond * Double(SubmissionClient.share) / 100
        let paced = try await phase(half..<requests.count, perSecond: rate)
        return [
            "name": "enrolment", "per_second": .double(peak.perSecond.rounded()) ?? .null, "p50_ms": paced.quantile(50),
            "p99_ms": paced.quantile(99), "count": .integer(peak.latencies.count + paced.latencies.count),
            "errors": .integer(peak.refused + paced.refused), "closed_p99_ms": peak.quantile(99),
            "open_per_second": .double(paced.perSecond.rounded()) ?? .null,
        ]
    }

    private func phase(_ range: Range<Int>, perSecond: Double?) async throws -> Phase {
        let next = Counter(range.lowerBound)
        let start = ContinuousClock.now
        var phase = try await withThrowingTaskGroup(of: Phase.self) { group in
            for _ in 0..<SubmissionClient.connections {
                group.addTask {
                    try await lane(range, next, start, perSecond)
                }
            }
            return try await group.reduce(into: Phase()) {
                $0.latencies += $1.latencies
                $0.refused += $1.refused
            }
        }
        phase.seconds = (ContinuousClock.now - start) / .seconds(1)
        return phase
    }

    private func lane(
        _ range: Range<Int>, _ next: Counter, _ start: ContinuousClock.Instant, _ perSecond: Double?
    ) async throws -> Phase {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connect(
            host: host, port: port
        ) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        return try await channel.executeThenClose { inbound, outbound in
            var phase = Phase()
            var chunks = inbound.makeAsyncIterator()
            while true {
                let index = next.take()
                guard index < range.upperBound else { return phase }
                var begin = ContinuousClock.now
                if let perSecond {
                    // The time by the clock counts, not the time at which a connection was free.
                    begin = start.advanced(by: .seconds(Double(index - range.lowerBound) / perSecond))
                    try await Task.sleep(until: begin, clock: .continuous)
                }
                try await outbound.write(ByteBuffer(bytes: requests[index]))
                var answer: [UInt8] = []
                while !SubmissionClient.isWhole(answer) {
                    guard let chunk = try await chunks.next() else { return phase }
                    answer += chunk.readableBytesView
                }
                phase.latencies.append((ContinuousClock.now - begin) / .milliseconds(1))
                if !answer.starts(with: Array("HTTP/1.1 303".utf8)) { phase.refused += 1 }
            }
        }
    }

    /// Whether an answer has its head and as many bytes of body as the head says.
    ///
    /// The client shares the machine with what it measures, so it looks at bytes only.
    private static func isWhole(_ answer: [UInt8]) -> Bool {
        guard answer.count >= 4 else { return false }
        var lineStart = 0
        var length = 0
        for index in 3..<answer.count where answer[index] == 0x0A {
            if index - lineStart <= 1 { return answer.count - index - 1 >= length }
            length = contentLength(answer[lineStart..<index]) ?? length
            lineStart = index + 1
        }
        return false
    }

    private static let lengthName = Array("content-length:".utf8)

    private static func contentLength(_ line: ArraySlice<UInt8>) -> Int? {
        guard line.count > lengthName.count, zip(line, lengthName).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else {
            return nil
        }
        var value = 0
        for byte in line.dropFirst(lengthName.count) where (0x30...0x39).contains(byte) {
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
