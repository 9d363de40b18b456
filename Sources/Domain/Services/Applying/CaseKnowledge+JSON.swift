import Exchange
package import JSONTree
package import WorkCalendar

extension CaseKnowledge {
    /// The form in which a case keeps what it saw, as the bytes of a JSON object; sealed before it is stored.
    package func factsBytes(at now: Int64) -> [UInt8] {
        var writer = JSONWriter(capacity: 8192)
        writer.beginObject()
        writer.name("at")
        writer.integer(now)
        writer.member("season", season)
        writer.name("applicant")
        CaseKnowledge.write(applicant, to: &writer)
        writer.name("child")
        if let child { CaseKnowledge.write(child, to: &writer) } else { writer.null() }
        writer.name("confirmations")
        writer.beginArray()
        for confirmation in confirmations { writer.string(confirmation) }
        writer.endArray()
        writer.name("consents")
        writer.beginArray()
        for consent in consents.map(\.rawValue).sorted() { writer.string(consent) }
        writer.endArray()
        writer.name("extra")
        writer.beginObject()
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) { writer.member(name, value) }
        writer.endObject()
        writer.name("lookups")
        writer.beginArray()
        for lookUp in lookUps { lookUp.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
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

    private static func write(_ person: Person, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id_number", person.idNumber)
        writer.member("name", person.name)
        writer.name("phone")
        if let phone = person.phone { writer.string(phone) } else { writer.null() }
        writer.endObject()
    }

    private static func person(_ json: JSON?) -> Person? {
        guard let json, let number = json["id_number"]?.string else { return nil }
        return Person(idNumber: number, name: json["name"]?.string ?? "", phone: json["phone"]?.string)
    }
}
