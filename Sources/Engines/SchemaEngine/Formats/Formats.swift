import Diagnostics
import JSONTree
import PatternEngine

/// The formats of JSON Schema Validation §7.3 and those of Chinese codes, as judgements of texts.
public enum Formats {
    /// The URI of the vocabulary that makes the formats of Chinese codes assertions: `cn-citizen-id` (GB 11643),
    /// `cn-credit-code` (GB 32100), `cn-division-code` (GB/T 2260 and 10114) and `cn-mobile-number`.
    public static let nationalVocabulary = "https://yiwang.org/schema/vocab/national-codes"

    /// The URI of the dialect, for `$schema`, that has this vocabulary besides the standard's.
    public static let nationalDialect = "https://yiwang.org/schema/2020-12"

    /// Whether a text has a format; `nil` for a format that is not known.
    public static func isValid(_ text: String, format: String) -> Bool? {
        guard let check = check(format) else { return nil }
        var text = text
        return text.withUTF8 { check.holds($0) }
    }

    /// The names of the formats that are known.
    public static var names: [String] { checks.keys.sorted() }

    /// The names of the formats of Chinese codes.
    static let national: Set<String> = Set(checks.keys.filter { $0.hasPrefix("cn-") })

    static func check(_ name: String) -> FormatCheck? { checks[name] }

    /// What a format is, as a person who got it wrong needs to read it.
    static func description(of name: String) -> Text? { descriptions[name] }

    private static let checks: [String: FormatCheck] = [
        "date": .bytes { TimeFormats.isDate($0) },
        "time": .bytes { TimeFormats.isTime($0) },
        "date-time": .bytes { TimeFormats.isDateTime($0) },
        "duration": .bytes { TimeFormats.isDuration($0) },
        "email": .text { MailFormats.isAddress($0, isInternational: false) },
        "idn-email": .text { MailFormats.isAddress($0, isInternational: true) },
        "hostname": .text { HostFormats.isHostname($0) },
        "idn-hostname": .text { HostFormats.isInternationalHostname($0) },
        "ipv4": .text { HostFormats.isIPv4(Array($0.utf8)[...]) },
        "ipv6": .text { HostFormats.isIPv6(Array($0.utf8)[...]) },
        "uri": .text { ResourceFormats.isReference($0, isInternational: false, needsScheme: true) },
        "uri-reference": .text { ResourceFormats.isReference($0, isInternational: false, needsScheme: false) },
        "iri": .text { ResourceFormats.isReference($0, isInternational: true, needsScheme: true) },
        "iri-reference": .text { ResourceFormats.isReference($0, isInternational: true, needsScheme: false) },
        "uri-template": .text { ResourceFormats.isTemplate($0) },
        "uuid": .text { ResourceFormats.isUUID(Array($0.utf8)) },
        "json-pointer": .text { (try? JSONPointer(parsing: $0)) != nil },
        "relative-json-pointer": .text { ResourceFormats.isRelativePointer($0) },
        "regex": .text { (try? Pattern($0, syntax: .ecma)) != nil },
        "cn-citizen-id": .bytes { NationalFormats.isCitizenID($0) },
        "cn-credit-code": .text { NationalFormats.isCreditCode($0) },
        "cn-division-code": .bytes { NationalFormats.isDivisionCode($0) },
        "cn-mobile-number": .bytes { NationalFormats.isMobileNumber($0) },
    ]

    private static let descriptions: [String: Text] = [
        "date": Text(zh: "应为日期，写作 2026-09-01", en: "must be a date, such as 2026-09-01"),
        "time": Text(zh: "应为带时区的时间，写作 08:30:00+08:00", en: "must be a time with its zone, such as 08:30:00+08:00"),
        "date-time": Text(
            zh: "应为带时区的日期和时间，写作 2026-09-01T08:30:00+08:00",
            en: "must be a date and time with its zone, such as 2026-09-01T08:30:00+08:00"),
        "duration": Text(zh: "应为时长，写作 P20D 或 PT2H", en: "must be a duration, such as P20D or PT2H"),
        "email": Text(zh: "应为电子邮箱，写作 li@example.com", en: "must be an e-mail address, such as li@example.com"),
        "idn-email": Text(zh: "应为电子邮箱，写作 li@example.com", en: "must be an e-mail address, such as li@example.com"),
        "hostname": Text(zh: "应为主机名，写作 www.example.com", en: "must be a host name, such as www.example.com"),
        "idn-hostname": Text(zh: "应为主机名，写作 www.example.com", en: "must be a host name, such as www.example.com"),
        "ipv4": Text(zh: "应为 IPv4 地址，写作 192.0.2.1", en: "must be an IPv4 address, such as 192.0.2.1"),
        "ipv6": Text(zh: "应为 IPv6 地址，写作 2001:db8::1", en: "must be an IPv6 address, such as 2001:db8::1"),
        "uri": Text(zh: "应为网址，写作 https://example.com/a", en: "must be a URI, such as https://example.com/a"),
        "iri": Text(zh: "应为网址，写作 https://example.com/a", en: "must be an IRI, such as https://example.com/a"),
        "uri-reference": Text(zh: "应为网址或其中一段，写作 /a/b", en: "must be a URI or a part of one, such as /a/b"),
        "iri-reference": Text(zh: "应为网址或其中一段，写作 /a/b", en: "must be an IRI or a part of one, such as /a/b"),
        "uri-template": Text(zh: "应为网址模板，写作 /cases/{number}", en: "must be a URI template, such as /cases/{number}"),
        "uuid": Text(
            zh: "应为 UUID，36 个字符，用连字符分成五段", en: "must be a UUID: 36 characters in five groups with hyphens"),
        "json-pointer": Text(zh: "应为 JSON 指针，写作 /a/0", en: "must be a JSON Pointer, such as /a/0"),
        "relative-json-pointer": Text(zh: "应为相对 JSON 指针，写作 1/a", en: "must be a relative JSON Pointer, such as 1/a"),
        "regex": Text(zh: "应为正则表达式", en: "must be a regular expression"),
        "cn-citizen-id": Text(
            zh: "应为 18 位公民身份号码，末位可为大写 X；请核对号码有没有抄错",
            en: "must be a citizen identity number of 18 characters, the last a digit or X; check it for slips"),
        "cn-credit-code": Text(
            zh: "应为 18 位统一社会信用代码；请对照营业执照核对",
            en: "must be a unified social credit code of 18 characters; compare it with the licence"),
        "cn-division-code": Text(
            zh: "应为 2、4、6、9 或 12 位行政区划代码",
            en: "must be a division code of 2, 4, 6, 9 or 12 digits"),
        "cn-mobile-number": Text(
            zh: "应为 11 位手机号码，以 1 开头", en: "must be a mobile number: 11 digits beginning with 1"),
    ]
}

/// How a text is judged: by its bytes where that is quick, or as a text.
enum FormatCheck: Sendable {
    case bytes(@Sendable (UnsafeBufferPointer<UInt8>) -> Bool)
    case text(@Sendable (String) -> Bool)

    /// Whether a text of well-formed UTF-8 has the format.
    func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .bytes(let check): check(text)
        case .text(let check): check(String(decoding: text, as: UTF8.self))
        }
    }
}
