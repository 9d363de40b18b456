import Foundation
import TestSupport

/// A source file of a target, as the tests of architecture look at it.
struct SourceFile {
    let path: String
    let target: String
    let lines: [Substring]

    static let all: [SourceFile] = Repository.files(below: "Sources", ending: ".swift").map { file in
        let parts = file.path.split(separator: "/")
        let isFloor = ["Engines", "Platform", "Domain", "Portal", "System"].contains(parts[1])
        return SourceFile(path: file.path, target: String(isFloor ? parts[2] : parts[1]), lines: file.lines)
    }

    /// The modules that the file imports.
    var imports: [String] {
        lines.compactMap { line in
            var words = line.split(separator: " ")[...]
            while let first = words.first,
                first.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains(first)
            {
                words = words.dropFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let module =
                kinds.contains(words[words.startIndex + 1]) ? words.dropFirst(2).first : words.dropFirst().first
            return module.map { String($0.prefix { $0 != "." }) }
        }
    }

    /// The lines with comments and the contents of string literals left out, with their numbers.
    var code: [(number: Int, text: String)] {
        var isBlock = false
        return lines.enumerated().map { index, line in
            var text = ""
            var isString = false
            var isEscaped = false
            var previous: Character = " "
            if isBlock {
                if line.contains("\"\"\"") { isBlock = false }
                return (index + 1, "")
            }
            for character in line {
                if isString {
                    if isEscaped {
                        isEscaped = false
                    } else if character == "\\" {
                        isEscaped = true
                    } else if character == "\"" {
                        isString = false
                        text.append("\"")
                    }
                } else if character == "\"" {
                    isString = true
                    text.append("\"")
                } else {
                    if character == "/", previous == "/" {
                        text.removeLast()
                        break
                    }
                    text.append(character)
                }
                previous = character
            }
            if line.contains("\"\"\"") {
                let count = line.components(separatedBy: "\"\"\"").count - 1
                if !count.isMultiple(of: 2) { isBlock = true }
                text = String(line.prefix { $0 != "\"" })
            }
            return (index + 1, text)
        }
    }
}
