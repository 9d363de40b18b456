import Definitions
import Diagnostics
import Exchange
import FormEngine
import JSONTree
import Localisation
import Registers
import Services
import WorkCalendar

/// Things of the county as the interface shows them; each by the schema of its name in `Shape`.
struct Representation {
    let dependencies: RESTInterface.Dependencies

    init(_ dependencies: RESTInterface.Dependencies) { self.dependencies = dependencies }

    private var words: any CaseWords { dependencies.words }

    func text(_ text: Text) -> JSON { ["zh": .string(text.zh), "en": .string(text.en)] }
    func texts(_ texts: [Text]) -> JSON { .array(texts.map { text($0) }) }
    func optional(_ text: Text?) -> JSON { text.map { self.text($0) } ?? .null }
    func optional(_ string: String?) -> JSON { string.map { .string($0) } ?? .null }
    func instant(_ microseconds: Int64) -> JSON { .string(dependencies.zone.machineText(microseconds: microseconds)) }
    func instant(_ microseconds: Int64?) -> JSON { microseconds.map { instant($0) } ?? .null }
    func day(_ date: CivilDate?) -> JSON { date.map { .string($0.iso) } ?? .null }
    func coded(_ code: String, _ name: Text) -> JSON { ["code": .string(code), "name": text(name)] }
    func department(_ code: String) -> JSON { coded(code, words.department(code)) }

    // MARK: - Services

    func serviceMembers(_ runtime: ServiceRuntime, now: Int64) -> [(String, JSON)] {
        let service = runtime.service
        return [
            ("id", .string(service.id)), ("title", text(service.title)), ("summary", text(service.summary)),
            ("department", department(service.department)), ("themes", .array(service.themes.map { .string($0) })),
            ("audience", .string(service.audience.rawValue)),
            ("is_open", .bool(runtime.isOpen(on: dependencies.desk.today(now), demo: dependencies.isDemo))),
        ]
    }

    func guide(_ runtime: ServiceRuntime, now: Int64) -> JSON {
        let service = runtime.service
        let guide = service.guide
        let more: [(String, JSON)] = [
            (
                "item",
                [
                    "code": .string(service.item.code), "name": text(service.item.name),
                    "kind": .string(service.item.kind.rawValue),
                ]
            ),
            ("who", text(guide.who)), ("conditions", texts(guide.conditions)), ("steps", texts(guide.steps)),
            ("results", texts(guide.results)), ("fee", text(guide.fee)), ("notes", texts(guide.notes)),
            ("privacy", text(guide.privacy)), ("remedy", text(guide.remedy)),
            (
                "questions",
                .array(guide.questions.map { ["question": text($0.question), "answer": text($0.answer)] })
            ),
            ("materials", .array(service.materials.map { material($0, runtime) })),
            (
                "limits",
                [
                    "statutory": service.statutoryLimit.map { limit($0) } ?? .null,
                    "promised": limit(service.promisedLimit),
                ]
            ),
            (
                "basis",
                texts(
                    service.basis.map { basis in basis.article.map { basis.title.followed(by: $0) } ?? basis.title })
            ),
            ("channels", .array(service.channels.map { .string($0.rawValue) })),
            (
                "places",
                .array(
                    service.places.map {
                        ["name": text($0.name), "address": text($0.address), "hours": text($0.hours)]
                    })
            ),
            ("phone", .string(service.phone)),
        ]
        return .object(serviceMembers(runtime, now: now) + more)
    }

    private func limit(_ limit: TimeLimit) -> JSON {
        ["amount": .integer(limit.amount), "unit": .string(limit.unit.rawValue)]
    }

    private func material(_ material: ServiceMaterial, _ runtime: ServiceRuntime) -> JSON {
        let need =
            switch material.need {
            case .always: "always"
            case .whenNotFound: "when-not-found"
            case .condition: "condition"
            }
        return [
            "id": .string(material.id), "title": text(material.title), "note": optional(material.note),
            "need": .string(need), "may_promise": .bool(material.promise),
            "replaced_by": .array(
                runtime.contracts(replacing: material).map {
                    ["id": .string($0.id), "title": text($0.title), "provider": department($0.provider)]
                }),
        ]
    }

    // MARK: - Cases

