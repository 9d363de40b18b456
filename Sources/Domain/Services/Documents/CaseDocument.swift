package import Diagnostics
import JSONTree
import Storage

/// A statutory document (法定文书) as it was issued in a case; its words never change afterwards.
package struct CaseDocument: Sendable {
    package let id: Int64
    /// The template's `package.id`.
    package let template: String
    /// The number under which it was issued (文号); `nil` until it is numbered, within a second.
    package let number: String?
    package let title: Text
    package let paragraphs: [Text]
    /// How to object; empty when the document needs none.
    package let remedy: Text?
    /// The code of the department whose seal it is to bear.
    package let seal: String?
    /// Microseconds since 1970, UTC.
    package let issuedAt: Int64

    static let columns = "id, template, number, content, issued_at"

    init(_ row: Row, open: ([UInt8], Int64) throws -> [UInt8]) throws {
        id = try row.integer(0)
        template = try row.text(1)
        number = try row.optionalText(2)
        let content = try JSON(parsing: try open(try row.bytes(3), id))
        func text(_ json: JSON) -> Text { Text(zh: json["zh"]?.string ?? "", en: json["en"]?.string ?? "") }
        title = text(content["title"] ?? [:])
        paragraphs = content["body"]?.elements.map(text) ?? []
        remedy = content["remedy"].map(text)
        seal = content["seal"]?.string
        issuedAt = try row.integer(4)
    }

    /// What is sealed: the bytes of a JSON object.
    static func content(title: Text, paragraphs: [Text], remedy: Text?, seal: String?) -> [UInt8] {
        var writer = JSONWriter(capacity: 2048)
        func write(_ text: Text) {
            writer.beginObject()
            writer.member("zh", text.zh)
            writer.member("en", text.en)
            writer.endObject()
        }
        writer.beginObject()
        writer.name("title")
        write(title)
        writer.name("body")
        writer.beginArray()
        for paragraph in paragraphs { write(paragraph) }
        writer.endArray()
        if let remedy {
            writer.name("remedy")
            write(remedy)
        }
        if let seal { writer.member("seal", seal) }
        writer.endObject()
        return writer.bytes
    }
}
