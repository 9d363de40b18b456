import Foundation
import JSONTree
import Storage
import Workflow

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Another system's interface that processes may call: a JSON object goes there by POST, a JSON value comes back.
///
/// Each attempt of one activation has the same `Idempotency-Key`. No answer, 408, 429 and 5xx are tried again; any other
/// status is for good.
final class Connector: ExternalHandler {
    private let location: URL
    private let secret: String?
    private let session: URLSession
    private static let longest = 1 << 20

    init(location: URL, secret: String?) {
        self.location = location
        self.secret = secret
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 20
        // In all: below the time for which the job is ours.
        configuration.timeoutIntervalForResource = 45
        session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    }

    func call(_ inputs: JSON, key: String) async throws(JobFailure) -> JSON {
        var request = URLRequest(url: location)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
        if let secret { request.setValue("Bearer \(secret)", forHTTPHeaderField: "Authorization") }
        request.httpBody = Data(inputs.bytes)
        let data: Data
        let response: URLResponse
        do {
            (data, response) = try await session.data(for: request)
        } catch {
            throw JobFailure(code: "connector.unreachable")
        }
        guard let status = (response as? HTTPURLResponse)?.statusCode else {
            throw JobFailure(code: "connector.unreachable")
        }
        guard (200..<300).contains(status) else {
            let isPassing = status >= 500 || status == 408 || status == 429
            throw JobFailure(code: "connector.status-\(status)", isPermanent: !isPassing)
        }
        if data.isEmpty { return .null }
        guard data.count <= Connector.longest, let answer = try? JSON(parsing: Array(data)) else {
            throw JobFailure(code: "connector.answer-malformed", isPermanent: true)
        }
        return answer
    }
}

/// A redirect would carry what is sent to an address that nobody configured.
final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
