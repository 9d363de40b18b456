import Definitions
import Diagnostics
import FEELEngine
import FormEngine
import JSONTree
import Registers
import Services

extension Lint {
    /// Forms can be read by the form engine, and their materials and the names in their conditions exist.
    func checkForms() {
        checkConditions()
        let taskForms = formsOfTasks
        for file in files(.form) {
            guard let part = reader(file.path), let form = package.forms[file.stem] else { continue }
            var sources = package.formSources(environment.feel)
            let places = file.tree?.locations ?? [:]
            sources.locate = { places[$0.description] }
            collector.append(contentsOf: Form.read(form, sources: sources).diagnostics)
            let service = package.services.first { $0.form.id == file.stem }
            let isOfTask = taskForms.contains(file.stem)
            if service == nil, !isOfTask, !package.services.isEmpty {
                part.report(.warning, "form.unused", Text(zh: "没有事项用这张表", en: "No service uses this form"))
            }
            var scope = BoundNames(service: service, package: package)
            if isOfTask { scope.addTaskNames() }
            let outline = FormOutline(form)
            scope.add("answers", fields: Set(outline.fields.map(\.name)))
            for field in outline.fields { scope.add(field.name) }
            for list in environment.lists { scope.add(list) }
            checkPages(part, scope: scope, service: service)
        }
    }

    private func checkPages(_ part: DescriptorReader, scope: BoundNames, service: ServiceDefinition?) {
        for page in part.child("pages")?.items() ?? [] {
            check(page, ["show_if"], scope)
            if page.json["only_if_it_matters"] == true, service?.decision.asksFor == nil {
                page.report(
                    .error, "form.matters-to-nothing",
                    Text(
                        zh: "“有影响才问”要在事项的 decision 里写明 asks_for",
                        en: "‘only_if_it_matters’ needs asks_for in the service's decision"))
            }
            checkRules(page, scope)
            for field in page.child("fields")?.items() ?? [] { checkField(field, scope: scope, service: service) }
        }
    }

    private func checkField(_ field: DescriptorReader, scope: BoundNames, service: ServiceDefinition?) {
        check(field, ["show_if", "known", "prefill", "options_from"], scope)
        checkRules(field, scope)
        if let part = field.child("material"), let name = part.json.string, let service,
            !service.materials.contains(where: { $0.id == name })
        {
            reportUnknown(
                part, code: "material.unknown", what: Text(zh: "材料", en: "material"), name: name,
                among: service.materials.map(\.id))
        }
    }

    private func checkRules(_ part: DescriptorReader, _ scope: BoundNames) {
        for rule in part.child("rules")?.items() ?? [] { check(rule, ["if"], scope) }
    }

    private func check(_ part: DescriptorReader, _ keys: [String], _ scope: BoundNames) {
        for key in keys {
            guard let named = part.child(key), let text = named.json.string else { continue }
            checkNames(text, named, scope: scope)
        }
    }
}
