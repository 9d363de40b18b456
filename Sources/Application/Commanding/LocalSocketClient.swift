package import Diagnostics
import JSONTree
import NIOCore
import NIOPosix

/// Asks the process that serves a county to run a command.
package enum LocalSocketClient {
    /// Why nobody answered.
    package enum Failure: Error, Sendable, Hashable {
        /// There is no socket, or nobody behind it.
        case unreachable
        /// The serving process ended before the command did.
        case broken

        package var code: String {
            switch self {
            case .unreachable: "command.unreachable"
            case .broken: "command.broken-off"
            }
        }

        package var message: Text {
            switch self {
            case .unreachable:
                Text(
                    zh: "正在运行的服务没有应答，命令没有执行。请看 yiwang status，或停掉它再试。",
                    en:
                        "The service that runs does not answer; nothing was done. See yiwang status, or stop it and try again."
                )
            case .broken:
                Text(
                    zh: "服务在命令完成前停止了。导入的，再运行同一条命令会接着做。",
                    en: "The service ended before the command did. An import goes on with the same command.")
            }
        }
    }

    /// Sends a command and hears it out.
    ///
    /// - Returns: its exit code.
    package static func run(
        _ command: some LocalCommand, on configuration: Configuration, isChinese: Bool,
        hear: (CommandEvent) -> Void
    ) async throws(Failure) -> Int32 {
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connect(
                unixDomainSocketPath: LocalSocket.path(configuration)
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        } catch {
            throw .unreachable
        }
        let request = LocalCommands.request(command, isChinese: isChinese).bytes + [10]
        var code: Int32?
        do {
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(bytes: request))
                var rest: [UInt8] = []
                for try await chunk in inbound {
                    rest += chunk.readableBytesView
                    while let end = rest.firstIndex(of: 10) {
                        let event = (try? JSON(parsing: Array(rest[..<end]))).flatMap(CommandEvent.init)
                        rest.removeFirst(end + 1)
                        guard let event else { continue }
                        if case .end(let value) = event {
                            code = value
                            return
                        }
                        hear(event)
                    }
                }
            }
        } catch {
            if code == nil { throw .broken }
        }
        guard let code else { throw .broken }
        return code
    }
}
