package import Foundation
package import JSONTree
package import Storage
import Workflow

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Another system's interface that processes may call: a JSON object goes there by POST, a JSON value comes back.
///
/// Each attempt of one activation has the same `Idempotency-Key`. No answer, 408, 429 and 5xx are tried again; any other
/// status is for good.
package final class Connector: ExternalHandler {
    private let location: URL
    private let secret: String?
    private let session: URLSession
    private let receiver = AnswerReceiver(longest: 1 << 20)

    package init(location: URL, secret: String?) {
        self.location = location
        self.secret = secret
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 20
        // In all: below the time for which the job is ours.
        configuration.timeoutIntervalForResource = 45
        session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
    }

    package func call(_ inputs: JSON, key: String) async throws(JobFailure) -> JSON {
        var request = URLRequest(url: location)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
        if let secret { request.setValue("Bearer \(secret)", forHTTPHeaderField: "Authorization") }
        request.httpBody = Data(inputs.bytes)
        let answer = await receiver.answer(of: session.dataTask(with: request))
        guard let status = answer.status, !answer.isBroken else { throw JobFailure(code: "connector.unreachable") }
        guard (200..<300).contains(status) else {
            let isPassing = status >= 500 || status == 408 || status == 429
            throw JobFailure(code: "connector.status-\(status)", isPermanent: !isPassing)
        }
        guard !answer.isTooLong else { throw JobFailure(code: "connector.answer-malformed", isPermanent: true) }
        if answer.bytes.isEmpty { return .null }
        guard let value = try? JSON(parsing: answer.bytes) else {
            throw JobFailure(code: "connector.answer-malformed", isPermanent: true)
        }
        return value
    }
}
