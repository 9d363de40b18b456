/// The media type of a file by the end of its name.
struct MediaType {
    let value: String
    let isText: Bool

    init(name: String) {
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        (value, isText) = Self.known[ending] ?? ("application/octet-stream", false)
    }

    /// Whether files of this name are served at all.
    static func isServed(_ name: String) -> Bool {
        guard let file = name.split(separator: "/").last, !file.hasPrefix("."), file.contains(".") else { return false }
        return known[file.split(separator: ".").last.map(String.init) ?? ""] != nil
    }

    private static let known: [String: (String, Bool)] = [
        "css": ("text/css; charset=utf-8", true),
        "js": ("text/javascript; charset=utf-8", true),
        "svg": ("image/svg+xml", true),
        "png": ("image/png", false),
        "jpg": ("image/jpeg", false),
        "webp": ("image/webp", false),
        "woff2": ("font/woff2", false),
        "ico": ("image/x-icon", false),
        "pmtiles": ("application/octet-stream", false),
    ]
}
