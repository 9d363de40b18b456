import Definitions
import Diagnostics
import FEELEngine
import ProcessEngine
import Services
import WorkOrders
import XMLTree

extension Lint {
    private static let handlers = ["serviceTask", "sendTask", "businessRuleTask"]

    /// Processes load, and name handlers, posts and forms that exist.
    func checkProcesses() {
        for file in files(.process) {
            guard case .xml(let bytes) = file.content else { continue }
            let reading = BPMNReading(
                bytes, file: file.path, expressions: FEELExpressionCompiler(environment: environment.feel))
            collector.append(
                contentsOf: reading.diagnostics.map { $0.location?.file == nil ? $0.inFile(file.path) : $0 })
            for definition in reading.definitions {
                collector.append(contentsOf: ProcessCheck.findings(in: definition).map { $0.inFile(file.path) })
            }
            guard let document = try? XMLTreeDocument(parsing: bytes, file: file.path) else { continue }
            let ids = document.root.elements.filter { $0.name.local == "process" }.compactMap { $0.attribute("id") }
            if !ids.contains(file.stem) {
                report(
                    "process.id", document.root,
                    Text(zh: "文件里没有 id 为“\(file.stem)”的流程", en: "The file has no process with the id ‘\(file.stem)’"))
            }
            let isOfOrders = package.orders.contains { $0.process.id == file.stem }
            checkElements(
                document.root,
                operations: isOfOrders ? environment.orderOperations : environment.taskOperations)
        }
    }

    /// The forms that the user tasks of the package's processes name.
    var formsOfTasks: Set<String> {
        var names: Set<String> = []
        func collect(_ element: XMLTreeElement) {
            for child in element.elements {
                if child.name.local == "userTask", let form = Self.own("form", child) { names.insert(form) }
                collect(child)
            }
        }
        for file in files(.process) {
            guard case .xml(let bytes) = file.content else { continue }
            if let document = try? XMLTreeDocument(parsing: bytes, file: file.path) { collect(document.root) }
        }
        return names
    }

    private func report(_ code: String, _ element: XMLTreeElement, _ message: Text, hint: Text? = nil) {
        collector.append(Diagnostic(.error, code: code, message: message, location: element.location, hint: hint))
    }

    private func checkElements(_ element: XMLTreeElement, operations: Set<String>?) {
        for child in element.elements {
            if Self.handlers.contains(child.name.local) { checkHandler(child) }
            if child.name.local == "callActivity" { checkCalled(child) }
            if BPMNReading.isDrawn(child.name.local) { checkName(of: child) }
            if let post = Self.own("offer-to", child) {
                checkPost(post, of: child)
            }
            if child.name.local == "userTask" {
                checkPost(of: child)
                checkForm(of: child)
                checkOperations(of: child, operations)
            }
            checkElements(child, operations: operations)
        }
    }

    /// An attribute of ours on an element, whatever its prefix; `nil` when it is an expression.
    private static func own(_ local: String, _ element: XMLTreeElement) -> String? {
        let value = element.attributes.first { $0.name.local == local && $0.name.namespace != nil }?.value
        return value?.hasPrefix("=") == true ? nil : value
    }

    private func checkHandler(_ element: XMLTreeElement) {
        if element.name.local == "businessRuleTask" {
            guard let name = Self.own("decision", element) ?? element.attribute("implementation") else { return }
            let file = name.split(separator: "#").first.map(String.init) ?? name
            let known =
                decisionNames + package.services.map(\.decision.name) + package.orders.compactMap(\.decision?.name)
            if !known.contains(file), !(environment.handlers?.contains(name) ?? false) {
                report(
                    "decision.unknown", element, Text(zh: "没有决策“\(name)”", en: "There is no decision ‘\(name)’"),
                    hint: hint(file, among: known))
            }
            return
        }
        guard let name = Self.own("handler", element) ?? element.attribute("implementation") else { return }
        if name.hasPrefix("clocks.") { checkClock(name.dropFirst(7), of: element) }
        // Interfaces of other systems are set up where the package is installed.
        guard let known = environment.handlers, !known.contains(name), !name.hasPrefix(CaseStep.connector) else {
            return
        }
        report(
            "process.handler.unknown", element, Text(zh: "没有处理程序“\(name)”", en: "There is no handler ‘\(name)’"),
            hint: hint(name, among: known))
    }

