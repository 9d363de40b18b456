import Foundation

/// The folder of the user who runs the program; its name is often a person's.
package enum HomeFolder {
    /// The text with every path into the home folder written from `~` on.
    ///
    /// - Parameter homes: the home folders; those of the environment and of the system where none are given.
    package static func hidden(in text: String, homes: [String]? = nil) -> String {
        let known = homes ?? [NSHomeDirectory(), ProcessInfo.processInfo.environment["HOME"] ?? ""]
        return known.reduce(text) { replaced($1, in: $0) }
    }

    private static func replaced(_ folder: String, in text: String) -> String {
        var home = Substring(folder)
        while home.hasSuffix("/") { home.removeLast() }
        guard !home.isEmpty else { return text }
        var result = ""
        var rest = text[...]
        while let found = rest.firstRange(of: home) {
            result += rest[..<found.lowerBound]
            // A part of a longer name is another folder.
            let isPart = isOfAName(result.last) || isOfAName(rest[found.upperBound...].first)
            result += isPart ? String(home) : "~"
            rest = rest[found.upperBound...]
        }
        return result + String(rest)
    }

    private static func isOfAName(_ character: Character?) -> Bool {
        guard let character, character.isASCII else { return false }
        return character.isLetter || character.isNumber || "-_.".contains(character)
    }
}
