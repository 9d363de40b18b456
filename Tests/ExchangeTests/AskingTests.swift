import Exchange
import FEELEngine
import JSONTree
import Registers
import Storage
import TestSupport
import Testing
import WorkCalendar

@Suite struct AskingTests {
    @Test(arguments: Backend.available)
    func `contracts are asked so that each sees the answers it needs`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            let (made, order) = try await world.ask()
            #expect(order.firstIndex(of: "guardians") ?? 9 < order.firstIndex(of: "guardian_records") ?? 0)
            #expect(order.firstIndex(of: "child_record") ?? 9 < order.firstIndex(of: "household") ?? 0)
            #expect(made["guardian_records"]?.answer.status == .found)
            let names = made["guardian_records"]?.answer.rows.compactMap { $0["name"]?.canonicalText } ?? []
            #expect(Set(names) == ["钱大", "赵大"])
        }
    }

    @Test(arguments: Backend.available)
    func `found: the fields of the contract and no others, with the worst rung and the oldest day`(
        backend: Backend
    ) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            let (made, _) = try await world.ask()
            let child = try #require(made["child_record"])
            #expect(child.answer.status == .found)
            #expect(child.answer.rows[0].names == ["id_number", "name", "birth_date", "household_no"])
            #expect(child.answer.feelValue["name"] == "赵小")
            #expect(child.answer.feelValue["birth_date"] == FEELDate("2019-05-04").map(FEELValue.date))
            #expect(child.wasAsked && child.rung == .table && child.recordedAt == TestClock.start)
            #expect(child.versions.map(\.version) == [1])
            #expect(made["guardian_records"]?.rung == .excel)
            let relations = made["guardians"]?.answer.rows.map { $0["relation"]?.canonicalText }
            #expect(relations == ["father", "mother"])
        }
    }

    @Test(arguments: Backend.available)
    func `not found, none, key missing and consent missing are told apart, and only a question asked is a look-up`(
        backend: Backend
    ) async throws {
        try await withExchange(backend) { world in
            let (made, _) = try await world.ask()
            #expect(made["child_record"]?.answer.status == .notFound)
            #expect(made["child_record"]?.answer.feelValue == .null)
            #expect(made["child_record"]?.wasAsked == true)
            // The register of guardians claims to be complete: no row means that there is none.
            #expect(made["guardians"]?.answer.status == ContractAnswer.Status.none)
            #expect(made["guardians"]?.answer.feelValue == .list([]))
            // Nobody to ask about: not found, and the other register was not asked.
            #expect(made["guardian_records"]?.answer.status == .keyMissing)
            #expect(made["guardian_records"]?.wasAsked == false)
            #expect(made["household"]?.answer.status == .keyMissing)
            #expect(made["spouse_record"]?.answer.status == .consentMissing)
            #expect(made["spouse_record"]?.wasAsked == false)
        }
    }

    @Test(arguments: Backend.available)
    func `rows that cannot all be true are contradictory, never the first of them`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            let (made, _) = try await world.ask()
            // Two people live in household H1, and the contract speaks of one.
            #expect(made["household"]?.answer.status == .contradictory)
            #expect(made["household"]?.answer.feelValue == .null)
            #expect(made["household"]?.answer.rows.isEmpty == true)
        }
    }

    @Test(arguments: Backend.available)
    func `a spouse's data is asked for only with the spouse's consent`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            #expect(try await world.ask().made["spouse_record"]?.answer.status == .consentMissing)
            let agreed = try await world.ask(facts: world.facts(consents: [.spouse])).made["spouse_record"]
            #expect(agreed?.answer.status == .found)
            #expect(agreed?.subjectIDNumber == ExchangeWorld.father)
            let other = try await world.ask(facts: world.facts(consents: [.applicant])).made["spouse_record"]
            #expect(other?.answer.status == .consentMissing)
        }
    }

    @Test(arguments: Backend.available)
    func `a condition has to be true; unknown is not true`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            for value in [nil, false] as [Bool?] {
                let lookUp = try await world.ask(livesApart: value).made["applicant_record"]
                #expect(lookUp?.answer.status == .notAsked)
                #expect(lookUp?.wasAsked == false)
            }
            let asked = try await world.ask(livesApart: true).made["applicant_record"]
            #expect(asked?.answer.status == .found)
            #expect(asked?.subjectIDNumber == ExchangeWorld.mother)
        }
    }

    @Test(arguments: Backend.available)
    func `one wanted contract is asked with those it needs and no others`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            let (_, order) = try await world.ask(["test.guardian-records"])
            #expect(order == ["guardians", "guardian_records"])
        }
    }

    @Test(arguments: Backend.available)
    func `an answer already known is kept and not asked again`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            try await world.family()
            var facts = world.facts()
            let contract = try #require(world.desk.contract("test.guardians"))
            facts.answers["guardians"] = ContractAnswer(contract, .unreachable)
            let (made, order) = try await world.ask(facts: facts)
            #expect(!order.contains("guardians"))
            // What could not be reached is unknown to whoever needs it, not “none”.
            #expect(made["guardian_records"]?.answer.status == .keyMissing)
        }
    }

    @Test(arguments: Backend.available)
    func `a reviewer's finding stands in for the register and is no look-up`(backend: Backend) async throws {
        try await withExchange(backend) { world in
            let contract = try #require(world.desk.contract("test.guardians"))
            let finding = ContractAnswer(
                contract, columns: contract.columns,
                rows: [
                    contract.columns.map { $0 == "guardian_id_number" ? .text(ExchangeWorld.mother) : .text("mother") }
                ])
            try await world.add(world.person(ExchangeWorld.mother, "钱大", household: "H1"))
            let (made, _) = try await world.ask(findings: ["guardians": finding])
            #expect(made["guardians"]?.isFinding == true)
            #expect(made["guardians"]?.wasAsked == false)
            #expect(made["guardians"]?.rung == .typed)
            #expect(made["guardian_records"]?.answer.status == .found)
        }
    }

    @Test(arguments: Backend.available)
    func `more rows than a contract allows are contradictory, also where a condition would hide them`(
        backend: Backend
    ) async throws {
        let divisions = ExchangeWorld.contract(
            "village", register: RegisterFixture.person, match: ["household_no": "answers.household"],
            fields: ["name"], as: "village", answer: .many, absence: .complete,
            where: [Contract.Condition(field: "registered_division", values: [.text("990121101299")])], limit: 3)
        try await withExchange(backend, contracts: [divisions]) { world in
            var facts = world.facts()
            facts.subjects["answers"] = ["household": [.text("HX")]]
            let rows = (0..<250).map { world.person(TestPeople.number("19600101", $0), "名\($0)", household: "HX") }
            let origin = RowOrigin(from: .earliest, recordedAt: 1, recordedBy: "t", reason: "t", rung: .file)
            try await world.store.load("test.person", rows: rows, origin: origin)
            // None of the first two hundred lives there; that says nothing about the rest.
            let answer = try await world.ask(facts: facts).made["village"]?.answer
            #expect(answer?.status == .contradictory)
        }
    }

    @Test func `contracts that need each other are no order at all`() {
        let a = ExchangeWorld.contract(
            "a", register: RegisterFixture.person, match: ["id_number": "b.id_number"], fields: ["id_number"], as: "a")
        let b = ExchangeWorld.contract(
            "b", register: RegisterFixture.person, match: ["id_number": "a.id_number"], fields: ["id_number"], as: "b")
        #expect(AskingOrder.of([a, b]).cycle.count == 2)
        #expect(AskingOrder.of([a, b]).order.isEmpty)
    }

    @Test func `a kept look-up reads back as it was`() async throws {
        try await withExchange(.sqlite) { world in
            try await world.family()
            for (name, lookUp) in try await world.ask(facts: world.facts(consents: [.spouse])).made {
                let back = try #require(LookUp(json: JSON(parsing: lookUp.bytes), contract: lookUp.contract))
                #expect(back.answer == lookUp.answer, "\(name)")
                #expect(back.wasAsked == lookUp.wasAsked)
                #expect(back.rung == lookUp.rung)
                #expect(back.subjectIDNumber == lookUp.subjectIDNumber)
            }
        }
    }
}
