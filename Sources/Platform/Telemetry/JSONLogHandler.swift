import Foundation
import JSONTree
package import Logging

/// Writes each log line as one JSON object: time, level, message, and the metadata given.
///
/// Callers never put personal data, addresses or texts that people typed into metadata; a test reads a whole journey's
/// log for them.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let output: LogOutput

    package init(label: String, level: Logger.Level, output: LogOutput) {
        self.label = label
        logLevel = level
        self.output = output
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("time", LogOutput.timestamp())
        writer.member("level", event.level.rawValue)
        writer.member("logger", label)
        writer.member("message", event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { writer.member(key, value.description) }
        writer.endObject()
        output.write(writer.bytes + [0x0A])
    }
}
