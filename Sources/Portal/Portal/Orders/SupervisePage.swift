import DesignSystem
import Diagnostics
import Directory
import FormEngine
import HTMLBuilder
import Localisation
import Services
import Web
import WorkOrders

/// A leader's words on a record, or on none: who does what by which day.
struct SupervisePage {
    let services: PortalServices
    private static let kind = "supervision"

    /// The record that it is about, and the office it is usually handed to, if the leader may see it.
    private func record(
        _ request: WebRequest, _ text: String?
    ) async throws -> (record: SupervisedRecord, department: String?)? {
        guard let text, !text.isEmpty else { return nil }
        guard let record = SupervisedRecord(id: text) else { throw WebError.notFound }
        return (record, try await record.department(for: try request.official(), services))
    }

    func render(_ request: WebRequest, submission: FormSubmission?) async throws -> [UInt8] {
        let record = try await record(request, request.query["about"] ?? request.fields["about"])
        let view = try await services.orders.openingView(
            Self.kind, about: record?.record.id, suggested: record?.department, submission: submission,
            now: request.now)
        guard let view else { throw OrderError(.unknownKind) }
        let renderer = QuestionRenderer(page: view.page, submission: submission, isEmbedded: true)
        let problems = submission?.problems ?? []
        let key = try request.fields["key"] ?? services.orders.newKey()
        return try StaffPage(
            context: services.staff(request, .supervision), title: view.form.title, hasError: !problems.isEmpty,
            breadcrumbs: Breadcrumbs(links: [
                record.map { Link(label: $0.record.label, href: $0.record.address) }
                    ?? Link(label: Text(zh: "督查督办", en: "Supervision"), href: "/desk/orders?kind=supervision")
            ]),
            lead: record.map { Text(zh: "关于", en: "About ").followed(by: $0.record.label) }
        ).document { html in
            if !problems.isEmpty {
                html.add(
                    ErrorSummary(
                        entries: problems.map { .init(message: $0.text, field: renderer.fieldID($0.field)) }))
            }
            html.add(
                PostForm(
                    action: "/desk/orders/supervise", token: request.formToken,
                    hidden: [("key", key)] + (record.map { [("about", $0.record.id)] } ?? [])
                ) { html in
                    renderer.render(into: &html)
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "交办", en: "Send it out")))
                    }
                })
        }
    }

    func open(_ request: WebRequest) async throws -> WebResponse {
        let record = try await record(request, request.fields["about"])
        let (number, refused) = try await services.orders.open(
            Self.kind, about: record?.record.id, key: String((request.fields["key"] ?? "").prefix(40)),
            by: try request.official(), posted: PostedAnswers(request.fields),
            now: request.now)
        guard let number else { return .page(try await render(request, submission: refused), status: 422) }
        return .seeOther("/desk/orders/\(Self.kind)/\(number)")
    }
}

extension PostedAnswers {
    /// What a browser sent, without files.
    init(_ fields: FormFields) {
        self.init()
        for pair in fields.pairs { values[pair.name, default: []].append(pair.value) }
    }
}
