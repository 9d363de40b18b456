import Diagnostics
import Foundation
import ScenarioKit

/// A small package that is whole, to be broken in one place by each test.
struct MiniPackage {
    var files: [String: String]

    init() { files = Self.good }

    /// The package with a text replaced in one file; the text has to be there.
    func with(_ file: String, _ old: String, _ new: String) -> MiniPackage {
        var copy = self
        let text = files[file] ?? ""
        precondition(old.isEmpty || text.contains(old), "‘\(old)’ is not in \(file)")
        copy.files[file] = old.isEmpty ? new : text.replacingOccurrences(of: old, with: new)
        return copy
    }

    /// Writes the files to a folder of their own, gives it to `body` and takes it away.
    func inFolder<Result>(_ body: (URL) throws -> Result) rethrows -> Result {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("mini-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in files {
            let url = root.appendingPathComponent(path)
            try? FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? Data(text.utf8).write(to: url)
        }
        return try body(root)
    }

    /// Loads and lints; an overlay may be given as YAML.
    func check(
        _ environment: LintEnvironment = LintEnvironment(
            handlers: ["demo.tell"], taskOperations: ["hand-on", "send-back"], countyCode: "990121"),
        overlay: String? = nil
    ) -> (package: ScenarioPackage?, diagnostics: [Diagnostic]) {
        inFolder { folder in
            var url: URL?
            if let overlay {
                let file = folder.deletingLastPathComponent().appendingPathComponent(
                    "overlay-\(UUID().uuidString).yaml")
                try? Data(overlay.utf8).write(to: file)
                url = file
            }
            defer { if let url { try? FileManager.default.removeItem(at: url) } }
            let loaded = ScenarioPackage.load(at: folder, overlay: url)
            return (loaded.package, loaded.diagnostics + (loaded.package?.lint(environment) ?? []))
        }
    }

