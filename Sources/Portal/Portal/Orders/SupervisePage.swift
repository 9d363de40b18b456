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

    /// A record that a leader speaks of: an order, or a case by its number alone.
    private struct Record {
        let id: String
        let number: String
        let department: String?
        let address: String?
    }

    /// The record that it is about, if the leader may see it: `hotline:QC…`, or `case:2026-…`.
    private func record(_ request: WebRequest, _ text: String?) async throws -> Record? {
        guard let text, let colon = text.firstIndex(of: ":") else { return nil }
        let (kind, number) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        let official = try request.official()
        if kind == "case" {
            // Whoever sees the figures may speak of a case that is behind them; nothing of it is shown here.
            guard official.scope.may(.readCockpit) || official.scope.may(.readCases) else { throw WebError.notFound }
            let found = try await services.cases.find(number: number, in: official.scope)
            let service = try? services.desk.runtime(found.service).service
            return Record(
                id: text, number: found.number, department: service?.department,
                address: official.scope.may(.readCases) ? "/desk/cases/\(found.number)" : nil)
        }
        let order = try await services.orders.orders.find(kind: kind, number: number, in: official.scope)
        return Record(
            id: text, number: order.number, department: order.department, address: OrderWords.address(order))
    }

    func render(_ request: WebRequest, submission: FormSubmission?) async throws -> [UInt8] {
        let record = try await record(request, request.query["about"] ?? request.fields["about"])
        let view = try await services.orders.openingView(
            Self.kind, about: record?.id, suggested: record?.department, submission: submission,
            now: request.now)
        guard let view else { throw OrderError(.unknownKind) }
        let renderer = QuestionRenderer(page: view.page, submission: submission, isEmbedded: true)
        let problems = submission?.problems ?? []
        let key = try request.fields["key"] ?? services.orders.newKey()
        return try StaffPage(
            context: services.staff(request, .supervision), title: view.form.title, hasError: !problems.isEmpty,
            breadcrumbs: Breadcrumbs(links: [
                record.flatMap { record in record.address.map { Link(label: .verbatim(record.number), href: $0) } }
                    ?? Link(label: Text(zh: "督查督办", en: "Supervision"), href: "/desk/orders?kind=supervision")
            ]),
            lead: record.map { Text(zh: "关于 \($0.number)", en: "About \($0.number)") }
        ).document { html in
            if !problems.isEmpty {
                html.add(
                    ErrorSummary(
                        entries: problems.map { .init(message: $0.text, field: renderer.fieldID($0.field)) }))
            }
            html.add(
                PostForm(
                    action: "/desk/orders/supervise", token: request.formToken,
                    hidden: [("key", key)] + (record.map { [("about", $0.id)] } ?? [])
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
            Self.kind, about: record?.id, key: String((request.fields["key"] ?? "").prefix(40)),
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