    func caseMembers(_ found: Case) -> [(String, JSON)] {
        let title = (try? dependencies.desk.runtime(found.service))?.service.title ?? Text(verbatim: found.service)
        return [
            ("number", .string(found.number)), ("service", ["id": .string(found.service), "title": text(title)]),
            ("state", .string(found.state.rawValue)), ("outcome", optional(found.outcome?.rawValue)),
            ("opened_at", instant(found.openedAt)), ("submitted_at", instant(found.submittedAt)),
            ("decided_at", instant(found.decidedAt)), ("due_on", day(found.dueOn)),
            ("is_due_provisional", .bool(found.dueOn.map { dependencies.desk.isProvisional($0) } ?? false)),
        ]
    }

    func category(_ found: Case) -> JSON { found.category.map { coded($0, words.category($0)) } ?? .null }
    func place(_ found: Case) -> JSON { found.place.map { coded($0, words.place($0)) } ?? .null }

    /// The answer, its reasons, and how far the case is.
    func result(_ found: Case) async throws -> [(String, JSON)] {
        let runtime = try dependencies.desk.runtime(found.service)
        let facts = try dependencies.cases.facts(of: found)
        let timeline = try await dependencies.cases.timeline(of: found)
        return [
            ("category", category(found)), ("place", place(found)),
            (
                "missing",
                .array(
                    found.missing.map {
                        ["name": .string($0), "title": text(words.datum($0, runtime: runtime))]
                    })
            ),
            (
                "reasons",
                .array(
                    DecisionSummary.reasons(from: facts["reasons"]).map {
                        ["rule": .string($0.rule), "text": text($0.text), "source": text($0.source)]
                    })
            ),
            (
                "timeline",
                .array(
                    timeline.map { event in
                        [
                            "code": .string(event.code.rawValue), "title": text(event.code.title),
                            "at": instant(event.at), "office": department(event.office),
                        ]
                    })
            ),
        ]
    }

    // MARK: - Forms

    func journey(_ journey: FormJourney) -> JSON {
        [
            "is_complete": .bool(journey.isComplete), "next": optional(journey.firstUnanswered?.page.id),
            "pages": .array(
                journey.pages.filter { $0.state != .hidden }.map { page in
                    [
                        "id": .string(page.page.id), "title": text(page.page.title),
                        "state": .string(page.state.rawValue), "fields": .array(page.fields.map { field($0) }),
                        "rows": .array(page.rows.map { row in .array(row.map { field($0) }) }),
                    ]
                }),
            "problems": .array(
                journey.problems.map {
                    ["field": .string($0.field), "code": .string($0.code), "text": text($0.text)]
                }),
        ]
    }

    private func field(_ state: FieldState) -> JSON {
        [
            "name": .string(state.field.name), "title": text(state.field.title), "hint": optional(state.field.hint),
            "type": .string(state.field.type.rawValue), "is_required": .bool(state.field.isRequired),
            "is_known": .bool(state.isKnown), "value": state.value ?? state.prefill ?? .null,
            "options": .array(
                state.options.map { ["value": .string($0.value), "title": text($0.title)] }),
        ]
    }

    // MARK: - Facts

    /// What the registers said, as far as the applicant may see it.
    func facts(_ knowledge: CaseKnowledge) -> JSON {
        .array(
            knowledge.lookUpsForApplicant.map { lookUp in
                [
                    "contract": .string(lookUp.contract.qualifiedID), "title": text(lookUp.contract.title),
                    "provider": department(lookUp.contract.provider),
                    "subject": .string(lookUp.contract.subject.rawValue),
                    "status": .string(lookUp.answer.status.rawValue), "recorded_at": instant(lookUp.recordedAt),
                    "is_finding": .bool(lookUp.isFinding),
                    // The first row, and how many there are: the others may be about somebody else of the family.
                    "count": .integer(lookUp.answer.rows.count),
                    "fields": .array(
                        lookUp.contract.fields.compactMap { field in
                            guard let value = lookUp.answer.rows.first?[field.name], !value.isNull, field.isForPeople
                            else { return nil }
                            return [
                                "name": .string(field.name), "title": text(field.title),
                                "value": text(shown(value, field)),
                            ]
                        }),
                ]
            })
    }

    private func shown(_ value: FieldValue, _ field: RegisterField) -> Text {
        switch value {
        case .date(let date): return Text(verbatim: date.iso)
        case .boolean(let flag): return flag ? Text(zh: "是", en: "Yes") : Text(zh: "否", en: "No")
        default: break
        }
        let text = value.canonicalText ?? ""
        switch field.type {
        case .code: return field.element.codes?.title(of: text) ?? Text(verbatim: text)
        case .idNumber: return Text(verbatim: Mask.identityNumber(text))
        case .phone: return Text(verbatim: Mask.phone(text))
        case .division: return dependencies.divisionName(text)
        default: return Text(verbatim: text)
        }
    }
}