    static let good: [String: String] = [
        "scenario.yaml": """
        id: demo
        version: 1.2.0
        title: {zh: 示例, en: Demo}
        summary: {zh: 一个小包, en: A small package}
        owner: education
        effective: 2026-01-01
        needs: []
        basis: [{title: {zh: 示例规定, en: Sample rule}}]
        """,
        "directory.yaml": """
        departments:
          education: {title: {zh: 教育局, en: Education}}
          public-security: {title: {zh: 公安局, en: Public security}}
        posts:
          clerk: {title: {zh: 经办, en: Clerk}, department: education}
        """,
        "elements.yaml": """
        elements:
          id_number: {title: {zh: 号码, en: Identity number}, type: id_number, level: 4, personal: true, source: public-security}
          birth_date: {title: {zh: 生日, en: Birth date}, type: date, level: 3, personal: true, source: public-security}
          division: {title: {zh: 区划, en: Division}, type: division, level: 2, personal: false, source: public-security}
          sex: {title: {zh: 性别, en: Sex}, type: code, codes: {M: {zh: 男, en: male}, F: {zh: 女, en: female}}, level: 2, personal: true, source: public-security}
          phone: {title: {zh: 电话, en: Phone}, type: phone, level: 3, personal: true, source: education}
        """,
        "registers/person.yaml": """
        register: person
        title: {zh: 人口登记簿, en: Population register}
        owner: public-security
        key: [id_number]
        territory: division
        update: daily
        sharing: conditional
        opening: none
        retention: {until: {zh: 长期, en: permanent}, basis: {zh: 示例规定, en: Sample rule}}
        fields:
          - {name: id_number, lookup: exact}
          - {name: birth_date, generalise: year}
          - {name: division}
          - {name: sex}
        """,
        "contracts/child-record.yaml": """
        contract: child-record
        title: {zh: 孩子的户籍信息, en: The child's record}
        register: person
        provider: public-security
        consumer: education
        purpose: {zh: 核验年龄, en: Check the age}
        basis: {zh: 示例规定, en: Sample rule}
        posts: [clerk]
        subject: child
        match: {id_number: child.id_number}
        fields: [birth_date, division]
        as: child_record
        answer: one
        absence: unknown
        consent: null
        ladder: [table, file, typed]
        """,
        "services/enrol.yaml": """
        service: enrol
        title: {zh: 报名, en: Enrolment}
        summary: {zh: 给孩子报名, en: Register a child}
        keywords: {zh: [上学], en: [school]}
        themes: [education]
        audience: person
        department: education
        item: {code: "6200000001", name: {zh: 报名, en: Enrolment}, kind: public-service}
        roles:
          applicant: {title: {zh: 家长, en: Parent}, relation: [father, mother]}
          child: {title: {zh: 孩子, en: Child}}
        subject: child
        guide:
          who: {zh: 满六岁的孩子, en: Children of six}
          conditions: [{zh: 年满六岁, en: Six years old}]
          steps: [{zh: 填表, en: Fill in}]
          results: [{zh: 通知, en: A notice}]
          fee: {zh: 不收费, en: None}
          remedy: {zh: 可以申请复核, en: You may ask for a review}
          privacy: {zh: 只用于报名, en: Used for this only}
        materials:
          - {id: booklet, title: {zh: 户口簿, en: Booklet}, required: when_not_found, replaced_by: [child-record], upload: {types: [pdf, jpg], max_mb: 5}}
        limits: {statutory: none, promised: {minutes: 5}, instant: true}
        clocks:
          - {id: answer, title: {zh: 答复期限, en: Time to answer}, kind: promised, limit: 20wd, starts: submitted, ends: decided, warn: 5wd, basis: {zh: 示例规定, en: Sample rule}}
        channels: [online, counter]
        form: enrol
        process: enrol
        decision: {file: enrol, name: enrol}
        contracts: [child-record]
        notices: {decided: decided}
        documents: {decided: acceptance}
        season: season
        phone: "12345"
        places: [{name: {zh: 窗口, en: Counter}, address: {zh: 一号路, en: First Road}, hours: {zh: 上午, en: mornings}}]
        basis: {zh: 示例规定, en: Sample rule}
        retention: {years: 3, basis: {zh: 示例规定, en: Sample rule}}
        exceptions: [{id: not-found, title: {zh: 人工核对, en: By hand}, post: clerk, limit: {days: 5, unit: working}}]
        """,
        "forms/enrol.yaml": """
        form: enrol
        title: {zh: 报名表, en: Form}
        filled_by: citizen
        pages:
          - id: contact
            title: {zh: 怎么联系您, en: How to reach you}
            fields:
              - {name: contact_phone, element: phone}
              - {name: wish, type: boolean, title: {zh: 要住校吗, en: Boarding}, show_if: child_record.division != null}
        """,
        "parameters/rules.yaml": """
        parameters:
          - name: season
            title: {zh: 年度, en: Season}
            type: text
            values: [{from: 2026-01-01, value: "2026", basis: {zh: 示例规定, en: Sample rule}}]
          - name: age_years
            title: {zh: 入学年龄, en: Age}
            type: integer
            values:
              - {from: 2025-01-01, value: 7, basis: {zh: 示例规定, en: Sample rule}}
              - {from: 2026-01-01, value: 6, basis: {zh: 示例规定, en: Sample rule}}
        """,
        "notices/decided.yaml": """
        notice: decided
        title: {zh: 结果, en: Result}
        body: {zh: "编号{number}:{outcome}", en: "Number {number}: {outcome}"}
        channels: [in-app, sms]
        placeholders:
          number: {title: {zh: 编号, en: Number}, level: 2}
          outcome: {title: {zh: 结论, en: Outcome}, level: 2}
        """,
        "documents/acceptance.yaml": """
        document: acceptance
        kind: acceptance
        title: {zh: 受理通知书, en: Acceptance}
        number: 示例〔{year}〕{sequence:5}号
        body: [{zh: "已受理{number}。", en: "Accepted: {number}."}]
        placeholders: {number: {title: {zh: 编号, en: Number}, level: 2}}
        seal: education
        delivery: [electronic]
        retention: {years: 3, basis: {zh: 示例规定, en: Sample rule}}
        basis: {zh: 示例规定, en: Sample rule}
        """,
        "decisions/enrol.dmn": """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="enrol" name="enrol" namespace="https://example.org/enrol">
          <inputData id="i1" name="child_record"><variable name="child_record" typeRef="Any"/></inputData>
          <inputData id="i2" name="parameters"><variable name="parameters" typeRef="Any"/></inputData>
          <inputData id="i3" name="case"><variable name="case" typeRef="Any"/></inputData>
          <decision id="row" name="row">
            <variable name="row" typeRef="Any"/>
            <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
            <informationRequirement id="r2"><requiredInput href="#i2"/></informationRequirement>
            <informationRequirement id="r3"><requiredInput href="#i3"/></informationRequirement>
            <decisionTable id="table" hitPolicy="FIRST">
              <input id="c1" label="age"><inputExpression><text>if child_record.birth_date = null then null else age on(child_record.birth_date, case.submitted_on) >= parameters.age_years</text></inputExpression></input>
              <output id="o1" name="outcome"/>
              <output id="o2" name="rule"/>
              <annotation name="reason_zh"/><annotation name="reason_en"/><annotation name="source_zh"/><annotation name="source_en"/>
              <rule id="R-old"><inputEntry id="e1"><text>true</text></inputEntry><outputEntry id="p1"><text>"eligible"</text></outputEntry><outputEntry id="q1"><text>"R-old"</text></outputEntry>
                <annotationEntry><text>够年龄</text></annotationEntry><annotationEntry><text>Old enough</text></annotationEntry><annotationEntry><text>示例规定</text></annotationEntry><annotationEntry><text>Sample rule</text></annotationEntry></rule>
              <rule id="R-young"><inputEntry id="e2"><text>false</text></inputEntry><outputEntry id="p2"><text>"ineligible"</text></outputEntry><outputEntry id="q2"><text>"R-young"</text></outputEntry>
                <annotationEntry><text>不够年龄</text></annotationEntry><annotationEntry><text>Too young</text></annotationEntry><annotationEntry><text>示例规定</text></annotationEntry><annotationEntry><text>Sample rule</text></annotationEntry></rule>
              <rule id="R-none"><inputEntry id="e3"><text>null</text></inputEntry><outputEntry id="p3"><text>"unknown"</text></outputEntry><outputEntry id="q3"><text>"R-none"</text></outputEntry>
                <annotationEntry><text>查不到</text></annotationEntry><annotationEntry><text>Not found</text></annotationEntry><annotationEntry><text>示例规定</text></annotationEntry><annotationEntry><text>Sample rule</text></annotationEntry></rule>
            </decisionTable>
          </decision>
          <decision id="enrol-d" name="enrol">
            <variable name="enrol" typeRef="Any"/>
            <informationRequirement id="r4"><requiredDecision href="#row"/></informationRequirement>
            <informationRequirement id="r5"><requiredInput href="#i1"/></informationRequirement>
            <literalExpression><text>{outcome: row.outcome, category: if row.outcome = "eligible" then "first" else null, rules: [row.rule], missing: if child_record = null then ["child_record"] else [], area: child_record.division}</text></literalExpression>
          </decision>
        </definitions>
        """,
        "processes/enrol.bpmn": """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yw="https://yiwang.org/bpmn/1" id="d" targetNamespace="https://example.org/enrol">
          <process id="enrol" isExecutable="true">
            <startEvent id="start"><outgoing>f1</outgoing></startEvent>
            <sequenceFlow id="f1" sourceRef="start" targetRef="tell"/>
            <serviceTask id="tell" name="tell" yw:name-en="Tell" implementation="demo.tell"><incoming>f1</incoming><outgoing>f2</outgoing></serviceTask>
            <sequenceFlow id="f2" sourceRef="tell" targetRef="look"/>
            <userTask id="look" name="look" yw:name-en="Look" yw:post="clerk" yw:due="5wd"><incoming>f2</incoming><outgoing>f3</outgoing></userTask>
            <sequenceFlow id="f3" sourceRef="look" targetRef="end"/>
            <endEvent id="end"><incoming>f3</incoming></endEvent>
          </process>
        </definitions>
        """,
        "tests/age.yaml": """
        suite: {zh: 年龄, en: Age}
        on: 2026-08-01
        given:
          child: {id_number: "990121202001010018"}
          registers:
            person:
              - {id_number: "990121202001010018", birth_date: 2020-01-01, division: "990121101201"}
        cases:
          - case: old
            title: {zh: 满六岁, en: Six years old}
            then: {outcome: 符合, category: first, rules: [R-old], missing: [], result: {area: "990121101201"}}
          - case: young
            title: {zh: 差一天, en: One day short}
            given: {registers: {person: [{id_number: "990121202001010018", birth_date: 2020-08-02}]}}
            then: {outcome: 不符合, category: null, rules: [R-young]}
          - case: not-found
            title: {zh: 查不到, en: Not found}
            given: {unreachable: [child-record]}
            then: {outcome: 查不到, missing: [child_record], answers: {child-record: unreachable}}
        """,
    ]
}
