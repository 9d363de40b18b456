import DesignSystem
import Diagnostics
import Exchange
import Localisation
import Registers
import Services
import WorkCalendar

/// What the registers said, as lines with source and date, by whom it is about.
struct FactGroups {
    struct Group: Sendable {
        let title: Text
        let facts: [KnownFacts.Fact]
    }

    let services: PortalServices
    let knowledge: CaseKnowledge
    /// Officials see all of it; the applicant sees the child's records only as a guardian the register names.
    var isOfficial = false
    /// What of it this viewer was given.
    var mayShow: @Sendable (LookUp) -> Bool = { _ in true }

    /// The groups, each contract's answer as one or more lines.
    func groups(objection: ((String) -> String)?) -> [Group] {
        var groups: [(subject: Contract.Subject, facts: [KnownFacts.Fact])] = []
        let lookUps = isOfficial ? knowledge.lookUpsThatSay : knowledge.lookUpsForApplicant
        for lookUp in lookUps where mayShow(lookUp) {
            let subject = lookUp.contract.subject
            let facts = facts(of: lookUp, objection: objection?(lookUp.contract.qualifiedID))
            if let index = groups.firstIndex(where: { $0.subject == subject }) {
                groups[index].facts += facts
            } else {
                groups.append((subject, facts))
            }
        }
        return groups.map { Group(title: title($0.subject), facts: $0.facts) }
    }

    private func title(_ subject: Contract.Subject) -> Text {
        switch subject {
        case .child: Text(zh: "孩子", en: "The child")
        case .applicant: Text(zh: "申请人", en: "The applicant")
        case .spouse: Text(zh: "另一位监护人", en: "The other guardian")
        case .household: Text(zh: "家庭", en: "The family")
        case .firm: Text(zh: "单位", en: "The firm")
        }
    }

    private func facts(of lookUp: LookUp, objection: String?) -> [KnownFacts.Fact] {
        let office = services.words.department(lookUp.contract.provider)
        let date = lookUp.recordedAt.map { services.zone.date(microseconds: $0) }
        let asOf = date.map { Text(zh: "\($0.shortText.zh)更新", en: "updated \($0.shortText.en)") }
        guard let row = lookUp.answer.rows.first else {
            let isNone = lookUp.answer.status == .none
            return [
                KnownFacts.Fact(
                    label: lookUp.contract.title, value: isNone ? Text(zh: "没有", en: "None") : nil, source: office,
                    asOf: asOf, objection: objection,
                    note: isNone ? nil : Text(zh: "没查到不等于没有。", en: "Not found does not mean none."))
            ]
        }
        var facts: [KnownFacts.Fact] = []
        for field in lookUp.contract.fields {
            guard let value = row[field.name], !value.isNull, field.isForPeople else { continue }
            facts.append(
                KnownFacts.Fact(
                    label: field.title, value: shown(value, field), source: office, asOf: asOf,
                    objection: objection.map { "\($0)&field=\(field.name)" },
                    note: lookUp.isFinding ? Text(zh: "由工作人员核对后录入", en: "entered by an official after checking") : nil))
        }
        if lookUp.answer.rows.count > 1 {
            facts.append(
                KnownFacts.Fact(
                    label: lookUp.contract.title,
                    value: Text.count(lookUp.answer.rows.count, zh: "条记录", one: "record", other: "records"),
                    source: office, asOf: asOf, objection: nil, note: nil))
        }
        return facts
    }

    private func shown(_ value: FieldValue, _ field: RegisterField) -> Text {
        switch value {
        case .date(let date): return date.text
        case .boolean(let flag): return flag ? Text(zh: "是", en: "Yes") : Text(zh: "否", en: "No")
        default: break
        }
        let text = value.canonicalText ?? ""
        switch field.type {
        case .code: return field.element.codes?.title(of: text) ?? .verbatim(text)
        case .idNumber: return .verbatim(isOfficial ? text : Mask.identityNumber(text))
        case .phone: return .verbatim(Mask.phone(text))
        case .division: return services.divisionName(text)
        default: return .verbatim(text)
        }
    }
}