    /// What is called by its name is a process of the package.
    private func checkCalled(_ element: XMLTreeElement) {
        guard let written = element.attribute("calledElement"), !written.hasPrefix("=") else { return }
        let called = written.split(separator: ":").last.map(String.init) ?? written
        let known = package.processes.keys.sorted()
        guard !known.contains(called) else { return }
        report(
            "process.called.unknown", element,
            Text(zh: "没有可以调用的流程“\(called)”", en: "There is no process ‘\(called)’ to call"),
            hint: hint(called, among: known))
    }

    private func hint(_ name: String, among known: some Sequence<String>) -> Text? {
        NearestName.of(name, among: known).map { Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?") }
    }

    private func checkPost(of task: XMLTreeElement) {
        let owner = task.elements.first { $0.name.local == "potentialOwner" || $0.name.local == "performer" }
        let expression = owner?.elements.first { $0.name.local == "resourceAssignmentExpression" }?.elements
            .first { $0.name.local == "formalExpression" }?.trimmedText
        let written = Self.own("post", task) ?? expression
        let assignee = task.attributes.contains {
            $0.name.local == "assignee" || ($0.name.local == "post" && $0.value.hasPrefix("="))
        }
        guard let written, !written.hasPrefix("=") else {
            if written == nil, !assignee {
                report(
                    "process.post.missing", task, Text(zh: "人工任务没有写由哪个岗位办", en: "The user task names no post"))
            }
            return
        }
        checkPost(written.trimmingQuotes, of: task)
    }

    private func checkPost(_ post: String, of element: XMLTreeElement) {
        guard package.posts[post] == nil else { return }
        report(
            "post.unknown", element, Text(zh: "没有岗位“\(post)”", en: "There is no post ‘\(post)’"),
            hint: hint(post, among: package.posts.keys))
    }

    /// Clocks and pauses that a process names in so many words are declared by a service of the package.
    private func checkClock(_ act: Substring, of element: XMLTreeElement) {
        let inputs = element.elements.filter { $0.name.local == "extensionElements" }.flatMap(\.elements)
        func literal(_ name: String) -> String? {
            let input = inputs.first { $0.name.local == "input" && $0.attribute("name") == name }
            guard let text = input?.trimmedText, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
            return text.trimmingQuotes
        }
        let clocks = package.services.flatMap(\.clocks)
        if let clock = literal("clock"), !clocks.contains(where: { $0.id == clock }) {
            report(
                "process.clock.unknown", element, Text(zh: "没有时限“\(clock)”", en: "There is no clock ‘\(clock)’"),
                hint: hint(clock, among: clocks.map(\.id)))
        }
        let pauses = clocks.flatMap(\.pauses).map(\.id)
        if act == "pause", let pause = literal("pause"), !pauses.contains(pause) {
            report(
                "process.pause.unknown", element,
                Text(zh: "没有声明暂停“\(pause)”", en: "The pause ‘\(pause)’ is not declared"),
                hint: hint(pause, among: pauses))
        }
        if act == "extend" || act == "ask-extension", let clock = literal("clock"),
            clocks.contains(where: { $0.id == clock && $0.lengthening == nil })
        {
            report(
                "process.clock.fixed", element,
                Text(zh: "时限“\(clock)”没有声明可以延长", en: "The clock ‘\(clock)’ is not declared to be extended"))
        }
    }

    /// What the engine knows and the program does not carry out is refused here, so that no button leads nowhere.
    private func checkOperations(of task: XMLTreeElement, _ known: Set<String>?) {
        guard let known, let written = Self.own("operations", task) else { return }
        for name in written.split(whereSeparator: \.isWhitespace).map(String.init) where !known.contains(name) {
            report(
                "process.operation.unsupported", task,
                Text(zh: "办理操作“\(name)”还不能用", en: "The operation ‘\(name)’ is not carried out"),
                hint: hint(name, among: known))
        }
    }

    /// What people read on their screens is in both languages.
    private func checkName(of element: XMLTreeElement) {
        guard let name = element.attribute("name"), !name.isEmpty, Self.own("name-en", element) == nil else { return }
        report(
            "process.name.english", element,
            Text(zh: "“\(name)”没有英文名（yw:name-en）", en: "‘\(name)’ has no English name (yw:name-en)"))
    }

    private func checkForm(of task: XMLTreeElement) {
        guard let form = Self.own("form", task), let own = environment.taskForms, !own.contains(form),
            !formNames.contains(form)
        else { return }
        report(
            "form.unknown", task, Text(zh: "没有表单“\(form)”", en: "There is no form ‘\(form)’"),
            hint: hint(form, among: formNames + own))
    }
}

extension String {
    /// The text without the quotes of a FEEL string.
    fileprivate var trimmingQuotes: String {
        count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}
