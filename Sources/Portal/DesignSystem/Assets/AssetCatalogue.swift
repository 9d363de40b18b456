/// The files that pages load: read once at start, served under names that contain the hash of their content.
///
/// The style sheets in `css/` are joined in the order of their names and served as `app.css`. Files below `vendor/`
/// are installed by `script/assets` and may be missing; pages then use the form that works without them.
package struct AssetCatalogue: Sendable {
    private let byName: [String: Asset]
    private let byPath: [String: Asset]

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder's path, such as `Public`.
    ///   - prefix: where the files are served.
    ///   - digest: a cryptographic digest; its first ten bytes go into the names.
    ///   - compress: makes the gzip form of files of text; `nil` serves them as they are.
    package init(
        folder: String, prefix: String = "/assets/", digest: ([UInt8]) -> [UInt8],
        compress: (([UInt8]) -> [UInt8]?)? = nil
    ) throws(AssetError) {
        let files = try AssetFolder(path: folder).files()
        try self.init(files: files, prefix: prefix, digest: digest, compress: compress)
    }

    /// Makes a catalogue of files that are in memory already.
    package init(
        files: [String: [UInt8]], prefix: String = "/assets/", digest: ([UInt8]) -> [UInt8],
        compress: (([UInt8]) -> [UInt8]?)? = nil
    ) throws(AssetError) {
        var byName: [String: Asset] = [:]
        func add(_ name: String, _ bytes: [UInt8]) {
            let hash = Self.hexadecimal(digest(bytes).prefix(10))
            let type = MediaType(name: name)
            var gzip: [UInt8]?
            if type.isText, let compress, let smaller = compress(bytes), smaller.count < bytes.count { gzip = smaller }
            byName[name] = Asset(
                name: name, path: prefix + Self.name(name, with: hash), bytes: bytes, gzip: gzip, hash: hash,
                contentType: type.value)
        }
        for (name, bytes) in files where !name.hasPrefix("css/") { add(name, bytes) }
        let sheets = files.keys.filter { $0.hasPrefix("css/") && $0.hasSuffix(".css") }.sorted()
        guard !sheets.isEmpty else { throw AssetError(code: .styleMissing, name: "css/*.css") }
        var style: [UInt8] = []
        for name in sheets {
            style += try StyleSheet(name: name, bytes: files[name] ?? []).resolved { byName[$0]?.path }
        }
        add("app.css", style)
        self.byName = byName
        byPath = Dictionary(byName.values.map { ($0.path, $0) }) { first, _ in first }
    }

    /// The file served at a path, or `nil`.
    package func asset(at path: some StringProtocol) -> Asset? { byPath[String(path)] }

    /// The address of a file by its name, or `nil` when it has not been installed.
    package func url(_ name: String) -> String? { byName[name]?.path }

    /// All files in the order of their names.
    package var assets: [Asset] { byName.values.sorted { $0.name < $1.name } }

    /// What every page loads; htmx only where it has been installed.
    package var links: AssetLinks {
        AssetLinks(
            style: url("app.css") ?? "", script: url("js/yiwang.js"), htmx: url("vendor/htmx/htmx.min.js"),
            sheet: url("js/sheet.js"), icon: url("img/mark.svg"))
    }

    private static func name(_ name: String, with hash: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "\(name).\(hash)" }
        return "\(name[..<dot]).\(hash)\(name[dot...])"
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
