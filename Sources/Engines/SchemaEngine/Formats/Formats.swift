import JSONTree
import PatternEngine

/// The formats of JSON Schema Validation §7.3, as judgements of texts.
public enum Formats {
    /// Whether a text has a format; `nil` for a format that is not known.
    public static func isValid(_ text: String, format: String) -> Bool? {
        check(format)?(text)
    }

    /// The names of the formats that are known.
    public static var names: [String] { checks.keys.sorted() }

    static func check(_ name: String) -> (@Sendable (String) -> Bool)? { checks[name] }

    private static let checks: [String: @Sendable (String) -> Bool] = [
        "date": { TimeFormats.isDate(Array($0.utf8)) },
        "time": { TimeFormats.isTime(Array($0.utf8)) },
        "date-time": { TimeFormats.isDateTime(Array($0.utf8)) },
        "duration": { TimeFormats.isDuration(Array($0.utf8)) },
        "email": { MailFormats.isAddress($0, isInternational: false) },
        "idn-email": { MailFormats.isAddress($0, isInternational: true) },
        "hostname": { HostFormats.isHostname($0) },
        "idn-hostname": { HostFormats.isInternationalHostname($0) },
        "ipv4": { HostFormats.isIPv4(Array($0.utf8)[...]) },
        "ipv6": { HostFormats.isIPv6(Array($0.utf8)[...]) },
        "uri": { ResourceFormats.isReference($0, isInternational: false, needsScheme: true) },
        "uri-reference": { ResourceFormats.isReference($0, isInternational: false, needsScheme: false) },
        "iri": { ResourceFormats.isReference($0, isInternational: true, needsScheme: true) },
        "iri-reference": { ResourceFormats.isReference($0, isInternational: true, needsScheme: false) },
        "uri-template": { ResourceFormats.isTemplate($0) },
        "uuid": { ResourceFormats.isUUID(Array($0.utf8)) },
        "json-pointer": { (try? JSONPointer(parsing: $0)) != nil },
        "relative-json-pointer": { ResourceFormats.isRelativePointer($0) },
        "regex": { (try? Pattern($0, syntax: .ecma)) != nil },
    ]
}
