import Definitions
import Diagnostics

extension Lint {
    /// Every text of every file exists in both languages, in Chinese punctuation where it is Chinese.
    func checkTexts() {
        for file in package.files.values.sorted(by: { $0.path < $1.path }) {
            if let tree = file.tree { checkTexts(tree) }
        }
    }

    /// Kinds that later engines will read; until then an author should know.
    func checkUnreadKinds() {
        for kind in [DefinitionKind.indicator, .board, .certificate] {
            for file in files(kind) {
                reader(file.path)?.report(
                    .note, "package.kind.unread",
                    Text(
                        zh: "这类文件只检查文字和禁止事项，还没有引擎读它",
                        en: "Of this kind only texts and refusals are checked; no engine reads it yet"))
            }
        }
    }

    private func checkTexts(_ node: LocatedNode) {
        switch node.value {
        case .list(let items): items.forEach(checkTexts)
        case .mapping(let entries):
            let keys = Set(entries.map(\.key))
            guard keys.isSubset(of: ["zh", "en"]), !keys.isEmpty else {
                entries.forEach { checkTexts($0.node) }
                return
            }
            for language in ["zh", "en"] {
                let word = node[language]
                if word == nil || word?.string?.allSatisfy(\.isWhitespace) == true {
                    report(
                        .error, "text.translation.missing", node,
                        Text(
                            zh: "缺少\(language == "zh" ? "中文" : "英文")",
                            en: "The \(language == "zh" ? "Chinese" : "English") wording is missing"))
                }
            }
            if let zh = node["zh"], let text = zh.string { checkChinese(text, zh) }
        default: break
        }
    }

    private func checkChinese(_ text: String, _ node: LocatedNode) {
        let scalars = Array(text.unicodeScalars)
        func isHan(_ index: Int) -> Bool {
            scalars.indices.contains(index) && (0x4e00...0x9fff).contains(scalars[index].value)
        }
        for index in scalars.indices where ",;?!:".unicodeScalars.contains(scalars[index]) {
            if isHan(index - 1) && (isHan(index + 1) || index + 1 == scalars.count) {
                report(
                    .warning, "text.punctuation", node,
                    Text(
                        zh: "中文里用了半角标点“\(scalars[index])”",
                        en: "A half-width ‘\(scalars[index])’ stands between Chinese characters"))
                return
            }
        }
    }

    func report(
        _ severity: Diagnostic.Severity, _ code: String, _ node: LocatedNode, _ message: Text, hint: Text? = nil
    ) {
        collector.append(Diagnostic(severity, code: code, message: message, location: node.location, hint: hint))
    }
}
