import Foundation
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Takes answers as they come, and no more of one than it may have: what is too long is not read to its end.
final class AnswerReceiver: NSObject, URLSessionDataDelegate, Sendable {
    /// What came.
    struct Answer: Sendable {
        /// `nil` while nothing came at all.
        var status: Int?
        var bytes: [UInt8] = []
        var isTooLong = false
        /// It ended before its end, not because it was too long.
        var isBroken = false
    }

    private struct Waiting {
        var answer = Answer()
        let continuation: CheckedContinuation<Answer, Never>
    }

    private let longest: Int
    private let waiting = Mutex<[Int: Waiting]>([:])

    init(longest: Int) { self.longest = longest }

    func answer(of task: URLSessionDataTask) async -> Answer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.withLock { $0[task.taskIdentifier] = Waiting(continuation: continuation) }
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = waiting.withLock { waiting -> Bool in
            guard var one = waiting[dataTask.taskIdentifier] else { return true }
            one.answer.status = (dataTask.response as? HTTPURLResponse)?.statusCode
            if one.answer.bytes.count + data.count > longest {
                one.answer.isTooLong = true
                one.answer.bytes = []
            } else if !one.answer.isTooLong {
                one.answer.bytes += data
            }
            waiting[dataTask.taskIdentifier] = one
            return one.answer.isTooLong
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard var one = waiting.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        if let status = (task.response as? HTTPURLResponse)?.statusCode { one.answer.status = status }
        one.answer.isBroken = error != nil && !one.answer.isTooLong
        one.continuation.resume(returning: one.answer)
    }

    /// A redirect would carry what is sent to an address that nobody configured.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
