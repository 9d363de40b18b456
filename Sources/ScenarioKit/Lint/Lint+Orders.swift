import Definitions
import Diagnostics
import JSONTree
import Registers
import Services
import WorkOrders

extension Lint {
    /// What a kind of order names exists: its register and fields, process, decisions, forms, parameters, office and post.
    func checkOrders() {
        for file in files(.order) {
            guard let part = reader(file.path), let kind = package.orders.first(where: { $0.id == file.stem }) else {
                continue
            }
            if package.departments[kind.department] == nil {
                reportUnknown(
                    part.child("department"), code: "department.unknown", what: Text(zh: "部门", en: "department"),
                    name: kind.department, among: package.departments.keys)
            }
            checkPost(part.child("owner_post"))
            checkSource(of: kind, part)
            if package.processes[kind.process.id] == nil {
                reportUnknown(
                    part.child("process"), code: "process.unknown", what: Text(zh: "流程", en: "process"),
                    name: kind.process.id, among: processNames)
            }
            for (key, decision) in [("decision", kind.decision), ("guard", kind.guarding)] {
                guard let decision, package.decision(decision.file) == nil else { continue }
                reportUnknown(
                    part.child(key)?.child("file"), code: "decision.unknown", what: Text(zh: "决策", en: "decision"),
                    name: decision.file.id, among: decisionNames)
            }
            checkPost(part.child("handling_post"))
            var forms = [("opening_form", kind.openingForm?.id), ("reply", kind.replyForm)]
            forms += kind.closingReplies.map { ("closing_replies", $0.form) } + kind.together.map { ("together", $0) }
            for (key, form) in forms {
                guard let form, package.forms[form] == nil else { continue }
                reportUnknown(
                    part.child(key), code: "form.unknown", what: Text(zh: "表单", en: "form"), name: form,
                    among: formNames)
            }
            for parameter in [
                kind.mergeDays, kind.limit?.margin, kind.limit?.lengthening, kind.usualDays, kind.yellowDays,
            ] {
                guard let parameter, package.visibleParameters.tables[parameter]?.type != .integer else { continue }
                reportUnknown(
                    part, code: "parameter.unknown", what: Text(zh: "整数参数", en: "whole-number parameter"),
                    name: parameter, among: package.visibleParameters.tables.keys)
            }
        }
    }

    private func checkSource(of kind: OrderKind, _ part: DescriptorReader) {
        guard let source = kind.source else { return }
        guard let register = package.register(source.register) else {
            reportUnknown(
                part.child("source")?.child("register"), code: "register.unknown",
                what: Text(zh: "登记簿", en: "register"), name: source.register.id,
                among: package.names(of: \.registers))
            return
        }
        for (_, named) in part.child("source")?.child("fields")?.entries() ?? [] {
            guard let name = named.json.string, register.field(name) == nil else { continue }
            named.unknownField(name, among: register.fields.map(\.name))
        }
    }
}
