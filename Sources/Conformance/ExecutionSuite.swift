import Diagnostics
import Foundation
import JSONTree
import ProcessEngine

/// The execution cases of betsy (uniba-dsg/betsy): each a model and the trace of its script tasks.
struct ExecutionSuite {
    let folder: URL

    func run() throws -> [Outcome] {
        let list = folder.appendingPathComponent("cases.json")
        guard FileManager.default.fileExists(atPath: list.path) else { return [] }
        var outcomes: [Outcome] = []
        for group in try JSON(parsing: try ConformanceSuite.bytes(list)).elements {
            let id = group["id"]?.string ?? ""
            let model = group["model"]?.string ?? ""
            guard let bytes = try? ConformanceSuite.bytes(folder.appendingPathComponent(model)) else {
                outcomes.append(Outcome(id: id, passed: false, detail: "\(model) cannot be read"))
                continue
            }
            let reading = BPMNReading(
                bytes, file: model, expressions: ModelExpressions(),
                options: BPMNReading.Options(scriptHandler: "script"))
            for (number, test) in (group["cases"].map { Array($0.elements) } ?? []).enumerated() {
                let expected = test["expect"].map { $0.elements.compactMap(\.string) } ?? []
                let actual = run(reading, model: model, test, expected)
                let passed = matches(actual, expected, isOrderFree: Self.isOrderFree(bytes))
                outcomes.append(
                    Outcome(
                        id: "\(id)#\(number)", passed: passed,
                        detail: passed ? "" : "expected \(expected), got \(actual)"))
            }
        }
        return outcomes
    }

    private func run(_ reading: BPMNReading, model: String, _ test: JSON, _ expected: [String]) -> [String] {
        guard reading.isValid else { return ["ERROR deployment"] + reading.diagnostics.map(\.description) }
        var variables: [(String, JSON)] = []
        if let input = test["input"]?.string { variables.append(("test", .string(input))) }
        variables.append(("integerVariable", .integer(test["integerVariable"]?.integer ?? 0)))
        let log = Log()
        var world = VirtualShell(reading.definitions) { world, number, invocation in
            log.carryOut(invocation.inputs["script"]?.string ?? "", &world, number)
        }
        if test["parallel_process"]?.bool == true { world.start("ParallelProcess", variables) }
        let stem = String(
            model.split(separator: "/").last?.split(separator: ".").first ?? "")
        let main = reading.definitions.first { $0.id == stem } ?? reading.definitions.first
        guard let main else { return ["ERROR deployment"] }
        world.start(main.id, variables)
        world.pass(milliseconds: test["delay_ms"]?.integer ?? 1_000)
        var trace = log.trace
        // The marker is a file of its own: it counts where the case names it.
        if !expected.contains("marker") { trace.removeAll { $0 == "marker" } }
        if !world.incidents.isEmpty { trace.append("ERROR runtime") }
        for case .failed? in world.running.map(\.outcome) { trace.append("ERROR thrown error event") }
        if log.ranInParallel { trace.append("parallel") }
        return trace + world.faults
    }

    private func matches(_ actual: [String], _ expected: [String], isOrderFree: Bool) -> Bool {
        isOrderFree ? actual.sorted() == expected.sorted() : actual == expected
    }

    /// Whether a model has branches that go on at the same time. What a sub-process traces the suite lists by name.
    private static func isOrderFree(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let marks = [
            "parallelGateway", "inclusiveGateway", "complexGateway", "boundaryEvent", "completionQuantity",
            "triggeredByEvent=\"true\"", "participant", "isSequential=\"false\"",
            "<bpmn2:subProcess",
        ]
        if marks.contains(where: { text.contains($0) }) { return true }
        // Activities with several outgoing flows fork as well.
        return text.components(separatedBy: "</bpmn2:scriptTask>").contains {
            $0.components(separatedBy: "<bpmn2:outgoing>").count > 2 && $0.contains("<bpmn2:scriptTask")
                && ($0.components(separatedBy: "<bpmn2:scriptTask").last?.components(separatedBy: "<bpmn2:outgoing>")
                    .count ?? 0) > 2
        }
    }

    /// Carries out the suite's script commands and keeps their trace.
    private final class Log {
        var trace: [String] = []
        var ranInParallel = false
        private var intervals: [ClosedRange<Int>] = []

        func carryOut(_ script: String, _ world: inout VirtualShell, _ number: Int) -> VirtualShell.Answer {
            let instance = world.running[number].instance
            switch script {
            case "CREATE_LOG_FILE": return .result(.null)
            case "CREATE_MARKER_FILE": trace.append("marker")
            case "INCREMENT_INTEGER_VARIABLE", "INCREMENT_INTEGER_VARIABLE_AND_LOG":
                if script.hasSuffix("LOG") { trace.append("increment") }
                let value = instance.variable("integerVariable")?.integer ?? 0
                return .result(.object([("integerVariable", .integer(value + 1))]))
            case "SET_STRING_DATA": return .result(.object([("data", "String")]))
            case "LOG_DATA": if instance.variable("data")?.string == "String" { trace.append("data") }
            case "THROW_ERROR": return .error("script")
            case "WAIT_TEN_SECONDS": return .result(.null, after: 10_000)
            case "CREATE_TIMESTAMP_LOG_1", "CREATE_TIMESTAMP_LOG_2":
                let interval = world.clock...(world.clock + 2_000)
                ranInParallel = ranInParallel || intervals.contains { $0.overlaps(interval) }
                intervals.append(interval)
                return .result(.null, after: 2_000)
            default:
                guard script.hasPrefix("SCRIPT_") else { return .error("unknown script \(script)") }
                trace.append(String(script.dropFirst("SCRIPT_".count)))
            }
            return .result(.null)
        }
    }
}
