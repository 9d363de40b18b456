/// The language in which a command speaks when its options are not at hand.
package enum CommandLanguage {
    /// The one of the environment, where `--lang` does not name one.
    package static func usual(_ environment: [String: String]) -> String {
        (environment["LANG"] ?? "").hasPrefix("zh") ? "zh" : "en"
    }

    /// Whether a command with these arguments speaks Chinese.
    package static func isChinese(arguments: [String], environment: [String: String]) -> Bool {
        var language = usual(environment)
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            if argument == "--lang" {
                language = rest.next() ?? language
            } else if argument.hasPrefix("--lang=") {
                language = String(argument.dropFirst("--lang=".count))
            }
        }
        return language.hasPrefix("zh")
    }
}
