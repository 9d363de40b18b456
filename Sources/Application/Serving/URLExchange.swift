import Directory
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Requests to other systems by the platform's own client, with a time limit and without following redirects.
final class URLExchange: HTTPExchange, Sendable {
    private let session: URLSession
    private let receiver = AnswerReceiver(longest: 1 << 20)

    init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 20
        session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
    }

    /// There is no answer in time.
    struct NoAnswer: Error {}

    func post(_ location: String, fields: [(name: String, value: String)]) async throws -> (status: Int, body: [UInt8])
    {
        guard let url = URL(string: location) else { throw NoAnswer() }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let body = fields.map { field in
            "\(field.name)=\(field.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
        }.joined(separator: "&")
        request.httpBody = Data(body.utf8)
        let answer = await receiver.answer(of: session.dataTask(with: request))
        guard let status = answer.status, !answer.isBroken, !answer.isTooLong else { throw NoAnswer() }
        return (status, answer.bytes)
    }
}
