import AddressEngine
import DecisionEngine
import Diagnostics
import FEELEngine
import JSONTree
import NationalCodes
import PatternEngine
import ProcessEngine
import SchemaEngine
import WorkCalendar
import XMLTree

extension FuzzTarget {
    private static let package = "Scenarios/new-pupil-enrolment"

    static let json = FuzzTarget(
        "json", words: ["{", "}", "[", "]", ":", ",", "\"", "\\u", "\"a\":", "1e", "-", "null", "[[", "{\"a\":["],
        seeds: { _ in [] },
        read: { bytes in
            guard let value = try? JSON(parsing: bytes) else { return }
            // What was read is written and read again as the same.
            let again = try? JSON(parsing: value.bytes)
            precondition(again == value, "a value changed on its way")
            _ = try? value.canonicalBytes()
            _ = value.setting("a", to: value).merging(value)
        })

    static let xml = FuzzTarget(
        "xml",
        words: [
            "<a>", "</a>", "<a/>", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>", "&b;", "&amp;",
            "<![CDATA[",
            "]]>", "<!--", "-->", "<?xml version=\"1.0\" encoding=\"GB18030\"?>", "<?", "?>", " xmlns:a=\"b\"", "a:",
            "\"", "'",
            "&#x10FFFF;", "<!ENTITY c \"&c;&c;&c;\">",
        ], seeds: { corpus in [corpus.bytes(of: "\(package)/processes/correction.bpmn")].compactMap(\.self) },
        read: { bytes in _ = try? XMLTreeDocument(parsing: bytes) })

