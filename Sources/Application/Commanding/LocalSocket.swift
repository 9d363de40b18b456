import Foundation
import JSONTree
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The serving process's door for commands that write: a socket in the data folder, for its owner only.
///
/// One line of JSON asks; lines of JSON answer, the last with the exit code. When the asker goes, the work stops at its
/// next saved step.
package struct LocalSocket: Service {
    let system: CountySystem
    let logger: Logger

    package init(system: CountySystem, logger: Logger) {
        self.system = system
        self.logger = logger
    }

    /// The longest request; a larger one is no command of ours.
    private static let longestRequest = 64 << 10
    /// What the system's socket addresses hold.
    private static let longestPath = 107

    package static func path(_ configuration: Configuration) -> String {
        configuration.data.appendingPathComponent("yiwang.sock").path
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    package func run() async throws {
        let path = LocalSocket.path(system.configuration)
        guard path.utf8.count <= LocalSocket.longestPath else {
            logger.warning("the data folder's path is too long for a socket; commands that write have to wait")
            try await gracefulShutdown()
            return
        }
        let opened: Server
        do {
            opened = try await listening(at: path)
        } catch let error as IOError {
            throw PathFailure(errno: error.errnoCode, path: path)
        }
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                // What closes the door, such as no file left to open, passes: it is opened again, after longer and longer
                // pauses. Commands under way go on meanwhile.
                var first: Server? = opened
                var pause = 1
                while !Task.isCancelled {
                    do {
                        let server = if let open = first { open } else { try await listening(at: path) }
                        first = nil
                        try await server.executeThenClose { connections in
                            for try await connection in connections {
                                pause = 1
                                group.addTask { await serve(connection) }
                            }
                        }
                    } catch is CancellationError {
                        // The service ends in order.
                    } catch {
                        logger.warning("the local socket closed", metadata: ["error": "\(type(of: error))"])
                    }
                    try? await Task.sleep(for: .seconds(pause))
                    pause = min(60, 2 * pause)
                }
            }
        }
        unlink(path)
    }

    private typealias Server = NIOAsyncChannel<Connection, Never>

    private func listening(at path: String) async throws -> Server {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(
            unixDomainSocketPath: path, cleanupExistingSocketFile: true
        ) { channel in
            channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
        }
        chmod(path, 0o600)
        return server
    }

    private func serve(_ connection: Connection) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var request = ByteBuffer()
                var chunks = inbound.makeAsyncIterator()
                while !request.readableBytesView.contains(UInt8(ascii: "\n")) {
                    guard let chunk = try await chunks.next() else { return }
                    request.writeImmutableBuffer(chunk)
                    if request.readableBytes > LocalSocket.longestRequest { return }
                }
                guard let json = try? JSON(parsing: Array(request.readableBytesView)),
                    let command = LocalCommands.command(json)
                else {
                    let note = CommandEvent.note("no such command")
                    try await outbound.write(LocalSocket.line(note))
                    return try await outbound.write(LocalSocket.line(.end(2)))
                }
                logger.info("command", metadata: ["command": "\(type(of: command).name)"])
                try await answer(command, isChinese: json["language"]?.string == "zh", outbound)
            }
        } catch {
            logger.info("a command's asker went away")
        }
    }

    private func answer(
        _ command: any LocalCommand, isChinese: Bool, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        let (events, continuation) = AsyncStream<CommandEvent>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await LocalCommands.run(
                    command, in: system,
                    output: CommandOutput(isChinese: isChinese) { continuation.yield($0) })
                continuation.finish()
            }
            do {
                for await event in events { try await outbound.write(LocalSocket.line(event)) }
            } catch {
                group.cancelAll()
                throw error
            }
            try await group.waitForAll()
        }
    }

    private static func line(_ event: CommandEvent) -> ByteBuffer { ByteBuffer(bytes: event.json.bytes + [10]) }
}
