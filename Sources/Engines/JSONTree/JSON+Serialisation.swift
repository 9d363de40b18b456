/// Writing values.
extension JSON {
    /// The compact text as UTF-8.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// The compact text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text in lines, indented by two spaces.
    public var prettyText: String {
        var bytes: [UInt8] = []
        appendPretty(to: &bytes, level: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The canonical bytes of RFC 8785, equal for equal values.
    ///
    /// Throws `json.number-too-large` for a number that no double can come near.
    public func canonicalBytes() throws(JSONError) -> [UInt8] {
        var bytes: [UInt8] = []
        try appendCanonical(to: &bytes)
        return bytes
    }

    func append(to bytes: inout [UInt8]) {
        switch tag {
        case TapeWord.Tag.array:
            var separator = UInt8(ascii: "[")
            for element in elements {
                bytes.append(separator)
                separator = UInt8(ascii: ",")
                element.append(to: &bytes)
            }
            if count == 0 { bytes.append(separator) }
            bytes.append(UInt8(ascii: "]"))
        case TapeWord.Tag.object:
            var separator = UInt8(ascii: "{")
            for (name, value) in entries {
                bytes.append(separator)
                separator = UInt8(ascii: ",")
                name.appendScalar(to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                value.append(to: &bytes)
            }
            if count == 0 { bytes.append(separator) }
            bytes.append(UInt8(ascii: "}"))
        default: appendScalar(to: &bytes)
        }
    }

    private func appendScalar(to bytes: inout [UInt8]) {
        switch tag {
        case TapeWord.Tag.null: bytes.append(contentsOf: "null".utf8)
        case TapeWord.Tag.true: bytes.append(contentsOf: "true".utf8)
        case TapeWord.Tag.false: bytes.append(contentsOf: "false".utf8)
        case TapeWord.Tag.number: document.withBytes(at: index) { bytes.append(contentsOf: $0) }
        default: document.withBytes(at: index) { JSONWriter.appendQuoted($0, to: &bytes) }
        }
    }

    private func appendPretty(to bytes: inout [UInt8], level: Int) {
        guard count > 0 else {
            append(to: &bytes)
            return
        }
        func line(_ level: Int) {
            bytes.append(0x0A)
            bytes.append(contentsOf: repeatElement(0x20, count: level * 2))
        }
        let isObject = kind == .object
        bytes.append(UInt8(ascii: isObject ? "{" : "["))
        var isFirst = true
        func next() {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            line(level + 1)
        }
        for element in elements {
            next()
            element.appendPretty(to: &bytes, level: level + 1)
        }
        for (name, value) in entries {
            next()
            name.appendScalar(to: &bytes)
            bytes.append(contentsOf: ": ".utf8)
            value.appendPretty(to: &bytes, level: level + 1)
        }
        line(level)
        bytes.append(UInt8(ascii: isObject ? "}" : "]"))
    }

    private func appendCanonical(to bytes: inout [UInt8]) throws(JSONError) {
        switch tag {
        case TapeWord.Tag.array:
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                try element.appendCanonical(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case TapeWord.Tag.object:
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for (name, value) in sortedEntries {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                name.appendScalar(to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                try value.appendCanonical(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case TapeWord.Tag.number:
            guard let text = double.flatMap(ECMAScriptNumber.text) else {
                throw JSONError(.numberTooLarge, offset: 0, in: [])
            }
            bytes.append(contentsOf: text.utf8)
        default: appendScalar(to: &bytes)
        }
    }
}