    static let feel = FuzzTarget(
        "feel",
        words: [
            "(", ")", "[", "]", "{", "}", "if ", " then ", " else ", "for x in ", " return ", "some x in ",
            " satisfies ",
            "..", " and ", " or ", "not(", "function(x) ", "date(\"", "\")", "duration(\"P", " instance of ", "**",
            "@\"", "x.",
            "[item > 1]", "1..1000000000", "repeat ", "string(", "matches(\"", "replace(", "list contains(", "{a: ",
        ], largest: 2_048, seeds: { _ in [] },
        read: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            var limits = FEELLimits.standard
            limits.steps = 20_000
            limits.size = 4_000_000
            let environment = FEELEnvironment(limits: limits)
            if let expression = try? FEELExpression(parsing: text, environment: environment) {
                _ = expression.evaluate(
                    FEELContext([("x", .number(FEELNumber(3))), ("a", .list([.null, .boolean(true)]))]))
            }
            if let tests = try? FEELUnaryTests(parsing: text, environment: environment) {
                _ = tests.matches(.string("a"))
            }
        })

    static let pattern = FuzzTarget(
        "pattern",
        words: [
            "(", ")", "(?:", "[", "]", "[^", "*", "+", "?", "{1,", "}", "{0,1000}", "|", "\\p{L}", "\\d", "\\1", "^",
            "$", ".",
            "[A-Z-[OI]]", "(a*)*", "\\i", "(?=", "(?<n>", "\\k<n>",
        ], largest: 512, cost: 4, seeds: { _ in [] },
        read: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            for syntax in [Pattern.Syntax.xpath(), .ecma] {
                guard let pattern = try? Pattern(text, syntax: syntax) else { continue }
                for sample in ["", "aaaaaaaaaaaaaaaaaaaaaaaaaaaab", "990121202003200078", "松禾县"] {
                    _ = try? pattern.matches(sample)
                }
            }
        })

    static let schema = FuzzTarget(
        "schema",
        words: [
            "{\"$ref\":\"#\"}", "\"allOf\":[", "\"properties\":{", "\"pattern\":\"", "\"$dynamicRef\":\"#a\"",
            "\"$id\":\"", "{",
            "}", "[", "]", ",", "\"unevaluatedProperties\":false", "\"minimum\":", "\"multipleOf\":0.1",
            "\"format\":\"",
        ], seeds: { _ in [] },
        read: { bytes in
            guard let json = try? JSON(parsing: bytes), let schema = try? Schema(json) else { return }
            _ = schema.validate(json)
            _ = schema.validate([1, "a", ["b": [:]]])
        })

    static let dmn = FuzzTarget(
        "dmn",
        words: [
            "<inputEntry><text>", "</text></inputEntry>", "<decision id=\"d\" name=\"d\">", "</decision>", "<rule>",
            "</rule>",
            "hitPolicy=\"COLLECT\"", "aggregation=\"SUM\"", "<requiredDecision href=\"#d\"/>", "<text>", "</text>",
            "<literalExpression>", "</literalExpression>", "<context>", "<contextEntry>", "typeRef=\"number\"",
        ], largest: 16_384, seeds: { _ in [] },
        read: { bytes in
            edit(bytes)
            guard let model = DecisionModel.load(bytes).model else { return }
            for decision in model.decisions.prefix(8) {
                _ = model.evaluate(
                    decision: decision.name, inputs: FEELContext([("a", .number(FEELNumber(3)))]),
                    trace: true)
            }
        })

    /// Edits the tables of a file, and reads again what came of it.
    private static func edit(_ bytes: [UInt8]) {
        guard var file = try? DecisionFile(bytes) else { return }
        for var sheet in file.sheets.prefix(4) {
            sheet.insertRow(below: 0, taken: file.ids(without: sheet.key))
            sheet.insertColumn(DecisionSheet.Column(kind: .condition, label: "<", expression: "a", allowed: "1, 2"))
            sheet.moveColumn(0, by: 1)
            sheet.rows[0].cells[0] = "\"]]>&\""
            try? file.set(sheet)
        }
        guard let written = try? DecisionFile(file.serialised()) else {
            preconditionFailure("What was written is no XML")
        }
        let places = written.places
        for line in stride(from: 1, to: 100, by: 7) { _ = places.place(of: SourceLocation(line: line, column: 1)) }
    }

    static let bpmn = FuzzTarget(
        "bpmn",
        words: [
            "<bpmn:startEvent id=\"s\"/>", "<bpmn:endEvent id=\"e\"/>", "<bpmn:userTask id=\"t\"/>",
            "<bpmn:subProcess id=\"p\">",
            "</bpmn:subProcess>", "<bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"e\"/>",
            "<bpmn:exclusiveGateway id=\"g\"/>",
            "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"t\">", "</bpmn:boundaryEvent>", "<bpmn:timerEventDefinition>",
            "isExecutable=\"true\"", "<bpmn:conditionExpression>", "</bpmn:conditionExpression>",
        ], largest: 16_384,
        seeds: { corpus in [corpus.bytes(of: "\(package)/processes/correction.bpmn")].compactMap(\.self) },
        read: { bytes in
            for definition in BPMNReading(bytes).definitions {
                var instance = ProcessInstance(definition)
                _ = try? instance.handle(.start(variables: []))
            }
        })

    static let address = FuzzTarget(
        "address",
        words: [
            "县", "镇", "村", "组", "路", "号", "院", "号楼", "单元", "室", "附", "-", "—", "第", "十", "百", "零", "０", "（", "）", "A座",
            "弄",
            "松禾县", "社区", "2-1-301", "三组",
        ], largest: 1_024,
        seeds: { _ in
            ["松禾县城关镇建设路8号院3号楼2单元301室", "松禾县青石镇东山村三组12号", "县城人民路八号院3-2-301", "城关镇解放路（原胜利路）１２号附１号"]
                .map { Array($0.utf8) }
        },
        read: { bytes in
            let reader = AddressReader()
            let text = String(decoding: bytes, as: UTF8.self)
            guard let address = try? reader.read(text) else { return }
            _ = reader.compare(address, address)
        })

    static let numbers = FuzzTarget(
        "numbers",
        words: ["99", "X", "x", "1985", "02", "30", "０", " ", "-", "91990121MA", "100", "２", "T", "Z", "+08:00"],
        largest: 64,
        seeds: { _ in
            ["990121202003200078", "91990121MA00000007", "990121121231001", "2026-11-29", "13800138000"].map {
                Array($0.utf8)
            }
        },
        read: { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            _ = CitizenID.normalised(text)
            _ = CivilDate(iso: text)
            _ = FEELNumber(text)
        })
}
