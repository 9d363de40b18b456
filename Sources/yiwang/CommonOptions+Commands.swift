import Application
import ArgumentParser
import Foundation
import Storage

extension CommonOptions {
    var isChinese: Bool { language.hasPrefix("zh") }

    /// Runs a command that writes: here when nobody serves the county, in the serving process otherwise.
    func perform(_ command: some LocalCommand, _ configuration: Configuration) async throws {
        try StorageOpening.makeDataFolder(configuration)
        let lock: LockFile
        do {
            lock = try LockFile.acquire(
                at: ServeLock.path(configuration), purpose: type(of: command).name, now: SystemWallClock().now())
        } catch {
            guard case .held = error else { throw error }
            return try await forward(command, configuration, holder: error)
        }
        defer { lock.release() }
        let system = try await open(configuration)
        let bar = ProgressLine()
        let (codes, continuation) = AsyncStream<Int32>.makeStream()
        await LocalCommands.run(
            command, in: system,
            output: CommandOutput(isChinese: isChinese) { event in
                if case .end(let code) = event { continuation.yield(code) } else { bar.show(event) }
            })
        continuation.finish()
        bar.end()
        await system.storage.close()
        for await code in codes where code != 0 { throw ExitCode(code) }
    }

    private func forward(
        _ command: some LocalCommand, _ configuration: Configuration, holder: LockFile.Failure
    ) async throws {
        let bar = ProgressLine()
        let code: Int32
        do {
            code = try await LocalSocketClient.run(command, on: configuration, isChinese: isChinese) { bar.show($0) }
        } catch {
            bar.end()
            // Who has the folder, when nobody answers for it.
            if error == .unreachable { tell(holder) } else { tell(error) }
            throw ExitCode(3)
        }
        bar.end()
        if code != 0 { throw ExitCode(code) }
    }
}

/// A command's words on the terminal; the bar is drawn only where somebody watches.
final class ProgressLine: Sendable {
    private let isTerminal = isatty(2) == 1

    func show(_ event: CommandEvent) {
        switch event {
        case .line(let text):
            clear()
            Console.print(text)
        case .note(let text):
            clear()
            Console.error(text)
        case .progress(let permille, let doing):
            guard isTerminal else { return }
            let full = min(30, max(0, permille * 30 / 1000))
            let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 30 - full)
            Console.raw("\r\(bar) \(permille / 10) % \(doing)\u{1B}[K")
        case .end: break
        }
    }

    /// Takes the bar away.
    func end() { clear() }

    private func clear() { if isTerminal { Console.raw("\r\u{1B}[K") } }
}
