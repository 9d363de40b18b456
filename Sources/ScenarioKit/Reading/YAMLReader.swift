package import Diagnostics
import Yams

/// Reads one YAML file into located nodes: plain YAML without anchors, tags and surprises.
///
/// Plain words are read by YAML's JSON schema, so that `no` is text and `0123` is not a number; both are reported,
/// because their author probably meant something else.
package struct YAMLReader {
    /// The file's name in messages.
    let file: String
    private(set) var diagnostics: [Diagnostic] = []

    /// Reads a file's bytes; the node is `nil` when they are not YAML.
    static func read(_ bytes: [UInt8], file: String) -> (node: LocatedNode?, diagnostics: [Diagnostic]) {
        if let refusal = YAMLGuard.refusal(of: bytes, file: file) { return (nil, [refusal]) }
        var reader = YAMLReader(file: file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            reader.add("yaml.encoding", Text(zh: "文件不是 UTF-8 编码", en: "The file is not UTF-8"), line: 1, column: 1)
            return (nil, reader.diagnostics)
        }
        let node = reader.parse(text)
        return (node, reader.diagnostics)
    }

    /// What is wrong with a file's bytes.
    package static func diagnostics(of bytes: [UInt8], file: String) -> [Diagnostic] {
        read(bytes, file: file).diagnostics
    }

    private init(file: String) { self.file = file }

    private mutating func add(
        _ code: String, _ message: Text, line: Int, column: Int, severity: Diagnostic.Severity = .error,
        hint: Text? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                severity, code: code, message: message,
                location: SourceLocation(file: file, line: max(1, line), column: max(1, column)), hint: hint))
    }

    private mutating func parse(_ text: String) -> LocatedNode? {
        do {
            // The parser keeps the anchors alive that nodes only refer to weakly.
            let parser = try Parser(yaml: text, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                add("yaml.empty", Text(zh: "文件是空的", en: "The file is empty"), line: 1, column: 1)
                return nil
            }
            return withExtendedLifetime(parser) { convert(root) }
        } catch let error as YamlError {
            report(error)
        } catch {
            add("yaml.syntax", Text(zh: "不是合格的 YAML", en: "This is not valid YAML"), line: 1, column: 1)
        }
        return nil
    }

    private mutating func report(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            add(
                "yaml.syntax", Text(zh: "YAML 写法有误：\(YAMLProblem.chinese(problem))", en: "YAML syntax: \(problem)"),
                line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.joined(separator: ", ")
            add(
                "yaml.key.duplicate", Text(zh: "键重复：\(names)", en: "A key is repeated: \(names)"),
                line: context.mark.line, column: context.mark.column)
        default: add("yaml.syntax", Text(zh: "不是合格的 YAML", en: "This is not valid YAML"), line: 1, column: 1)
        }
    }

    /// The deepest nesting of a document.
    static let maximumDepth = 48

    private mutating func convert(_ node: Node, depth: Int = 0) -> LocatedNode {
        let mark = node.mark
        let location = SourceLocation(file: file, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
        if node.anchor != nil {
            add(
                "yaml.alias", Text(zh: "不能用锚点和别名（& 和 *）", en: "Anchors and aliases (& and *) are not allowed"),
                line: location.line, column: location.column)
            // What an alias stands for is not followed, so that aliases cannot multiply.
            return LocatedNode(value: .null, location: location)
        }
        if depth > Self.maximumDepth {
            add(
                "yaml.too-deep", Text(zh: "嵌套太深", en: "The nesting is too deep"), line: location.line,
                column: location.column)
            return LocatedNode(value: .null, location: location)
        }
        switch node {
        case .scalar(let scalar): return LocatedNode(value: convert(scalar, at: location), location: location)
        case .sequence(let sequence):
            checkTag(sequence.tag, at: location)
            return LocatedNode(value: .list(sequence.map { convert($0, depth: depth + 1) }), location: location)
        case .mapping(let mapping):
            checkTag(mapping.tag, at: location)
            let entries = mapping.compactMap { entry(key: $0.key, value: $0.value, depth: depth + 1) }
            return LocatedNode(value: .mapping(entries), location: location)
        case .alias:
            add(
                "yaml.alias", Text(zh: "不能用别名", en: "Aliases are not allowed"), line: location.line,
                column: location.column)
            return LocatedNode(value: .null, location: location)
        }
    }

    private mutating func entry(key: Node, value: Node, depth: Int) -> LocatedNode.Entry? {
        let line = key.mark?.line ?? 1
        let column = key.mark?.column ?? 1
        guard case .scalar(let scalar) = key else {
            add("yaml.key.complex", Text(zh: "键只能是一个词", en: "A key must be a single word"), line: line, column: column)
            return nil
        }
        if scalar.string == "<<" {
            add("yaml.merge", Text(zh: "不能用合并键 <<", en: "The merge key << is not allowed"), line: line, column: column)
            return nil
        }
        return LocatedNode.Entry(
            key: scalar.string, location: SourceLocation(file: file, line: line, column: column),
            node: convert(value, depth: depth))
    }

    private mutating func checkTag(_ tag: Tag, at location: SourceLocation) {
        if tag.rawValue != Tag.Name.implicit.rawValue, tag.rawValue != Tag.Name.str.rawValue {
            add(
                "yaml.tag", Text(zh: "不能用标签（!）", en: "Tags (!) are not allowed"), line: location.line,
                column: location.column)
        }
    }

    private mutating func convert(_ scalar: Node.Scalar, at location: SourceLocation) -> LocatedNode.Value {
        checkTag(scalar.tag, at: location)
        guard scalar.style == .plain || scalar.style == .any, scalar.tag.rawValue != Tag.Name.str.rawValue else {
            return .string(scalar.string)
        }
        let word = PlainWord(scalar.string)
        if let doubt = word.doubt {
            add(
                doubt.code, doubt.message, line: location.line, column: location.column, severity: .error,
                hint: Text(zh: "文字请加引号", en: "Quote it if it is text"))
        }
        return word.value
    }
}
