/// The fields of a form or a query, in order, each with all its values (WHATWG URL, section 5).
package struct FormFields: Sendable, Hashable {
    package private(set) var pairs: [(name: String, value: String)] = []

    package static func == (left: FormFields, right: FormFields) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
    }

    package func hash(into hasher: inout Hasher) {
        for pair in pairs {
            hasher.combine(pair.name)
            hasher.combine(pair.value)
        }
    }

    package init() {}

    package init(_ pairs: [(String, String)]) { self.pairs = pairs.map { (name: $0.0, value: $0.1) } }

    package mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

    /// Whether a NUL stands in a name or value; no text of ours has one.
    var hasNUL: Bool { pairs.contains { $0.name.utf8.contains(0) || $0.value.utf8.contains(0) } }

    /// The number of a page of a list, from 1; what is no such number is the first page.
    package func page(_ name: String = "page") -> Int {
        min(max(1, self[name].flatMap { Int($0) } ?? 1), FormFields.lastPage)
    }

    private static let lastPage = 100_000

    /// The first value of a field.
    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// All values of a field.
    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// How many fields a request may bring where its route does not say otherwise.
    package static let usualMaximum = 1000

    /// Reads `application/x-www-form-urlencoded` text.
    ///
    /// - Parameter maximum: how many fields there may be.
    /// - Throws: `request.malformed` for text that is not UTF-8 after decoding or has too many fields.
    package init(urlEncoded text: some Sequence<UInt8>, maximum: Int = FormFields.usualMaximum) throws(WebError) {
        var name: [UInt8] = []
        var current: [UInt8] = []
        var hasName = false
        var pendingHex: [UInt8] = []
        func value(_ digit: UInt8) -> UInt8? {
            switch digit {
            case 0x30...0x39: digit - 0x30
            case 0x41...0x46: digit - 0x37
            case 0x61...0x66: digit - 0x57
            default: nil
            }
        }
        func finish(_ fields: inout FormFields) throws(WebError) {
            guard hasName || !current.isEmpty else { return }
            guard fields.pairs.count < maximum,
                let decodedName = String(validating: hasName ? name : current, as: UTF8.self),
                let decodedValue = String(validating: hasName ? current : [], as: UTF8.self)
            else { throw .malformed }
            fields.append(decodedName, decodedValue)
        }
        for byte in text {
            if !pendingHex.isEmpty {
                pendingHex.append(byte)
                if pendingHex.count == 3 {
                    guard let high = value(pendingHex[1]), let low = value(pendingHex[2]) else { throw .malformed }
                    current.append(high << 4 | low)
                    pendingHex.removeAll(keepingCapacity: true)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "%"): pendingHex.append(byte)
            case UInt8(ascii: "+"): current.append(0x20)
            case UInt8(ascii: "=") where !hasName:
                name = current
                current.removeAll(keepingCapacity: true)
                hasName = true
            case UInt8(ascii: "&"):
                try finish(&self)
                name.removeAll(keepingCapacity: true)
                current.removeAll(keepingCapacity: true)
                hasName = false
            default: current.append(byte)
            }
        }
        guard pendingHex.isEmpty else { throw .malformed }
        try finish(&self)
    }
}
