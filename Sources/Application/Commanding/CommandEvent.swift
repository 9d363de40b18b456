package import Diagnostics
package import JSONTree

/// What a command says while it runs. Over the local socket each is one line of JSON.
package enum CommandEvent: Sendable, Hashable {
    /// A line of the result, for standard output.
    case line(String)
    /// A line for the person who waits, for standard error.
    case note(String)
    /// How far the work is, in thousandths, and what is being done.
    case progress(permille: Int, String)
    /// The end, with the process's exit code.
    case end(Int32)

    package var json: JSON {
        switch self {
        case .line(let text): ["line": .string(text)]
        case .note(let text): ["note": .string(text)]
        case .progress(let permille, let text): ["permille": .integer(permille), "doing": .string(text)]
        case .end(let code): ["end": .integer(code)]
        }
    }

    package init?(_ json: JSON) {
        if let text = json["line"]?.string {
            self = .line(text)
        } else if let text = json["note"]?.string {
            self = .note(text)
        } else if let permille = json["permille"]?.integer {
            self = .progress(permille: permille, json["doing"]?.string ?? "")
        } else if let code = json["end"]?.integer {
            self = .end(Int32(clamping: code))
        } else {
            return nil
        }
    }
}

/// Where a command's words go, and in which language it speaks.
package struct CommandOutput: Sendable {
    package let isChinese: Bool
    package let send: @Sendable (CommandEvent) -> Void

    package init(isChinese: Bool, send: @escaping @Sendable (CommandEvent) -> Void) {
        self.isChinese = isChinese
        self.send = send
    }

    package func say(_ text: Text) -> String { isChinese ? text.zh : text.en }
    package func say(_ zh: String, _ en: String) -> String { isChinese ? zh : en }
    package func line(_ text: String) { send(.line(text)) }
    package func note(_ text: String) { send(.note(text)) }
}
