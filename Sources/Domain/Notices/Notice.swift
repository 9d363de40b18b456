package import Diagnostics
import JSONTree

/// Something a person is told about a case.
package struct Notice: Sendable, Hashable {
    /// The sixteen bytes of the recipient's subject key.
    package let recipient: [UInt8]
    package let caseNumber: String
    /// The template's code.
    package let code: String
    package let title: Text
    package let body: Text

    package init(recipient: [UInt8], caseNumber: String, code: String, title: Text, body: Text) {
        self.recipient = recipient
        self.caseNumber = caseNumber
        self.code = code
        self.title = title
        self.body = body
    }

    func writeContent(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("title_zh", title.zh)
        writer.member("title_en", title.en)
        writer.member("body_zh", body.zh)
        writer.member("body_en", body.en)
        writer.endObject()
    }

    init(recipient: [UInt8], caseNumber: String, code: String, content: JSON) {
        func text(_ name: String) -> Text {
            Text(zh: content["\(name)_zh"]?.string ?? "", en: content["\(name)_en"]?.string ?? "")
        }
        self.init(
            recipient: recipient, caseNumber: caseNumber, code: code, title: text("title"), body: text("body"))
    }
}

/// A notice as its recipient finds it.
package struct ReceivedNotice: Sendable {
    package let id: Int64
    package let notice: Notice
    /// Microseconds since 1970, UTC.
    package let at: Int64
    package let isRead: Bool
}
