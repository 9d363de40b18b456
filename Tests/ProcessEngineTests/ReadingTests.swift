import Diagnostics
import ProcessEngine
import Testing

@Suite struct `BPMN reading` {
    private func codes(_ elements: String) -> [String] { Model.read(elements).diagnostics.map(\.code) }

    @Test func `a finding names element, rule and place in both languages`() throws {
        let reading = Model.read(
            "<startEvent id=\"start\"/><endEvent id=\"end\"/><userTask id=\"lost\"/>" + Model.chain("start", "end"))
        let finding = try #require(reading.diagnostics.first)
        #expect(finding.code == "bpmn.unreachable")
        #expect(finding.message.en.contains("'lost'") && finding.message.zh.contains("“lost”"))
        #expect(finding.location == SourceLocation(file: "t.bpmn", line: 5, column: 81))
        #expect(reading.definitions.isEmpty && !reading.isValid)
    }

    @Test func `no executable element is passed over in silence`() {
        let service =
            "<startEvent id=\"s1\"/><serviceTask id=\"t\"/><endEvent id=\"e1\"/>" + Model.chain("s1", "t", "e1")
        #expect(codes(service) == ["bpmn.handler-missing"])
        let rule =
            "<startEvent id=\"s1\"/><businessRuleTask id=\"t\"/><endEvent id=\"e1\"/>" + Model.chain("s1", "t", "e1")
        #expect(codes(rule) == ["bpmn.decision-missing"])
        let script =
            "<startEvent id=\"s1\"/><scriptTask id=\"t\" scriptFormat=\"groovy\"><script>x</script></scriptTask><endEvent id=\"e1\"/>"
        #expect(codes(script + Model.chain("s1", "t", "e1")) == ["bpmn.script-format"])
        let choreography =
            "<startEvent id=\"s1\"/><endEvent id=\"e1\"/><choreographyTask id=\"t\"/>" + Model.chain("s1", "e1")
        #expect(codes(choreography) == ["bpmn.choreography-in-process"])
    }

    @Test func `a wrong expression is reported where it stands, and all of them at once`() {
        let model = """
            <startEvent id="s1"/><exclusiveGateway id="g" default="g-b"/><task id="a"/><task id="b"/><endEvent id="e1"/>
            <userTask id="u" yw:due="=1 +"/>
            """
            + Model.flow("s1", "g") + Model.flow("g", "a", "x = = 1") + Model.flow("g", "b")
            + Model.chain("a", "u", "e1")
            + Model.chain("b", "e1")
        #expect(codes(model) == ["bpmn.expression", "bpmn.expression"])
    }

    @Test func `files that are no BPMN, and hostile ones, are refused with a finding`() {
        #expect(BPMNReading(Array("<a/>".utf8)).diagnostics.map(\.code) == ["bpmn.not-bpmn"])
        #expect(BPMNReading(Array("<definitions".utf8)).diagnostics.map(\.code) == ["xml.unexpected-end"])
        let laughs = "<!DOCTYPE a [<!ENTITY x \"y\">]><definitions>&x;</definitions>"
        #expect(BPMNReading(Array(laughs.utf8)).diagnostics.map(\.code) == ["xml.doctype-refused"])
        #expect(BPMNReading([]).diagnostics.map(\.code) == ["xml.unexpected-end"])
        let many = (0..<20).map { "<task id=\"t\($0)\"/>" }.joined()
        let limited = BPMNReading(Model.xml(many), options: BPMNReading.Options(maximumNodes: 10))
        #expect(limited.diagnostics.map(\.code) == ["bpmn.too-many-nodes"])
    }

    @Test func `a slip in an extension's name is pointed out`() {
        let model =
            "<startEvent id=\"s1\"/><userTask id=\"t\" yw:dew=\"P1D\"/><endEvent id=\"e1\"/>"
            + Model.chain("s1", "t", "e1")
        let reading = Model.read(model)
        #expect(reading.diagnostics.map(\.code) == ["bpmn.extension-unknown"])
        #expect(reading.diagnostics.map(\.severity) == [.warning])
        #expect(reading.definitions.count == 1)
    }

    @Test func `an id used twice is an error`() {
        #expect(codes("<task id=\"t\"/><task id=\"t\"/>") == ["bpmn.duplicate-id"])
    }

    @Test func `timers are ISO 8601, working time, or computed`() {
        func timer(_ element: String, _ text: String) -> [String] {
            let definition =
                "<timerEventDefinition><\(element) xsi:type=\"tFormalExpression\">\(text)</\(element)></timerEventDefinition>"
            return codes(
                "<startEvent id=\"s1\"/><intermediateCatchEvent id=\"t\">\(definition)</intermediateCatchEvent><endEvent id=\"e1\"/>"
                    + Model.chain("s1", "t", "e1"))
        }
        for text in ["PT1H", "P5D", "5wd", "8wh", "=string(days) + \"wd\""] {
            #expect(timer("timeDuration", text) == [], "\(text)")
        }
        for text in ["5", "soon", "wd", "P", "PT", "-P1D", "5wd "] where text != "5wd " {
            #expect(timer("timeDuration", text) == ["bpmn.timer-text"], "\(text)")
        }
        #expect(timer("timeCycle", "R3/PT10M") == [])
        #expect(timer("timeCycle", "3/PT10M") == ["bpmn.timer-text"])
        #expect(timer("timeDate", "2026-09-01T08:00:00+08:00") == [])
        #expect(timer("timeDate", "1.9.2026") == ["bpmn.timer-text"])
    }

    @Test func `what the shell has to provide is listed`() throws {
        let definition = try Model.definition(
            """
            <startEvent id="s1"/><serviceTask id="a" implementation="one"/><sendTask id="b" implementation="two"/>
            <serviceTask id="c" implementation="one"/><businessRuleTask id="d" yw:decision="rules"/>
            <callActivity id="f" calledElement="sub"/><endEvent id="e1"/>
            """ + Model.chain("s1", "a", "b", "c", "d", "f", "e1"))
        #expect(definition.handlers == ["one", "two"])
        #expect(definition.decisions == ["rules"])
        #expect(definition.calledProcesses == ["sub"])
        #expect(definition.node(of: "d") == 4)
        #expect(definition.element(node: 4)?.kind == "businessRuleTask")
        #expect(definition.element(node: 99) == nil)
    }

    @Test(arguments: [
        ("P1Y2M", 14, 0, 0), ("P2W", 0, 14, 0), ("P3DT4H5M6.75S", 0, 3, 14_706_750), ("PT0S", 0, 0, 0),
        ("PT36H", 0, 0, 129_600_000),
    ])
    func `durations are read`(text: String, months: Int, days: Int, milliseconds: Int) throws {
        let duration = try #require(ISODuration(text))
        #expect((duration.months, duration.days, duration.milliseconds) == (months, days, milliseconds))
    }

    @Test(arguments: [
        "", "P", "PT", "P1", "1D", "P1DT", "PT1D", "P1H", "P1D2Y", "P-1D", "PT1.5H", "P1.5D", "P9999999999D", "PT1S2S",
    ])
    func `what is no duration is told`(text: String) {
        #expect(ISODuration(text) == nil)
    }
}
