import Cryptography
import Diagnostics
import Exchange
import FEELEngine
import Journal
import Registers
import Storage
import TestSupport
import WorkCalendar

/// The contracts of a small service over two registers.
struct ExchangeWorld {
    let storage: any Storage
    let keyring: Keyring
    let store: RegisterStore
    let desk: ExchangeDesk
    let journal: Journal

    static let child = TestPeople.number("20190504", 5)
    static let mother = TestPeople.number("19900314", 12)
    static let father = TestPeople.number("19890101", 9)

    init(storage: any Storage, contracts: [Contract] = ExchangeWorld.contracts) throws {
        self.storage = storage
        keyring = try TestKeys.keyring()
        let identifiers = IdentifierSource(clock: TestClock())
        store = RegisterStore(
            storage: storage, keyring: keyring, identifiers: identifiers,
            registers: [RegisterFixture.person, RegisterFixture.guardianship])
        desk = try ExchangeDesk(
            contracts: contracts, registers: store.tables, keyring: keyring, environment: FEELEnvironment())
        journal = Journal(identifiers: identifiers)
    }

    static func contract(
        _ id: String, register: RegisterDescriptor, subject: Contract.Subject = .child, match: [String: String],
        fields: [String], as variable: String, answer: Contract.Cardinality = .one,
        absence: Contract.Absence = .unknown, consent: Contract.Consent? = nil,
        where conditions: [Contract.Condition] = [],
        order: [Contract.Order] = [], limit: Int = 50, if condition: String? = nil
    ) -> Contract {
        let title = Text(zh: "约定\(id)", en: id)
        return Contract(
            package: "test", id: id, title: title, register: register.qualifiedID, provider: register.owner,
            consumer: "education", purpose: title, basis: [], posts: ["enrolment-clerk"], subject: subject,
            match: match.sorted { $0.key < $1.key }.compactMap { field, path in
                ContractPath(path).map { Contract.Match(field: field, path: $0) }
            }, where: conditions, fields: fields.compactMap { register.field($0) }, variable: variable, answer: answer,
            absence: absence, consent: consent, ladder: [.table], order: order, limit: limit, condition: condition)
    }

    static let contracts: [Contract] = [
        // In an order in which they cannot be asked: the chained one first.
        contract(
            "guardian-records", register: RegisterFixture.person, match: ["id_number": "guardians.guardian_id_number"],
            fields: ["name", "household_no"], as: "guardian_records", answer: .many),
        contract(
            "child-record", register: RegisterFixture.person, match: ["id_number": "child.id_number"],
            fields: ["id_number", "name", "birth_date", "household_no"], as: "child_record"),
        contract(
            "guardians", register: RegisterFixture.guardianship, match: ["child_id_number": "child.id_number"],
            fields: ["guardian_id_number", "relation"], as: "guardians", answer: .many, absence: .complete,
            order: [Contract.Order(field: "relation", descending: false)]),
        contract(
            "household", register: RegisterFixture.person, subject: .household,
            match: ["household_no": "child_record.household_no"], fields: ["name"], as: "household", answer: .one),
        contract(
            "spouse-record", register: RegisterFixture.person, subject: .spouse,
            match: ["id_number": "spouse.id_number"], fields: ["name"], as: "spouse_record", consent: .spouse),
        contract(
            "applicant-record", register: RegisterFixture.person, subject: .applicant,
            match: ["id_number": "applicant.id_number"], fields: ["household_no"], as: "applicant_record",
            if: "answers.lives_apart = true"),
    ]

    /// Puts the child, its parents and who they are to it into the registers.
    func family() async throws {
        try await add(person(Self.child, "赵小", household: "H1"))
        try await add(person(Self.mother, "钱大", household: "H1"), rung: .excel)
        try await add(person(Self.father, "赵大", household: "H2"))
        try await add([.text(Self.child), .text(Self.mother), .text("mother"), .null], to: "test.guardianship")
        try await add([.text(Self.child), .text(Self.father), .text("father"), .null], to: "test.guardianship")
    }

    func person(_ number: String, _ name: String, household: String?) -> [FieldValue] {
        [
            .text(number), .text(name), .date(CivilDate(year: 2019, month: 5, day: 4) ?? .earliest),
            household.map { .text($0) } ?? .null, .text("990121101201"),
        ]
    }

    func add(_ values: [FieldValue], to register: String = "test.person", rung: Rung = .table) async throws {
        let origin = RowOrigin(
            from: .earliest, recordedAt: TestClock.start, recordedBy: "test", reason: "load", rung: rung)
        try await storage.commit(WriteSet(try store.adding(values, to: register, origin: origin)))
    }

    func facts(consents: Set<Contract.Consent> = []) -> ContractFacts {
        ContractFacts(
            subjects: [
                "child": ["id_number": [.text(Self.child)]], "applicant": ["id_number": [.text(Self.mother)]],
                "spouse": ["id_number": [.text(Self.father)]],
            ], consents: consents)
    }

    /// Asks; gives the look-ups by their variable, and the order they were made in.
    func ask(
        _ wanted: Set<String>? = nil, facts: ContractFacts? = nil, livesApart: Bool? = nil,
        findings: [String: ContractAnswer] = [:]
    ) async throws -> (made: [String: LookUp], order: [String]) {
        let facts = facts ?? self.facts()
        let answers: FEELValue = .context(FEELContext(livesApart.map { [("lives_apart", .boolean($0))] } ?? []))
        let made = try await storage.snapshot { [desk] reader in
            var facts = facts
            return try desk.ask(
                wanted, facts: &facts, variables: FEELContext([("answers", answers)]), findings: findings,
                reader: reader)
        }
        return (
            Dictionary(made.map { ($0.contract.variable, $0) }, uniquingKeysWith: { _, last in last }),
            made.map(\.contract.variable)
        )
    }
}

func withExchange(
    _ backend: Backend, contracts: [Contract] = ExchangeWorld.contracts, _ body: (ExchangeWorld) async throws -> Void
) async throws {
    try await withStorage(backend, [Journal.migrations]) { storage in
        let world = try ExchangeWorld(storage: storage, contracts: contracts)
        _ = try await world.store.migrate()
        try await body(world)
    }
}
