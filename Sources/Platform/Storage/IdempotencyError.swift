package import Diagnostics

/// Why a request with an idempotency key gets no answer.
package enum IdempotencyError: Error, Sendable, Hashable {
    /// The first request with this key is still being answered.
    case inFlight
    /// The key was used for another request.
    case mismatch

    package var code: String {
        switch self {
        case .inFlight: "idempotency.in-flight"
        case .mismatch: "idempotency.mismatch"
        }
    }

    package var message: Text {
        switch self {
        case .inFlight:
            Text(zh: "同一个请求正在处理，请稍候再试。", en: "The same request is being processed. Wait a moment and try again.")
        case .mismatch:
            Text(
                zh: "这个请求编号已用于另一个请求。请刷新页面后重新提交。",
                en: "This request key was used for another request. Reload the page and submit again.")
        }
    }
}
