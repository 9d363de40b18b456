package import Diagnostics
package import JSONTree

/// Reads one value of a declaration and its parts, reporting what cannot be used.
///
/// A missing or wrong part gives `nil` and a diagnostic with its place; reading goes on, so that an author sees all
/// findings at once.
package struct DescriptorReader {
    /// The value.
    package let json: JSON
    /// Its RFC 6901 pointer in the document.
    package let pointer: String
    /// The key under which it stands, for messages.
    package let name: String
    let locate: DescriptorSource.Locator
    /// Where findings go.
    package let collector: DiagnosticCollector

    /// Starts at the root of a declaration.
    package init(_ source: DescriptorSource, collector: DiagnosticCollector) {
        self.init(json: source.json, pointer: "", name: "", locate: source.locate, collector: collector)
    }

    init(
        json: JSON, pointer: String, name: String, locate: @escaping DescriptorSource.Locator,
        collector: DiagnosticCollector
    ) {
        self.json = json
        self.pointer = pointer
        self.name = name
        self.locate = locate
        self.collector = collector
    }

    /// The place of this value, or of the nearest part around it that has one.
    package var location: SourceLocation? {
        var pointer = pointer
        while true {
            if let place = locate(pointer) { return place }
            guard let slash = pointer.lastIndex(of: "/") else { return nil }
            pointer = String(pointer[..<slash])
        }
    }

    /// Reports a finding at this value.
    package func report(_ severity: Diagnostic.Severity, _ code: String, _ message: Text, hint: Text? = nil) {
        collector.append(Diagnostic(severity, code: code, message: message, location: location, hint: hint))
    }

    /// Reports an error at this value.
    package func error(_ code: String, _ message: Text, hint: Text? = nil) {
        report(.error, code, message, hint: hint)
    }

    // MARK: Parts

    /// Checks that the value is an object and holds no other keys than these; a slip gets the nearest key as a hint.
    @discardableResult
    package func expectObject(keys known: [String]) -> Bool {
        guard json.kind == .object else {
            error("format.object.expected", Text(zh: "这里应是键值对", en: "A mapping is expected here"))
            return false
        }
        for (key, _) in json.members where !known.contains(key) {
            guard let part = child(key) else { continue }
            let nearest = NearestName.of(key, among: known)
            part.error(
                "format.key.unknown", Text(zh: "不认识的键“\(key)”", en: "Unknown key ‘\(key)’"),
                hint: nearest.map { Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?") }
                    ?? Text(
                        zh: "可用的键：\(known.joined(separator: "、"))", en: "Known keys: \(known.joined(separator: ", "))"))
        }
        return true
    }

    /// The part under a key; `nil` when it is absent or null.
    package func child(_ key: String) -> DescriptorReader? {
        guard let value = json[key], !value.isNull else { return nil }
        return DescriptorReader(
            json: value, pointer: pointer + "/" + Self.escaped(key), name: key, locate: locate, collector: collector)
    }

    /// The part under a key, reported when it is absent.
    package func required(_ key: String) -> DescriptorReader? {
        if let part = child(key) { return part }
        if json.kind == .object {
            error("format.key.missing", Text(zh: "缺少“\(key)”", en: "‘\(key)’ is missing"))
        }
        return nil
    }

    /// The items of this list, with a diagnostic when it is none.
    package func items() -> [DescriptorReader] {
        guard json.kind == .array else {
            error("format.list.expected", Text(zh: "“\(name)”应是列表", en: "‘\(name)’ must be a list"))
            return []
        }
        return json.elements.enumerated().map { index, value in
            DescriptorReader(
                json: value, pointer: "\(pointer)/\(index)", name: name, locate: locate, collector: collector)
        }
    }

    /// The entries of this mapping in their order, with a diagnostic when it is none.
    package func entries() -> [(key: String, value: DescriptorReader)] {
        guard json.kind == .object else {
            error("format.object.expected", Text(zh: "“\(name)”应是键值对", en: "‘\(name)’ must be a mapping"))
            return []
        }
        return json.members.map { key, value in
            (
                key,
                DescriptorReader(
                    json: value, pointer: pointer + "/" + Self.escaped(key), name: key, locate: locate,
                    collector: collector)
            )
        }
    }

    /// One token of an RFC 6901 pointer.
    package static func escaped(_ key: String) -> String {
        guard key.contains(where: { $0 == "~" || $0 == "/" }) else { return key }
        return key.reduce(into: "") { text, character in
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
    }
}
