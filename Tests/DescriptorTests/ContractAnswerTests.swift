import Definitions
import Diagnostics
import Exchange
import FEELEngine
import Registers
import Testing
import WorkCalendar

@Suite struct ContractAnswerTests {
    private static func element(_ name: String, _ type: ElementType) -> DataElement {
        DataElement(package: "p", name: name, title: Text(zh: name, en: name), type: type, level: 2, personal: true)
    }

    private static func field(_ name: String, _ type: ElementType = .text) -> RegisterField {
        RegisterField(
            name: name, element: element(name, type), title: Text(zh: name, en: name), level: 2, required: false,
            lookup: .exact, generalise: nil)
    }

    private func contract(
        _ answer: Contract.Cardinality = .one, absence: Contract.Absence = .unknown, consent: Contract.Consent? = nil,
        where conditions: [Contract.Condition] = [], order: [Contract.Order] = [], limit: Int = 50,
        path: String = "child.id_number"
    ) -> Contract {
        Contract(
            package: "p", id: "c", title: Text(zh: "约定", en: "c"), register: "p.r", provider: "a", consumer: "b",
            purpose: Text(zh: "用途", en: "purpose"), basis: [], posts: [], subject: .child,
            match: [
                Contract.Match(field: "id", path: ContractPath(path) ?? ContractPath(root: "child", field: "id_number"))
            ],
            where: conditions,
            fields: [Self.field("name"), Self.field("year", .integer)], variable: "record", answer: answer,
            absence: absence, consent: consent, ladder: [.table], order: order, limit: limit)
    }

    private let columns = ["id", "name", "year"]
    private func row(_ id: String, _ name: String, _ year: Int?) -> [FieldValue] {
        [.text(id), .text(name), year.map(FieldValue.integer) ?? .null]
    }

    @Test func `one row is found and shows only the contract's fields`() {
        let answer = ContractAnswer(contract(), columns: columns, rows: [row("1", "甲", 2020)])
        #expect(answer.status == .found)
        #expect(answer.rows.map(\.names) == [["name", "year"]])
        #expect(answer.feelValue == .context(FEELContext([("name", "甲"), ("year", 2020)])))
    }

    @Test func `no row is not found, unless the register is complete`() {
        let unknown = ContractAnswer(contract(), columns: columns, rows: [])
        #expect(unknown.status == .notFound)
        #expect(unknown.feelValue == .null)
        let none = ContractAnswer(contract(absence: .complete), columns: columns, rows: [])
        #expect(none.status == .none)
        #expect(none.feelValue["found"] == .boolean(false))
        #expect(none.feelValue["name"] == .null)
        #expect(!none.isNull)
        let many = ContractAnswer(contract(.many, absence: .complete), columns: columns, rows: [])
        #expect(many.feelValue == .list([]))
    }

    @Test func `rows that differ contradict each other, equal ones are one`() {
        let two = ContractAnswer(contract(), columns: columns, rows: [row("1", "甲", 2020), row("1", "乙", 2020)])
        #expect(two.status == .contradictory)
        #expect(two.feelValue == .null)
        let same = ContractAnswer(contract(), columns: columns, rows: [row("1", "甲", 2020), row("1", "甲", 2020)])
        #expect(same.status == .found)
    }

    @Test func `many rows are kept by conditions, ordered and limited`() {
        let contract = contract(
            .many, where: [Contract.Condition(field: "name", values: [.text("甲"), .text("乙")])],
            order: [Contract.Order(field: "year", descending: true)], limit: 2)
        let rows = [row("1", "甲", 2019), row("1", "丙", 2020), row("1", "乙", 2021)]
        let answer = ContractAnswer(contract, columns: columns, rows: rows)
        #expect(answer.rows.map { $0["year"] } == [.integer(2021), .integer(2019)])
        let more = ContractAnswer(contract, columns: columns, rows: rows + [row("1", "甲", 2018)])
        #expect(more.status == .contradictory)
    }

    @Test func `null sorts behind every value`() {
        let contract = contract(.many, order: [Contract.Order(field: "year", descending: false)])
        let answer = ContractAnswer(contract, columns: columns, rows: [row("1", "甲", nil), row("1", "乙", 5)])
        #expect(answer.rows.map { $0["name"] } == [.text("乙"), .text("甲")])
    }

    @Test func `the question asks for nothing without key, consent or need`() {
        let facts = ContractFacts(subjects: ["child": ["id_number": [.text("1")]]])
        #expect(
            ContractQuestion(contract(), facts: facts)
                == .lookUp([ContractQuestion.Key(field: "id", values: [.text("1")])]))
        func status(_ question: ContractQuestion) -> ContractAnswer.Status? {
            if case .answered(let answer) = question { answer.status } else { nil }
        }
        #expect(status(ContractQuestion(contract(), facts: ContractFacts())) == .keyMissing)
        #expect(status(ContractQuestion(contract(consent: .spouse), facts: facts)) == .consentMissing)
        #expect(status(ContractQuestion(contract(), facts: facts, isWanted: false)) == .notAsked)
        var agreed = facts
        agreed.consents = [.spouse]
        #expect(status(ContractQuestion(contract(consent: .spouse), facts: agreed)) == nil)
    }

    @Test func `a chained contract takes its keys from the rows before it`() {
        let first = contract(.many)
        let rows = [row("1", "甲", 1), row("1", "乙", 2), row("1", "甲", 3)]
        let facts = ContractFacts(answers: ["record": ContractAnswer(first, columns: columns, rows: rows)])
        let question = ContractQuestion(contract(path: "record.name"), facts: facts)
        #expect(question == .lookUp([ContractQuestion.Key(field: "id", values: [.text("甲"), .text("乙")])]))
    }

    @Test func `behind “there is none” a complete register has none, another is missing its key`() {
        let none = ContractFacts(
            answers: ["record": ContractAnswer(contract(.many, absence: .complete), columns: columns, rows: [])])
        let complete = ContractQuestion(contract(.many, absence: .complete, path: "record.name"), facts: none)
        guard case .answered(let answer) = complete else {
            Issue.record("a look-up was asked for")
            return
        }
        #expect(answer.status == .none)
        guard case .answered(let other) = ContractQuestion(contract(path: "record.name"), facts: none) else {
            Issue.record("a look-up was asked for")
            return
        }
        #expect(other.status == .keyMissing)
    }

    @Test func `contracts are asked after those they need, in the author's order otherwise`() {
        func named(_ id: String, _ path: String) -> Contract {
            Contract(
                package: "p", id: id, title: Text(zh: id, en: id), register: "p.r", provider: "a", consumer: "b",
                purpose: Text(zh: id, en: id), basis: [], posts: [], subject: .child,
                match: [Contract.Match(field: "id", path: ContractPath(path)!)], fields: [Self.field("name")],
                variable: id, answer: .one, absence: .unknown, ladder: [.table])
        }
        let result = AskingOrder.of([named("a", "c.name"), named("b", "child.id"), named("c", "child.id")])
        #expect(result.order.map(\.id) == ["b", "c", "a"])
        #expect(result.cycle.isEmpty)
        let circle = AskingOrder.of([named("a", "b.name"), named("b", "a.name"), named("c", "child.id")])
        #expect(circle.order.map(\.id) == ["c"])
        #expect(circle.cycle.map(\.id) == ["a", "b"])
    }
}
