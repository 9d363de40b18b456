import Cryptography
import Diagnostics
import JSONTree
import Notices
import Storage
import WorkCalendar

extension CaseStep {
    private static let insertDocument: SQL = """
        INSERT INTO case_document (id, case_id, template, year, content, issued_at) VALUES (?, ?, ?, ?, ?, ?)
        """
    private static let issued: SQL = "SELECT 1 FROM case_document WHERE case_id = ? AND template = ? LIMIT 1"

    /// Issues the document that the package has for an event; an event for which it has none issues nothing.
    ///
    /// What the law wants said once is said once: a second acceptance or a second one-time notice of the same case is not
    /// issued, however often its data are looked at again.
    func issue(_ event: String, values: Placeholders) throws {
        guard let template = knowledge.runtime.documents[event] else { return }
        let name = "\(template.package).\(template.id)"
        if template.kind.isIssuedOnce, try issuedNow.contains(name) || isIssued(name) { return }
        issuedNow.insert(name)
        let rendered = try template.rendered(values.value)
        let id = desk.cases.identifiers.next()
        let content = CaseDocument.content(
            title: rendered.title, paragraphs: rendered.body, remedy: template.remedy,
            // What is a department's own decision bears that department's seal.
            seal: template.seal == nil ? nil : values.part?.department ?? template.seal)
        writes.append(
            Statement(
                CaseStep.insertDocument,
                [
                    .integer(id), .integer(self.id), .text(name), SQLValue(knowledge.today.year),
                    .bytes(try desk.cases.keyring.seal(content, in: CaseDesk.documentPlace, row: id)),
                    .integer(now),
                ], expect: .rows(1)))
    }

    private func isIssued(_ template: String) throws -> Bool {
        try reader.point(CaseStep.issued, [.integer(id), .text(template)]) { _ in true } ?? false
    }
}

extension DocumentTemplate.Kind {
    /// Whether a case gets this document no more than once.
    fileprivate var isIssuedOnce: Bool { self == .acceptance || self == .oneTimeNotice }
}
