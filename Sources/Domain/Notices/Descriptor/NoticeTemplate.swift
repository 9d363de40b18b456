package import Definitions
package import Diagnostics
import JSONTree

/// A notice (通知) as a package declares it.
package struct NoticeTemplate: Sendable, Hashable {
    /// A way by which it reaches people.
    package enum Channel: String, Sendable, Hashable, CaseIterable {
        case inApp = "in-app"
        case sms, print, voice
    }

    package let package: String
    /// The notice's code.
    package let code: String
    package let title: TextTemplate
    package let body: TextTemplate
    package let channels: [Channel]
    package let placeholders: [NoticePlaceholder]

    /// Reads a declaration; `nil` when it cannot be used, with the reasons in the reader's collector.
    package init?(_ reader: DescriptorReader, package: String) {
        guard reader.expectObject(keys: ["notice", "title", "body", "channels", "placeholders"]) else { return nil }
        let code = reader.required("notice")?.identifier()
        let placeholders = reader.placeholders()
        let declared = reader.child("placeholders")?.json.members.map(\.name) ?? []
        let title = reader.required("title")?.template(placeholders: declared)
        let body = reader.required("body")?.template(placeholders: declared)
        let channels = reader.choices("channels", Channel.self)
        if channels.contains(.sms) || channels.contains(.voice) {
            let used = (title?.names ?? []).union(body?.names ?? [])
            for placeholder in placeholders where placeholder.level > 2 && used.contains(placeholder.name) {
                reader.error(
                    "notice.sms.personal",
                    Text(
                        zh: "短信和语音里不能有 \(placeholder.level) 级数据“\(placeholder.name)”",
                        en: "‘\(placeholder.name)’ is of level \(placeholder.level) and may not go by SMS or voice"))
            }
        }
        guard let code, let title, let body, !channels.isEmpty else { return nil }
        self.package = package
        self.code = code
        self.title = title
        self.body = body
        self.channels = channels
        self.placeholders = placeholders
    }

    /// The notice with its placeholders filled in; throws when one has no value.
    package func rendered(_ values: (String) -> Text?) throws(Template.Failure) -> (title: Text, body: Text) {
        (try title.rendered(values), try body.rendered(values))
    }
}
