import Definitions
import Diagnostics
import Foundation
import ScenarioKit
import Testing
import WorkCalendar

/// One slip in one file of the small package, and the code by which it is reported.
struct Slip: Sendable, CustomTestStringConvertible {
    let code: String
    let file: String
    let old: String
    let new: String
    /// The file in which it is reported.
    let place: String

    init(_ code: String, _ file: String, _ old: String, _ new: String, at place: String? = nil) {
        self.place = place ?? file
        self.code = code
        self.file = file
        self.old = old
        self.new = new
    }

    var testDescription: String { "\(code) in \(file): \(new.prefix(60))" }
}

@Suite struct LintTests {
    @Test func `the small package has no finding`() {
        let findings = MiniPackage().check().diagnostics
        #expect(findings.map(\.description) == [])
    }

    static let slips: [Slip] = [
        // YAML itself
        Slip("yaml.syntax", "scenario.yaml", "needs: []", "needs: ["),
        Slip("yaml.alias", "scenario.yaml", "owner: education", "owner: &a education"),
        Slip("yaml.tag", "scenario.yaml", "owner: education", "owner: !!int education"),
        Slip("yaml.key.duplicate", "scenario.yaml", "owner: education", "owner: education\nowner: education"),
        Slip("yaml.merge", "scenario.yaml", "owner: education", "owner: education\n<<: {a: 1}"),
        Slip("yaml.ambiguous", "services/enrol.yaml", "instant: true", "instant: yes"),
        Slip("yaml.leading-zero", "services/enrol.yaml", "\"12345\"", "012345"),
        Slip("yaml.number.too-long", "services/enrol.yaml", "\"12345\"", "990121202001010018"),
        // shapes
        Slip("format.key.unknown", "registers/person.yaml", "territory:", "teritory:"),
        Slip("format.key.missing", "registers/person.yaml", "update: daily\n", ""),
        Slip("format.choice.unknown", "registers/person.yaml", "update: daily", "update: dayly"),
        Slip("format.string.expected", "services/enrol.yaml", "phone: \"12345\"", "phone: 12345"),
        Slip("format.integer.expected", "elements.yaml", "level: 4", "level: four"),
        Slip(
            "format.boolean.expected", "elements.yaml", "type: phone, level: 3, personal: true",
            "type: phone, level: 3, personal: maybe"),
        Slip("format.date.expected", "scenario.yaml", "2026-01-01", "2026-13-01"),
        Slip("format.list.expected", "registers/person.yaml", "key: [id_number]", "key: id_number"),
        Slip(
            "format.object.expected", "services/enrol.yaml",
            "limits: {statutory: none, promised: {minutes: 5}, instant: true}", "limits: 5"),
        Slip("format.id.invalid", "scenario.yaml", "id: demo", "id: Demo!"),
        Slip("format.name.invalid", "contracts/child-record.yaml", "as: child_record", "as: child-record"),
        Slip("format.reference.invalid", "services/enrol.yaml", "form: enrol", "form: a.b.c"),
        Slip("format.version.invalid", "scenario.yaml", "1.2.0", "1.2"),
        Slip("format.version.invalid", "scenario.yaml", "1.2.0", "1.2.x"),
        Slip("package.file.name", "registers/person.yaml", "register: person", "register: persons"),
        Slip("package.file.unknown", "register/other.yaml", "", "register: other"),
        Slip("package.need.missing", "scenario.yaml", "needs: []", "needs: [{package: base, version: \">=1.0.0\"}]"),
        // texts
        Slip("text.plain", "scenario.yaml", "title: {zh: 示例, en: Demo}", "title: Demo"),
        Slip("text.translation.missing", "scenario.yaml", "title: {zh: 示例, en: Demo}", "title: {zh: 示例}"),
        Slip("text.punctuation", "scenario.yaml", "一个小包", "\"一个,小包\""),
        // elements and registers
        Slip(
            "element.codes.missing", "elements.yaml",
            "type: code, codes: {M: {zh: 男, en: male}, F: {zh: 女, en: female}}", "type: code"),
        Slip(
            "element.table.unknown", "elements.yaml", "codes: {M: {zh: 男, en: male}, F: {zh: 女, en: female}}",
            "table: sexes"),
        Slip("codes.empty", "elements.yaml", "{M: {zh: 男, en: male}, F: {zh: 女, en: female}}", "{}"),
        Slip("element.level.range", "elements.yaml", "level: 4", "level: 5"),
        Slip("element.unknown", "registers/person.yaml", "{name: sex}", "{name: sexx}"),
        Slip("register.field.duplicate", "registers/person.yaml", "{name: sex}", "{name: division}"),
        Slip("register.field.unknown", "registers/person.yaml", "key: [id_number]", "key: [id]"),
        Slip("register.field.reserved", "registers/person.yaml", "{name: sex}", "{name: sys_id, element: sex}"),
        Slip("register.level.lowered", "registers/person.yaml", "{name: birth_date,", "{name: birth_date, level: 1,"),
        Slip("register.generalise.type", "registers/person.yaml", "{name: sex}", "{name: sex, generalise: year}"),
        Slip("register.territory.type", "registers/person.yaml", "territory: division", "territory: sex"),
        Slip(
            "register.retention.missing", "registers/person.yaml",
            "retention: {until: {zh: 长期, en: permanent}, basis: {zh: 示例规定, en: Sample rule}}\n", ""),
        Slip("retention.end.missing", "registers/person.yaml", "until: {zh: 长期, en: permanent}, ", ""),
        Slip("retention.years.range", "documents/acceptance.yaml", "years: 3", "years: 300"),
        Slip("basis.missing", "contracts/child-record.yaml", "basis: {zh: 示例规定, en: Sample rule}\n", ""),
        Slip("personal.level", "elements.yaml", "type: phone, level: 3", "type: phone, level: 1"),
        Slip(
            "personal.sensitive-level", "elements.yaml", "level: 2, personal: true, source",
            "level: 2, personal: true, sensitive: true, source"),
        Slip("personal.source", "elements.yaml", "personal: true, source: education", "personal: true"),
        Slip("personal.opened", "registers/person.yaml", "opening: none", "opening: open"),
        Slip("personal.shared", "registers/person.yaml", "sharing: conditional", "sharing: unconditional"),
        // contracts
        Slip("register.unknown", "contracts/child-record.yaml", "register: person", "register: persn"),
        Slip(
            "contract.provider.not-owner", "contracts/child-record.yaml", "provider: public-security",
            "provider: education"),
        Slip(
            "contract.match.not-indexed", "contracts/child-record.yaml", "{id_number: child.id_number}",
            "{birth_date: child.birth_date}"),
        Slip("contract.path.invalid", "contracts/child-record.yaml", "child.id_number", "child"),
        Slip("contract.path.unknown", "contracts/child-record.yaml", "child.id_number", "child.id_nmber"),
        Slip("contract.as.reserved", "contracts/child-record.yaml", "as: child_record", "as: child"),
        Slip("contract.limit.range", "contracts/child-record.yaml", "answer: one", "answer: one\nlimit: 0"),
        Slip(
            "contract.field.unused", "contracts/child-record.yaml", "[birth_date, division]",
            "[birth_date, division, sex]"),
        Slip("contract.unknown", "services/enrol.yaml", "contracts: [child-record]", "contracts: [child-records]"),
        Slip(
            "contract.unused", "services/enrol.yaml", "contracts: [child-record]", "contracts: []",
            at: "contracts/child-record.yaml"),
        Slip("department.unknown", "scenario.yaml", "owner: education", "owner: educaton"),
        Slip("post.unknown", "contracts/child-record.yaml", "posts: [clerk]", "posts: [clerc]"),
        // services
        Slip("form.unknown", "services/enrol.yaml", "form: enrol", "form: enroll"),
        Slip("process.unknown", "services/enrol.yaml", "process: enrol", "process: enroll"),
        Slip("decision.unknown", "services/enrol.yaml", "{file: enrol, name: enrol}", "{file: enroll, name: enrol}"),
        Slip(
            "decision.name.unknown", "services/enrol.yaml", "{file: enrol, name: enrol}", "{file: enrol, name: enroll}"),
        Slip(
            "decision.name.unknown", "services/enrol.yaml", "{file: enrol, name: enrol}",
            "{file: enrol, name: enrol, asks_for: answer}"),
        Slip("notice.unknown", "services/enrol.yaml", "notices: {decided: decided}", "notices: {decided: decide}"),
        Slip(
            "document.unknown", "services/enrol.yaml", "documents: {decided: acceptance}",
            "documents: {decided: accept}"),
        Slip("parameter.unknown", "services/enrol.yaml", "season: season", "season: seasons"),
        Slip("service.season.missing", "services/enrol.yaml", "season: season", "one_case_per: [child, season]"),
        Slip(
            "service.part.field", "services/enrol.yaml", "season: season",
            "season: season\nparts: [{part: a, title: {zh: 甲, en: A}, department: education, item: {code: \"1\", name: {zh: 甲, en: A}, kind: permit}, fields: [nothing], materials: [booklet], result: {zh: 证, en: Licence}}]"
        ),
        Slip(
            "service.part.material", "services/enrol.yaml", "season: season",
            "season: season\nparts: [{part: a, title: {zh: 甲, en: A}, department: education, item: {code: \"1\", name: {zh: 甲, en: A}, kind: permit}, fields: [contact_phone], materials: [nothing], result: {zh: 证, en: Licence}}]"
        ),
        Slip("service.role.unknown", "services/enrol.yaml", "subject: child", "subject: childd"),
        Slip("service.relation.unknown", "services/enrol.yaml", "[father, mother]", "[father, muther]"),
        Slip("service.limit.range", "services/enrol.yaml", "{minutes: 5}", "{minutes: -5}"),
        Slip(
            "service.retention.missing", "services/enrol.yaml",
            "retention: {years: 3, basis: {zh: 示例规定, en: Sample rule}}\n", ""),
        Slip("material.replacement.missing", "services/enrol.yaml", "replaced_by: [child-record], ", ""),
        Slip("material.promise.text", "services/enrol.yaml", "upload: {types: [pdf, jpg], max_mb: 5}", "promise: true"),
        Slip("upload.limits.range", "services/enrol.yaml", "max_mb: 5", "max_mb: 500"),
        // parameters, notices, documents
        Slip("parameter.order", "parameters/rules.yaml", "from: 2025-01-01, value: 7", "from: 2027-01-01, value: 7"),
        Slip("parameter.value.type", "parameters/rules.yaml", "value: 7", "value: seven"),
        Slip(
            "parameter.duplicate", "parameters/more.yaml", "",
            "name: season\ntitle: {zh: 年度, en: Season}\ntype: text\nvalues: [{from: 2026-01-01, value: \"2026\", basis: {zh: 规定, en: rule}}]",
            at: "parameters/rules.yaml"),
        Slip("basis.missing", "parameters/rules.yaml", "value: 7, basis: {zh: 示例规定, en: Sample rule}", "value: 7"),
        Slip("notice.placeholder.unknown", "notices/decided.yaml", "{number}", "{nummer}"),
        Slip(
            "notice.placeholder.one-language", "notices/decided.yaml", "en: \"Number {number}: {outcome}\"",
            "en: \"Number {number}\""),
        Slip("notice.template.invalid", "notices/decided.yaml", "Number {number}", "Number {number"),
        Slip("notice.sms.personal", "notices/decided.yaml", "en: Outcome}, level: 2", "en: Outcome}, level: 3"),
        Slip("document.number.invalid", "documents/acceptance.yaml", "{sequence:5}", "{nth}"),
        Slip("document.remedy.missing", "documents/acceptance.yaml", "kind: acceptance", "kind: refusal"),
        Slip(
            "document.retention.missing", "documents/acceptance.yaml",
            "retention: {years: 3, basis: {zh: 示例规定, en: Sample rule}}\n", ""),
        // FEEL, DMN, BPMN
        Slip("feel.name.unknown", "forms/enrol.yaml", "child_record.division", "child_recrd.division"),
        Slip("feel.name.unknown", "forms/enrol.yaml", "child_record.division", "child_record.divison"),
        Slip("feel.syntax", "forms/enrol.yaml", "child_record.division != null", "child_record.division !="),
        Slip("feel.name.unknown", "decisions/enrol.dmn", "parameters.age_years", "parameters.age_year"),
        Slip("decision.input.unknown", "decisions/enrol.dmn", "name=\"parameters\"", "name=\"params\""),
        Slip(
            "decision.annotation.missing", "decisions/enrol.dmn", "<annotation name=\"source_en\"/>",
            "<annotation name=\"source\"/>"),
        Slip("decision.annotation.empty", "decisions/enrol.dmn", "<text>够年龄</text>", "<text> </text>"),
        Slip("decision.rule.id.missing", "decisions/enrol.dmn", "<rule id=\"R-old\">", "<rule>"),
        Slip("decision.rule.id.duplicate", "decisions/enrol.dmn", "<rule id=\"R-young\">", "<rule id=\"R-old\">"),
        Slip("process.handler.unknown", "processes/enrol.bpmn", "demo.tell", "demo.tel"),
        Slip(
            "process.called.unknown", "processes/enrol.bpmn",
            "<serviceTask id=\"tell\" name=\"tell\" yw:name-en=\"Tell\" implementation=\"demo.tell\"><incoming>f1</incoming><outgoing>f2</outgoing></serviceTask>",
            "<callActivity id=\"tell\" name=\"tell\" yw:name-en=\"Tell\" calledElement=\"enroll\"><incoming>f1</incoming><outgoing>f2</outgoing></callActivity>"
        ),
        Slip("post.unknown", "processes/enrol.bpmn", "yw:post=\"clerk\"", "yw:post=\"clerc\""),
        Slip("process.post.missing", "processes/enrol.bpmn", " yw:post=\"clerk\"", ""),
        Slip(
            "process.operation.unsupported", "processes/enrol.bpmn", " yw:post=\"clerk\"",
            " yw:post=\"clerk\" yw:operations=\"hand-on suspend\""),
        Slip(
            "process.clock.unknown", "processes/enrol.bpmn", "implementation=\"demo.tell\">",
            "implementation=\"clocks.end\"><extensionElements><yw:input name=\"clock\">\"later\"</yw:input></extensionElements>"
        ),
        Slip(
            "process.pause.unknown", "processes/enrol.bpmn", "implementation=\"demo.tell\">",
            "implementation=\"clocks.pause\"><extensionElements><yw:input name=\"pause\">\"tea\"</yw:input></extensionElements>"
        ),
        Slip(
            "process.clock.fixed", "processes/enrol.bpmn", "implementation=\"demo.tell\">",
            "implementation=\"clocks.extend\"><extensionElements><yw:input name=\"clock\">\"answer\"</yw:input></extensionElements>"
        ),
        Slip("process.name.english", "processes/enrol.bpmn", " yw:name-en=\"Look\"", ""),
        Slip("clock.limit", "services/enrol.yaml", "limit: 20wd", "limit: twenty"),
        Slip("clock.unit", "services/enrol.yaml", "warn: 5wd", "warn: 5h"),
        Slip("clock.parameter", "services/enrol.yaml", "limit: 20wd", "limit: {parameter: season, unit: wd}"),
        Slip("process.id", "processes/enrol.bpmn", "<process id=\"enrol\"", "<process id=\"enroll\""),
        // tests
        Slip("test.outcome.unknown", "tests/age.yaml", "outcome: 符合", "outcome: 可以"),
        Slip("test.case.duplicate", "tests/age.yaml", "case: young", "case: old"),
        Slip(
            "test.unreachable.unknown", "tests/age.yaml", "unreachable: [child-record]", "unreachable: [child-rekord]"),
        Slip("value.date.invalid", "tests/age.yaml", "birth_date: 2020-01-01", "birth_date: 2020-02-30"),
        Slip("test.key.size", "tests/age.yaml", "{unreachable: [child-record]}", "{without: {person: [[a, b]]}}"),
        Slip("test.known.unknown", "tests/age.yaml", "{unreachable: [child-record]}", "{known: {child_recrd: null}}"),
        Slip("test.service.unknown", "tests/age.yaml", "on: 2026-08-01", "on: 2026-08-01\nservice: enroll"),
        Slip(
            "test.excuse", "tests/age.yaml", "on: 2026-08-01",
            "on: 2026-08-01\nexcused: [{column: age, reason: {zh: 无, en: none}}]"),
        Slip("contract.if.order", "contracts/child-record.yaml", "answer: one", "answer: one\nif: child_record = null"),
        Slip("register.column.clash", "registers/person.yaml", "{name: sex}", "{name: birth_date_year, element: sex}"),
        Slip(
            "material.unknown", "forms/enrol.yaml", "{name: contact_phone, element: phone}",
            "{name: contact_phone, element: phone, material: bookle}"),
        Slip(
            "form.matters-to-nothing", "forms/enrol.yaml", "  - id: contact\n",
            "  - id: contact\n    only_if_it_matters: true\n"),
        Slip(
            "form.unused", "forms/extra.yaml", "",
            "form: extra\ntitle: {zh: 另一张, en: Extra}\nfilled_by: clerk\npages: [{id: p, title: {zh: 页, en: Page}, fields: [{name: phone, element: phone}]}]"
        ),
        Slip("package.kind.unread", "boards/b.yaml", "", "board: b\ntitle: {zh: 看板, en: Board}"),
        Slip("yaml.key.complex", "scenario.yaml", "owner: education", "owner: education\n? [a]\n: b"),
        Slip("yaml.empty", "notices/empty.yaml", "", "# nothing"),
        Slip("package.folder.deep", "registers/a/b/c.yaml", "", "x: y", at: "registers/a/b"),
        Slip("package.file.too-large", "decisions/large.dmn", "", String(repeating: "x", count: 4_194_305)),
        // the law
        Slip(
            "law.points", "elements.yaml", "  phone: {",
            "  merit: {title: {zh: 村民积分, en: Points}, type: integer, level: 2, personal: true, source: education}\n  phone: {"
        ),
        Slip("law.ranking", "indicators/villages.yaml", "", "indicator: villages\ntitle: {zh: 各村排名, en: Villages}"),
        Slip(
            "law.ranking", "indicators/villages.yaml", "",
            "indicator: villages\ntitle: {zh: 各村办件, en: Villages}\nby: village\ntop: 3"),
        Slip(
            "law.check-in", "forms/enrol.yaml", "{name: wish, type: boolean, title: {zh: 要住校吗, en: Boarding}",
            "{name: wish, type: boolean, title: {zh: 每日打卡, en: Daily}"),
        Slip("law.track", "elements.yaml", "title: {zh: 电话, en: Phone}", "title: {zh: 行动轨迹, en: Track}"),
        Slip("law.photo", "services/enrol.yaml", "types: [pdf, jpg]", "types: [jpg, png]"),
        Slip("law.form.admission", "forms/enrol.yaml", "filled_by: citizen", "filled_by: village"),
        Slip(
            "law.form.admission-expired", "forms/enrol.yaml", "filled_by: citizen",
            "filled_by: village\nadmission: {number: 准-1, issued_by: data, valid_until: 2026-01-01}"),
        Slip("law.item.county-code", "services/enrol.yaml", "\"6200000001\"", "\"990121-01\""),
        Slip("law.forbidden-question", "forms/enrol.yaml", "要住校吗", "家长的职业"),
    ]

