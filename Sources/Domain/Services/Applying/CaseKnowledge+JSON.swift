import Exchange
package import JSONTree
package import WorkCalendar

extension CaseKnowledge {
    /// The form in which a case keeps what it saw; sealed before it is stored.
    package func factsJSON(at now: Int64) -> JSON {
        [
            "at": .integer(Int(now)), "season": .string(season),
            "applicant": CaseKnowledge.json(applicant), "child": child.map(CaseKnowledge.json) ?? .null,
            "confirmations": .array(confirmations.map { .string($0) }),
            "consents": .array(consents.map(\.rawValue).sorted().map { .string($0) }),
            "extra": .object(extra.sorted { $0.key < $1.key }), "lookups": .array(lookUps.map(\.json)),
        ]
    }

    /// What a case kept, with the answers it has now.
    package init(
        facts: JSON, answers: JSON, runtime: ServiceRuntime, number: String, today: CivilDate
    ) {
        let lookUps = (facts["lookups"]?.elements.map { $0 } ?? []).compactMap { item -> LookUp? in
            guard let contract = runtime.exchange.contract(item["contract"]?.string ?? "") else { return nil }
            return LookUp(json: item, contract: contract)
        }
        self.init(
            runtime: runtime, number: number, season: facts["season"]?.string ?? runtime.season(on: today),
            today: today, applicant: CaseKnowledge.person(facts["applicant"]) ?? Person(idNumber: "", name: ""),
            child: CaseKnowledge.person(facts["child"]), answers: answers,
            confirmations: facts["confirmations"]?.elements.compactMap(\.string) ?? [],
            consents: Set(facts["consents"]?.elements.compactMap { $0.string.flatMap(Contract.Consent.init) } ?? []),
            lookUps: lookUps,
            extra: Dictionary(
                facts["extra"]?.members.map { ($0.name, $0.value) } ?? [], uniquingKeysWith: { _, last in last }))
    }

    private static func json(_ person: Person) -> JSON {
        [
            "id_number": .string(person.idNumber), "name": .string(person.name),
            "phone": person.phone.map { .string($0) } ?? .null,
        ]
    }

    private static func person(_ json: JSON?) -> Person? {
        guard let json, let number = json["id_number"]?.string else { return nil }
        return Person(idNumber: number, name: json["name"]?.string ?? "", phone: json["phone"]?.string)
    }
}
