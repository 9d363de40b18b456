import Diagnostics

/// User tasks: who gets them, and what may be done with them.
extension ProcessCompiler {
    func userTask(_ element: BPMNElement) -> FlowNode.UserTask {
        func assigned(_ kinds: [String]) -> ProcessText? {
            for kind in kinds {
                guard let role = element.child(kind) else { continue }
                if let written = role.child("resourceAssignmentExpression")?.children.first {
                    return text(written.text, at: written)
                }
                if let resource = role.child("resourceRef")?.text {
                    let id = BPMNElement.unprefixed(resource)
                    return text(model.element(id)?.name ?? id, at: role)
                }
            }
            return nil
        }
        return FlowNode.UserTask(
            post: text(element.own("post"), at: element) ?? assigned(["potentialOwner"]),
            assignee: text(element.own("assignee"), at: element) ?? assigned(["humanPerformer", "performer"]),
            holder: text(element.own("holder"), at: element),
            form: element.own("form"), due: text(element.own("due"), at: element), operations: operations(element),
            returnTargets: targets(element, "return-targets"),
            returnSteps: element.own("return-steps").map { _ in targets(element, "return-steps") },
            signing: signing(element))
    }

    private func words(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }).map(String.init)
    }

    private func operations(_ element: BPMNElement) -> Set<TaskOperation> {
        var operations: Set<TaskOperation> = []
        for word in words(element.own("operations")) {
            guard let operation = TaskOperation(rawValue: word) else {
                let known = TaskOperation.allCases.map(\.rawValue).joined(separator: ", ")
                report(
                    element, "operation-unknown", zh: "不认识办理操作“\(word)”，可以写：\(known)。",
                    en: "The operation '\(word)' is not known; there are: \(known).")
                continue
            }
            operations.insert(operation)
        }
        let loop = element.child("multiInstanceLoopCharacteristics")
        if operations.contains(.addBeside), loop == nil || loop?.flag("isSequential", default: false) == true {
            report(
                element, "beside-alone", zh: "并加签只能用在同时进行的多实例任务上。",
                en: "Signers can be added beside only where several sign at once.")
        } else if operations.contains(.addBeside), loop?.own("item") == nil, loop?.child("inputDataItem") == nil {
            report(
                element, "beside-item", zh: "并加签需要说明每位会签人放在哪个变量里（yw:item）。",
                en: "To add signers, the model has to say which variable holds each of them (yw:item).")
        }
        return operations
    }

    /// They stand in the same process or sub-process, or in one around it.
    private func targets(_ element: BPMNElement, _ attribute: String) -> [String] {
        words(element.own(attribute)).filter { id in
            var container = element.id.flatMap { numbers[$0] }.map { drafts[$0].container }
            let target = numbers[id].map { drafts[$0].container }
            while let here = container {
                if here == target { return true }
                container = here >= 0 ? drafts[here].container : nil
            }
            report(
                element, "return-target", zh: "不能退回到“\(id)”：同级和外层流程里没有这个环节。",
                en: "It cannot be sent back to '\(id)': there is no such element beside or around it.")
            return false
        }
    }

    private func signing(_ element: BPMNElement) -> Signing? {
        guard let name = element.own("signing") else { return nil }
        if element.child("multiInstanceLoopCharacteristics") == nil {
            report(
                element, "signing-alone", zh: "会签、或签、票签要用多实例任务。",
                en: "A sign-off needs a multi-instance task.")
        }
        switch name {
        case "all": return .all
        case "any": return .any
        case "vote":
            guard let quorum = element.own("quorum").flatMap({ expression($0, at: element) }) else {
                report(
                    element, "quorum-missing", zh: "票签没有说明几票通过（yw:quorum）。",
                    en: "A vote has to say how many have to agree (yw:quorum).")
                return nil
            }
            return .vote(quorum: quorum)
        default:
            report(
                element, "signing-unknown", zh: "不认识会签方式“\(name)”，可以写 all、any、vote。",
                en: "The sign-off '\(name)' is not known; there are all, any, vote.")
            return nil
        }
    }
}
