/// A wording with placeholders: `{name}` or `{name:5}`; `{{` and `}}` are literal braces.
package struct Template: Sendable, Hashable {
    /// A piece of a template.
    package enum Piece: Sendable, Hashable {
        case literal(String)
        /// A placeholder with the least width of a number, if one is written.
        case placeholder(String, width: Int?)
    }

    /// Why a text is not a template, or cannot be filled in.
    package enum Failure: Error, Sendable, Hashable {
        /// A brace that opens or closes nothing, at this Unicode scalar.
        case brace(at: Int)
        /// A placeholder whose name is not a name.
        case name(String)
        /// A placeholder that has no value.
        case unknown(String)
    }

    /// The pieces in their order.
    package let pieces: [Piece]

    /// Reads a template.
    package init(_ text: String) throws(Failure) {
        var pieces: [Piece] = []
        var literal = ""
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            if scalar == "{", next == "{" {
                literal.unicodeScalars.append("{")
                index += 2
            } else if scalar == "}", next == "}" {
                literal.unicodeScalars.append("}")
                index += 2
            } else if scalar == "}" {
                throw .brace(at: index)
            } else if scalar == "{" {
                guard let end = scalars[index...].firstIndex(of: "}") else { throw .brace(at: index) }
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                pieces.append(try Self.placeholder(scalars[(index + 1)..<end]))
                index = end + 1
            } else {
                literal.unicodeScalars.append(scalar)
                index += 1
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }

    private static func placeholder(_ scalars: ArraySlice<Unicode.Scalar>) throws(Failure) -> Piece {
        var word = ""
        word.unicodeScalars.append(contentsOf: scalars)
        let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let isName =
            !parts[0].isEmpty
            && parts[0].utf8.allSatisfy { byte in
                (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5f
            }
        guard isName, parts.count <= 2 else { throw .name(word) }
        if parts.count == 1 { return .placeholder(parts[0], width: nil) }
        guard let width = Int(parts[1]), (1...20).contains(width) else { throw .name(word) }
        return .placeholder(parts[0], width: width)
    }

    /// The names of its placeholders.
    package var names: Set<String> {
        Set(
            pieces.compactMap { piece in
                if case .placeholder(let name, _) = piece { name } else { nil }
            })
    }

    /// Fills the placeholders in. A name without a value is an error: nothing half-filled is ever shown.
    package func rendered(_ values: [String: String]) throws(Failure) -> String {
        try rendered { values[$0] }
    }

    /// Fills the placeholders in with what is asked for one after another.
    package func rendered(_ values: (String) -> String?) throws(Failure) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .placeholder(let name, let width):
                guard let value = values(name) else { throw .unknown(name) }
                if let width, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                    text += String(repeating: "0", count: max(0, width - value.utf8.count))
                }
                text += value
            }
        }
        return text
    }
}