    @Test(arguments: slips) func `a slip is reported with its code, its place and both wordings`(slip: Slip) throws {
        let environment = LintEnvironment(
            handlers: ["demo.tell"], taskOperations: ["hand-on", "send-back"], orderOperations: ["hand-on"],
            countyCode: "990121",
            today: CivilDate(year: 2026, month: 6, day: 1))
        let findings = MiniPackage().with(slip.file, slip.old, slip.new).check(environment).diagnostics
        let finding = try #require(
            findings.first { $0.code == slip.code }, "found only: \(findings.map(\.description))")
        #expect(finding.location?.file == slip.place)
        #expect((finding.location?.line ?? 0) >= 1)
        #expect(!finding.message.zh.isEmpty && !finding.message.en.isEmpty)
        #expect(finding.message.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
    }

    @Test func `a slip gets the nearest name as a hint`() {
        let findings = MiniPackage().with("registers/person.yaml", "territory:", "teritory:").check().diagnostics
        #expect(findings.first { $0.code == "format.key.unknown" }?.hint?.en == "Did you mean ‘territory’?")
    }

    @Test func `the place is the line and column of the key`() {
        let findings = MiniPackage().with("registers/person.yaml", "territory:", "teritory:").check().diagnostics
        let place = findings.first { $0.code == "format.key.unknown" }?.location
        #expect(place == SourceLocation(file: "registers/person.yaml", line: 5, column: 1))
    }

    @Test func `all findings are given, not only the first`() {
        let findings = MiniPackage().with("registers/person.yaml", "update: daily", "update: dayly")
            .with("contracts/child-record.yaml", "posts: [clerk]", "posts: [clerc]")
            .with("notices/decided.yaml", "{number}", "{nummer}").check().diagnostics
        let codes = Set(findings.map(\.code))
        #expect(codes.isSuperset(of: ["format.choice.unknown", "post.unknown", "notice.placeholder.unknown"]))
    }

    @Test func `contracts that wait for each other are reported`() {
        var package = MiniPackage()
        let other = package.files["contracts/child-record.yaml"]!
            .replacingOccurrences(of: "contract: child-record", with: "contract: other")
            .replacingOccurrences(of: "child.id_number", with: "child_record.id_number")
            .replacingOccurrences(of: "[birth_date, division]", with: "[id_number]")
            .replacingOccurrences(of: "as: child_record", with: "as: other_record")
        package.files["contracts/other.yaml"] = other
        let findings = package.with("contracts/child-record.yaml", "child.id_number", "other_record.id_number")
            .with("contracts/child-record.yaml", "[birth_date, division]", "[birth_date, division, id_number]")
            .with("services/enrol.yaml", "contracts: [child-record]", "contracts: [child-record, other]")
            .check().diagnostics
        #expect(findings.contains { $0.code == "contract.cycle" })
    }

    @Test func `two contracts of one name, one not asked, and the reserved field are reported`() {
        var package = MiniPackage().with(
            "registers/person.yaml", "{name: sex}", "{name: sex}\n  - {name: found, element: sex}")
        package.files["contracts/other.yaml"] = package.files["contracts/child-record.yaml"]!
            .replacingOccurrences(of: "contract: child-record", with: "contract: other")
            .replacingOccurrences(of: "[birth_date, division]", with: "[found]")
            .replacingOccurrences(of: "absence: unknown", with: "absence: none")
        let twice = package.with("services/enrol.yaml", "contracts: [child-record]", "contracts: [child-record, other]")
        let codes = Set(twice.check().diagnostics.map(\.code))
        #expect(codes.isSuperset(of: ["contract.as.duplicate", "contract.found.reserved"]))
        let unasked = package.with("services/enrol.yaml", "replaced_by: [child-record]", "replaced_by: [other]")
        #expect(unasked.check().diagnostics.contains { $0.code == "material.replacement.not-asked" })
    }

    @Test func `a promise not to rank is no ranking`() {
        let findings = MiniPackage().with(
            "services/enrol.yaml", "title: {zh: 报名, en: Enrolment}\nsummary",
            "title: {zh: 不排名的报名, en: Enrolment}\nsummary"
        )
        .check().diagnostics
        #expect(!findings.contains { $0.code == "law.ranking" })
    }

    @Test func `a person with place and moment in one register is a track`() {
        let findings = MiniPackage()
            .with(
                "elements.yaml", "  phone:",
                "  place: {title: {zh: 位置, en: Place}, type: geometry, geometry: point, level: 3, personal: true, source: education}\n  seen: {title: {zh: 时间, en: Time}, type: instant, level: 2, personal: false, source: education}\n  phone:"
            )
            .with("registers/person.yaml", "  - {name: sex}", "  - {name: sex}\n  - {name: place}\n  - {name: seen}")
            .check().diagnostics
        #expect(findings.contains { $0.code == "law.track" })
    }
}
