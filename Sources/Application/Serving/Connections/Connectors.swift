package import Diagnostics
import Foundation
import JSONTree
import ScenarioKit
import Services
package import Workflow

/// The interfaces of other systems that the IT office has set up, read from a file of its own:
///
/// ```yaml
/// connectors:
///   province-cases:
///     url: https://example.gov.cn/api/cases
///     secret: PROVINCE_CASES_TOKEN   # the environment variable that holds it
/// ```
///
/// A model calls one as `connector.province-cases`.
package enum Connectors {
    /// What a model writes before a connector's name.
    package static let prefix = CaseStep.connector

    /// Reads the file; problems come as diagnostics, and what can be read is there.
    package static func read(
        _ bytes: [UInt8], file: String, environment: [String: String]
    ) -> (handlers: [(name: String, handler: any ExternalHandler)], diagnostics: [Diagnostic]) {
        let (json, found) = YAMLDocument.json(bytes, file: file)
        var diagnostics = found.filter { $0.severity == .error }
        var handlers: [(name: String, handler: any ExternalHandler)] = []
        for (name, part) in json?["connectors"]?.members.map({ ($0.name, $0.value) }) ?? [] {
            guard let url = part["url"]?.string.flatMap({ URL(string: $0) }), url.scheme == "https" || isLocal(url),
                url.host != nil
            else {
                diagnostics.append(
                    Diagnostic(
                        .error, code: "connector.url",
                        message: Text(
                            zh: "\(file)：连接“\(name)”的地址不能用",
                            en: "\(file): the address of the connector ‘\(name)’ cannot be used"),
                        hint: Text(
                            zh: "写成 https:// 开头的地址；只有本机可以用 http://",
                            en: "Write an address with https://; http:// only on this machine")))
                continue
            }
            var secret: String?
            if let variable = part["secret"]?.string {
                secret = environment[variable]
                if secret == nil {
                    diagnostics.append(
                        Diagnostic(
                            .error, code: "connector.secret",
                            message: Text(
                                zh: "\(file)：没有环境变量 \(variable)（连接“\(name)”的密钥）",
                                en: "\(file): there is no environment variable \(variable) with the secret of ‘\(name)’"
                            ),
                            hint: Text(zh: "在服务的环境里设置它", en: "Set it in the service's environment")))
                    continue
                }
            }
            handlers.append((prefix + name, Connector(location: url, secret: secret)))
        }
        return (handlers, diagnostics)
    }

    private static func isLocal(_ url: URL) -> Bool {
        url.scheme == "http" && ["127.0.0.1", "::1", "localhost"].contains(url.host ?? "")
    }
}
