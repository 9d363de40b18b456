import Cryptography
package import Diagnostics
package import Foundation
import JSONTree
import ScenarioKit

/// The settings in force: flags before environment before file before defaults.
package struct Configuration: Sendable, Hashable {
    /// Where a value came from.
    package enum Source: Sendable, Hashable {
        case fallback
        case file(String)
        case environment
        case flag
    }

    private var values: [String: String] = [:]
    private var sources: [String: Source] = [:]

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - file: the configuration file; `nil` for `yiwang.yaml` in the current folder, if it is there.
    ///   - flags: what the command line says, by name.
    /// - Returns: the settings, and everything that is wrong with them.
    package static func load(
        file: String?, environment: [String: String], flags: [String: String]
    ) -> (configuration: Configuration, diagnostics: [Diagnostic]) {
        var configuration = Configuration()
        var diagnostics: [Diagnostic] = []
        for key in ConfigurationKey.all {
            configuration.values[key.name] = key.fallback
            configuration.sources[key.name] = .fallback
        }
        let path = file ?? "yiwang.yaml"
        if file != nil || FileManager.default.fileExists(atPath: path) {
            configuration.readFile(path, diagnostics: &diagnostics)
        }
        let known = Dictionary(uniqueKeysWithValues: ConfigurationKey.all.map { ($0.environment, $0) })
        for (name, value) in environment where name.hasPrefix("YIWANG_") {
            if let key = known[name] {
                configuration.set(key.name, value, .environment)
            } else if !name.hasPrefix("YIWANG_TEST_") && name != "YIWANG_CONFORMANCE" {
                diagnostics.append(.unknownSetting(name, near: known.keys.sorted()))
            }
        }
        for (name, value) in flags { configuration.set(name, value, .flag) }
        diagnostics += configuration.check()
        return (configuration, diagnostics)
    }

    private mutating func readFile(_ path: String, diagnostics: inout [Diagnostic]) {
        guard let data = FileManager.default.contents(atPath: path) else {
            diagnostics.append(
                Diagnostic(
                    .error, code: "config.file.missing",
                    message: Text(zh: "找不到配置文件 \(path)", en: "There is no configuration file \(path)"),
                    hint: Text(zh: "检查路径，或去掉 --config", en: "Check the path, or leave out --config")))
            return
        }
        let (json, found) = YAMLDocument.json(Array(data), file: path)
        diagnostics += found
        func walk(_ json: JSON, _ prefix: String) {
            for (name, value) in json.members {
                let full = prefix.isEmpty ? name : "\(prefix).\(name)"
                if value.kind == .object {
                    walk(value, full)
                } else if ConfigurationKey.all.contains(where: { $0.name == full }) {
                    set(
                        full, value.string ?? value.bool.map { $0 ? "true" : "false" } ?? value.numberText ?? "",
                        .file(path))
                } else {
                    diagnostics.append(
                        .unknownSetting(full, near: ConfigurationKey.all.map(\.name)).inFile(path))
                }
            }
        }
        if let json { walk(json, "") }
    }

    private mutating func set(_ name: String, _ value: String, _ source: Source) {
        values[name] = value
        sources[name] = source
    }

    /// The value of a setting.
    package func value(_ name: String) -> String { values[name] ?? "" }

    /// Whether a switch is on.
    package func flag(_ name: String) -> Bool { value(name) == "true" }

    /// Where a value came from.
    package func source(_ name: String) -> Source { sources[name] ?? .fallback }

    package var data: URL { URL(fileURLWithPath: value("data"), isDirectory: true) }
    package var share: URL { URL(fileURLWithPath: value("share"), isDirectory: true) }
    package var countyFolder: URL { share.appendingPathComponent("Counties/\(value("county"))", isDirectory: true) }
    package var isDemo: Bool { flag("demo") }
    package var usesSQLite: Bool { value("database.url") == "sqlite" }

    /// Host and port to listen on.
    package var listen: (host: String, port: Int)? {
        let text = value("listen")
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        return (String(text[..<colon]), port)
    }

    private func check() -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        func wrong(_ name: String, _ zh: String, _ en: String) {
            diagnostics.append(
                Diagnostic(
                    .error, code: "config.value.invalid",
                    message: Text(zh: "\(name)：\(zh)", en: "\(name): \(en)"),
                    hint: ConfigurationKey.all.first { $0.name == name }?.purpose))
        }
        for name in ["demo", "secure-cookies", "trust-proxy"] where !["true", "false"].contains(value(name)) {
            wrong(name, "只能是 true 或 false", "has to be true or false")
        }
        if listen == nil { wrong("listen", "应写成 地址:端口", "has to be address:port") }
        if SealSuite(name: value("seal.suite")) == nil { wrong("seal.suite", "没有这个套件", "there is no such suite") }
        if !["debug", "info", "warning", "error"].contains(value("log.level")) {
            wrong("log.level", "没有这个级别", "there is no such level")
        }
        let url = value("database.url")
        if url != "sqlite", !url.hasPrefix("postgres"), !url.contains("=") {
            wrong("database.url", "应为 sqlite 或 PostgreSQL 连接串", "has to be sqlite or a PostgreSQL connection string")
        }
        for origin in value("device-origins").split(separator: ",") {
            let isLoopback = ["ws://127.0.0.1:", "http://127.0.0.1:", "ws://localhost:", "http://localhost:"].contains {
                origin.hasPrefix($0)
            }
            if !isLoopback { wrong("device-origins", "只能是本机地址", "only loopback origins are allowed") }
        }
        if flag("demo"), flag("secure-cookies"), !value("public-origin").isEmpty {
            diagnostics.append(
                Diagnostic(
                    .warning, code: "config.demo.public",
                    message: Text(
                        zh: "演示模式正对外提供服务：任何人都能一键登录",
                        en: "The demo serves the public: anybody can sign in with one click"),
                    hint: Text(zh: "正式使用时关闭 demo", en: "Switch demo off in production")))
        }
        return diagnostics
    }
}

extension Diagnostic {
    static func unknownSetting(_ name: String, near known: [String]) -> Diagnostic {
        let nearest = known.first { $0.lowercased().hasPrefix(name.lowercased().prefix(8)) }
        return Diagnostic(
            .error, code: "config.key.unknown",
            message: Text(zh: "没有名为 \(name) 的设置", en: "There is no setting named \(name)"),
            hint: nearest.map { Text(zh: "您是不是想写 \($0)？", en: "Did you mean \($0)?") })
    }
}
