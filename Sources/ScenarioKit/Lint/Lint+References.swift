import Definitions
import Diagnostics
import Exchange
import JSONTree
import Notices
import Services

extension Lint {
    private static let department = Text(zh: "部门", en: "department")
    private static let post = Text(zh: "岗位", en: "post")

    /// Every department and post that is named exists in the directory of the package or one it needs.
    func checkDirectoryReferences() {
        if let scenario = reader("scenario.yaml") { checkDepartment(scenario, "owner") }
        for (_, part) in reader("elements.yaml")?.child("elements")?.entries() ?? [] { checkDepartment(part, "source") }
        for (_, part) in reader("directory.yaml")?.child("posts")?.entries() ?? []
        where part.child("department")?.json.string != "*" {
            checkDepartment(part, "department")
        }
        for file in files(.register) {
            guard let part = reader(file.path) else { continue }
            checkDepartment(part, "owner")
            checkPost(part.child("steward"))
        }
        for file in files(.contract) {
            guard let part = reader(file.path) else { continue }
            checkDepartment(part, "provider")
            checkDepartment(part, "consumer")
            part.child("posts")?.items().forEach { checkPost($0) }
        }
        for file in files(.service) {
            guard let part = reader(file.path) else { continue }
            checkDepartment(part, "department")
            checkPost(part.child("owner_post"))
            part.child("exceptions")?.items().forEach { checkPost($0.child("post")) }
            part.child("taking_part")?.items().forEach { checkDepartment($0) }
            part.child("parts")?.items().forEach { checkPart($0, of: file.stem) }
        }
        for file in files(.document) {
            if let part = reader(file.path) { checkDepartment(part, "seal") }
        }
    }

    /// A department's part of a service reads fields that the form asks, and materials that the service names.
    private func checkPart(_ part: DescriptorReader, of id: String) {
        checkDepartment(part, "department")
        guard let service = package.services.first(where: { $0.id == id }) else { return }
        let fields = package.form(service.form).map { FormOutline($0).fields.map(\.name) } ?? []
        for named in part.child("fields")?.items() ?? [] {
            guard let name = named.json.string, !fields.contains(name) else { continue }
            reportUnknown(
                named, code: "service.part.field", what: Text(zh: "表单项", en: "field of the form"), name: name,
                among: fields)
        }
        let materials = service.materials.map(\.id)
        for named in part.child("materials")?.items() ?? [] {
            guard let name = named.json.string, !materials.contains(name) else { continue }
            reportUnknown(
                named, code: "service.part.material", what: Text(zh: "材料", en: "material"), name: name,
                among: materials)
        }
    }

    private func checkDepartment(_ part: DescriptorReader, _ key: String) {
        if let named = part.child(key) { checkDepartment(named) }
    }

    private func checkDepartment(_ named: DescriptorReader) {
        guard let name = named.json.string, package.departments[name] == nil else { return }
        reportUnknown(
            named, code: "department.unknown", what: Self.department, name: name, among: package.departments.keys)
    }

    func checkPost(_ part: DescriptorReader?) {
        guard let part, let name = part.json.string, package.posts[name] == nil else { return }
        reportUnknown(part, code: "post.unknown", what: Self.post, name: name, among: package.posts.keys)
    }

    /// What a service names exists.
    func checkServices() {
        for file in files(.service) {
            guard let part = reader(file.path) else { continue }
            checkReference(part.child("form"), "form.unknown", Text(zh: "表单", en: "form"), formNames)
            for key in ["process", "correction_process"] {
                checkReference(part.child(key), "process.unknown", Text(zh: "流程", en: "process"), processNames)
            }
            checkReference(
                part.child("decision")?.child("file"), "decision.unknown", Text(zh: "决策", en: "decision"), decisionNames
            )
            part.child("contracts")?.items().forEach { checkContract($0) }
            for material in part.child("materials")?.items() ?? [] {
                guard let named = material.child("replaced_by") else { continue }
                (named.json.kind == .array ? named.items() : [named]).forEach { checkReplacement($0, in: part) }
            }
            for (_, named) in part.child("documents")?.entries() ?? [] {
                checkReference(
                    named, "document.unknown", Text(zh: "文书", en: "document"), qualified { $0.documents.map(\.id) })
            }
            for (_, named) in part.child("notices")?.entries() ?? [] {
                checkReference(
                    named, "notice.unknown", Text(zh: "通知", en: "notice"), qualified { $0.notices.map(\.code) })
            }
            checkParameter(part.child("season"))
            checkParameter(part.child("window")?.child("opens"))
            checkParameter(part.child("window")?.child("closes"))
            part.child("clocks")?.items().forEach { checkClock($0) }
        }
    }

    var formNames: [String] { qualified { Array($0.forms.keys) } }
    var processNames: [String] { qualified { Array($0.processes.keys) } }
    var decisionNames: [String] { qualified { Array($0.decisions.keys) } }

    /// The names that a reference may have: bare and with their package.
    private func qualified(_ names: (ScenarioPackage) -> [String]) -> [String] {
        ([package] + package.needs).flatMap { each in names(each).flatMap { [$0, "\(each.id).\($0)"] } }
    }

    private func checkReference(_ part: DescriptorReader?, _ code: String, _ what: Text, _ known: [String]) {
        guard let part, let name = part.json.string, !known.contains(name) else { return }
        reportUnknown(part, code: code, what: what, name: name, among: known)
    }

    private func checkContract(_ part: DescriptorReader) {
        guard let name = part.json.string, let reference = DefinitionReference(name), package.contract(reference) == nil
        else { return }
        reportUnknown(
            part, code: "contract.unknown", what: Text(zh: "数据共享约定", en: "contract"), name: name,
            among: package.names(of: \.contracts))
    }

    private func checkReplacement(_ part: DescriptorReader, in service: DescriptorReader) {
        checkContract(part)
        let asked = (service.child("contracts")?.json.elements ?? JSON.array([]).elements).compactMap(\.string)
        if let name = part.json.string, !asked.contains(name),
            DefinitionReference(name).flatMap(package.contract) != nil
        {
            part.error(
                "material.replacement.not-asked",
                Text(
                    zh: "事项没有查询“\(name)”，不能用它代替材料",
                    en: "The service does not ask ‘\(name)’, so it cannot replace a material"))
        }
    }

    /// A clock's length may be a parameter, which has to be a whole number.
    private func checkClock(_ part: DescriptorReader) {
        for length in [part.child("limit"), part.child("warn"), part.child("extension")?.child("limit")] {
            guard let named = length?.json.kind == .object ? length?.child("parameter") : nil else { continue }
            checkParameter(named)
            guard let name = named.json.string, let table = package.visibleParameters.tables[name],
                table.type != .integer
            else { continue }
            named.error(
                "clock.parameter",
                Text(zh: "时限参数“\(name)”要是整数", en: "The limit's parameter ‘\(name)’ has to be an integer")
            )
        }
    }

    private func checkParameter(_ part: DescriptorReader?) {
        guard let part, let name = part.json.string, package.visibleParameters.tables[name] == nil else { return }
        reportUnknown(
            part, code: "parameter.unknown", what: Text(zh: "参数", en: "parameter"), name: name,
            among: package.visibleParameters.tables.keys)
    }
}
