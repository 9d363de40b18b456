import NIOCore
import NIOHTTP1

/// Refuses what RFC 9112 refuses, and ends connections that stand still.
///
/// It stands behind the decoder, where the version and every line of the head are still to be seen. A connection that we
/// finish with is closed for writing first and read on for a moment, so that the answer is not lost with it.
final class RequestGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Reading: Equatable {
        /// Waiting for a head, since then.
        case head(since: NIODeadline)
        case body(since: NIODeadline, bytes: Int64)
        /// The request is whole; the answer is not.
        case nothing
    }

    private let limits: ConnectionLimits
    private var reading: Reading
    private var ticks: RepeatedTask?
    private var mustClose = false
    private var isFinished = false
    private var dropped = 0
    private static let mostDropped = 1 << 20
    private var hasAnswered = false
    /// Pieces of answers that the other side has not taken yet, and when it last took one.
    private var waiting = 0
    private var lastTaken = NIODeadline.now()

    init(_ limits: ConnectionLimits) {
        self.limits = limits
        reading = .head(since: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ticks = context.eventLoop.scheduleRepeatedTask(initialDelay: limits.tick, delay: limits.tick) { _ in
            let (handler, context) = bound.value
            handler.look(context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { ticks?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        ticks?.cancel()
        context.fireChannelInactive()
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !isFinished else {
            // What still comes after the end is dropped: closing over it would take the answer back. Not without end.
            if case .body(let bytes) = part { dropped += bytes.readableBytes }
            if dropped > RequestGuard.mostDropped { context.close(promise: nil) }
            return
        }
        switch part {
        case .head(var head):
            // A pipelined request behind the last one of a connection is not answered.
            if mustClose { return }
            if let refusal = RequestGuard.refusal(head) {
                refuse(context, refusal)
                return
            }
            if RequestGuard.isLast(head) {
                mustClose = true
                head.headers.replaceOrAdd(name: "connection", value: "close")
            }
            head.headers.remove(name: "upgrade")
            hasAnswered = false
            reading = .body(since: .now(), bytes: 0)
            if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
                context.writeAndFlush(
                    wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
            }
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body(let bytes):
            if case .body(let since, let count) = reading {
                reading = .body(since: since, bytes: count + Int64(bytes.readableBytes))
            }
            context.fireChannelRead(data)
        case .end:
            reading = hasAnswered ? .head(since: .now()) : .nothing
            context.fireChannelRead(data)
        }
    }

    private enum Refusal { case malformed, method }

    private static func refusal(_ head: HTTPRequestHead) -> Refusal? {
        let hosts = head.headers["host"]
        // RFC 9112, 3.2: one Host, and a valid one.
        if hosts.count > 1 || (hosts.isEmpty && !head.version.isOld) { return .malformed }
        if let host = hosts.first, !isHost(host) { return .malformed }
        // RFC 9112, 6.1: HTTP/1.0 knows no Transfer-Encoding; and nobody sends both honestly.
        let hasCoding = head.headers.contains(name: "transfer-encoding")
        if hasCoding, head.version.isOld || head.headers.contains(name: "content-length") { return .malformed }
        if let coding = head.headers.first(name: "transfer-encoding"), coding.lowercased() != "chunked" {
            return .malformed
        }
        for length in head.headers["content-length"] where Int64(length) == nil { return .malformed }
        guard head.version.major == 1 else { return .malformed }
        switch head.method {
        // Which of these an address answers, it says itself (405). TRACE and OPTIONS reach it too, and answer nothing more.
        case .GET, .HEAD, .POST, .PUT, .DELETE, .PATCH, .OPTIONS, .TRACE, .RAW("QUERY"): return nil
        default: return .method
        }
    }

    /// Whether a text can be a host with a port (RFC 3986, 3.2): letters, digits, dots, hyphens, or an address in brackets.
    private static func isHost(_ text: String) -> Bool {
        var rest = Substring(text)
        if let colon = rest.lastIndex(of: ":"), !text.hasSuffix("]") {
            let port = rest[rest.index(after: colon)...]
            guard port.utf8.count <= 5, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
            rest = rest[..<colon]
        }
        if rest.hasPrefix("["), rest.hasSuffix("]") {
            return rest.dropFirst().dropLast().utf8.allSatisfy {
                (0x30...0x3A).contains($0) || (0x61...0x66).contains($0 | 0x20) || $0 == 0x2E
            }
        }
        return rest.utf8.count <= 255
            && rest.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x2E
                    || $0 == 0x5F
            }
    }

    /// Whether the connection ends after this request: it says so, it is of HTTP/1.0, or it would speak something else.
    private static func isLast(_ head: HTTPRequestHead) -> Bool {
        let words = head.headers[canonicalForm: "connection"].map { $0.lowercased() }
        if words.contains("close") || head.headers.contains(name: "upgrade") { return true }
        return head.version.isOld
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isFinished else {
            promise?.succeed()
            return
        }
        var data = data
        let part = unwrapOutboundIn(data)
        if case .head(var head) = part, head.status != .continue {
            // An answer to half a request is the last one: what is left of the body is not worth reading.
            if case .body = reading, head.status.code >= 400 {
                mustClose = true
            }
            if head.headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "close" }) {
                mustClose = true
            }
            if mustClose { head.headers.replaceOrAdd(name: "connection", value: "close") }
            data = wrapOutboundOut(.head(head))
        }
        waiting += 1
        lastTaken = waiting == 1 ? .now() : lastTaken
        let taken = promise ?? context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        taken.futureResult.whenComplete { _ in
            bound.value.waiting -= 1
            bound.value.lastTaken = .now()
        }
        context.write(data, promise: taken)
        if case .end = part { answered(context) }
    }

    private func answered(_ context: ChannelHandlerContext) {
        if mustClose {
            finish(context)
            return
        }
        hasAnswered = true
        if reading == .nothing { reading = .head(since: .now()) }
    }

    private func refuse(_ context: ChannelHandlerContext, _ refusal: Refusal) {
        // RFC 9110, 15.6.2: a method that no address here knows.
        answer(context, HTTPResponseHead(version: .http1_1, status: refusal == .method ? .notImplemented : .badRequest))
    }

    private func answer(_ context: ChannelHandlerContext, _ head: HTTPResponseHead) {
        var head = head
        head.headers.add(name: "content-length", value: "0")
        head.headers.add(name: "connection", value: "close")
        head.headers.add(name: "x-content-type-options", value: "nosniff")
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        finish(context)
    }

    /// Sends what there is, closes for writing, and the rest a moment later.
    private func finish(_ context: ChannelHandlerContext) {
        guard !isFinished else { return }
        isFinished = true
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { _ in bound.value.close(mode: .output, promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: sent)
        context.eventLoop.scheduleTask(in: limits.linger) { bound.value.close(promise: nil) }
    }

    // MARK: Time

    private func look(_ context: ChannelHandlerContext) {
        guard !isFinished else { return }
        let now = NIODeadline.now()
        if waiting > 0 {
            if now - lastTaken > limits.stalled { context.close(promise: nil) }
            return
        }
        switch reading {
        case .head(let since):
            if now - since > limits.head { context.close(promise: nil) }
        case .body(let since, let bytes):
            let elapsed = now - since
            guard elapsed > limits.bodyGrace else { return }
            if bytes < elapsed.nanoseconds / 1_000_000_000 * limits.bodyRate {
                // Nothing has been answered yet, or the answer would have been the last one.
                if !hasAnswered {
                    answer(context, HTTPResponseHead(version: .http1_1, status: .requestTimeout))
                } else {
                    context.close(promise: nil)
                }
                context.fireErrorCaught(ChannelError.inputClosed)
            }
        case .nothing: break
        }
    }
}

extension HTTPVersion {
    /// Whether it is older than HTTP/1.1.
    fileprivate var isOld: Bool { (major, minor) < (1, 1) }
}
