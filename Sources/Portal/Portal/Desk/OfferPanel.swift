import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import Web
import Workflow

/// What may be begun in a case without a task for it, each with its reason.
struct OfferPanel: Sendable {
    let services: PortalServices
    let offers: [ProcessOffer]

    /// What an offer is called, in the model's own words.
    static func name(_ offer: ProcessOffer) -> Text {
        let name = offer.name ?? offer.element
        return Text(zh: name, en: offer.englishName ?? name)
    }

    func render(_ html: inout HTML, of found: Case, token: String) {
        for offer in offers {
            html.add(
                Disclosure(title: OfferPanel.name(offer)) { html in
                    html.add(
                        PostForm(
                            action: "/desk/cases/\(found.number)/offers/\(offer.element)", token: token
                        ) { html in
                            html.add(
                                TextArea(
                                    name: "reason", id: "reason-\(offer.element)", label: Text(zh: "原因", en: "Reason"),
                                    hint: Text(zh: "同事和审计看得到。", en: "Colleagues and auditors can read it."), rows: 3,
                                    limit: CaseDesk.longestReason))
                            html.add(Button(label: Text(zh: "提交", en: "Submit"), kind: .secondary))
                        })
                })
        }
    }

    /// Begins one of them.
    func begin(_ request: WebRequest) async throws -> WebResponse {
        let number = try request.parameter("number")
        try await services.desk.begin(
            try request.parameter("element"), of: number, by: try request.official(),
            reason: request.fields["reason"] ?? "", now: request.now)
        return .seeOther("/desk/cases/\(number)")
    }
}
