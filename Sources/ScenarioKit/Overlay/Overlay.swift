import Definitions
import Diagnostics
import Foundation

/// A county's overlay of a package: changes of values, texts, rows and steps that leave the package untouched.
struct Overlay: Sendable {
    let id: String
    /// The package it is for.
    let package: String
    /// The versions it is for.
    let range: VersionRange
    let title: Text
    /// Why the county differs.
    let reason: Text
    let changes: [OverlayChange]
    /// Its file, in messages.
    let file: String
    /// Where its `for` stands.
    let rangeLocation: SourceLocation?

    /// Reads an overlay's file and the files beside it that it names.
    static func load(at url: URL) -> (overlay: Overlay?, diagnostics: [Diagnostic]) {
        let name = "overlays/\(url.lastPathComponent)"
        guard let data = try? Data(contentsOf: url) else {
            return (
                nil,
                [
                    Diagnostic(
                        .error, code: "overlay.missing", message: Text(zh: "叠加文件读不了", en: "The overlay cannot be read"),
                        location: SourceLocation(file: name, line: 1, column: 1))
                ]
            )
        }
        let reading = YAMLReader.read([UInt8](data), file: name)
        guard let node = reading.node else { return (nil, reading.diagnostics) }
        var decoding = OverlayReading(file: name, folder: url.deletingLastPathComponent())
        let overlay = decoding.overlay(node)
        return (overlay, reading.diagnostics + decoding.collector.diagnostics)
    }
}
