import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services
import Web

/// The statutory documents of a case: their list, and one of them as a sheet of A4.
struct DocumentPage {
    let services: PortalServices

    /// The list on the page of a case; nothing where none was issued.
    func list(_ html: inout HTML, _ documents: [CaseDocument], of found: Case, at address: String) {
        guard !documents.isEmpty else { return }
        html.h2(Text(zh: "文书", en: "Documents"))
        html.add(
            TaskList(
                tasks: documents.map { document in
                    TaskList.Task(
                        title: document.title,
                        hint: .verbatim(document.number.map { "\($0) · " } ?? "").followed(
                            by: services.zone.date(microseconds: document.issuedAt).text),
                        href: "\(address)/documents/\(document.id)",
                        status: StatusTag(label: Text(zh: "查看、打印", en: "Read or print"), tone: .info))
                }, id: "document"))
    }

    /// One document.
    func render(
        _ request: WebRequest, _ found: Case, context: PageContext, back: String
    ) async throws -> [UInt8] {
        let id = Int64(try request.parameter("document")) ?? 0
        guard var document = try await services.desk.documents(of: found).first(where: { $0.id == id }) else {
            throw WebError.notFound
        }
        if document.number == nil {
            // Opened within the second in which it was issued: it is not printed without its number.
            try await services.desk.numberDocuments()
            document = try await services.desk.documents(of: found).first { $0.id == id } ?? document
        }
        let shown = document
        let runtime = try services.desk.runtime(found.service)
        let office = services.words.department(shown.seal ?? runtime.service.department)
        let link = "\(services.publicOrigin)/cases/\(found.number)"
        let sheet = PrintSheet(
            context: context, title: shown.title,
            number: shown.number.map { (Text(zh: "文号", en: "Document"), $0) },
            code: QRCode(modules: services.qrModules(link), label: Text(zh: "扫码打开这件事", en: "Opens this case")),
            issuer: services.county.name.followed(by: office),
            footnote: Text(
                zh: "办件编号 \(found.number)，咨询电话 \(runtime.service.phone)。登录后扫码可打开这件事。",
                en: "Case \(found.number); questions: \(runtime.service.phone). The code leads to the case."),
            back: BackLink(href: back))
        return sheet.document { html in
            for paragraph in shown.paragraphs { html.p(paragraph, class: "sheet-paragraph") }
            if let remedy = shown.remedy {
                html.h2(Text(zh: "不服怎么办", en: "If you disagree"))
                html.p(remedy, class: "sheet-paragraph")
            }
            html.div(class: "sheet-sign") { html in
                html.p(services.county.name.followed(by: office))
                html.p(services.zone.date(microseconds: shown.issuedAt).text)
                // No electronic seal is affixed yet, and none is feigned.
                if shown.seal != nil {
                    html.p(
                        Text(
                            zh: "（尚未接入电子印章：窗口可当场加盖公章）",
                            en: "(no electronic seal yet: the counter affixes the office's seal)"), class: "source")
                }
            }
        }
    }
}
