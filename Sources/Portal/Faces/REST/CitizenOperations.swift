import Diagnostics
import Directory
import FormEngine
import JSONTree
import Services
import Web

/// A citizen's own matters, from the draft to the answer. The same steps as the pages, with the same rights and records.
struct CitizenOperations {
    let dependencies: RESTInterface.Dependencies
    let show: Representation

    init(_ dependencies: RESTInterface.Dependencies) {
        self.dependencies = dependencies
        show = Representation(dependencies)
    }

    var all: [Operation] { reading + filling + acting + OwnRecordOperations(dependencies).all }

    private func operation(
        _ id: String, _ method: Route.Method, _ path: String, _ summary: Text, _ detail: Text? = nil,
        parameters: [Operation.Parameter] = [Operation.number], body: String? = nil, status: Int = 200,
        answers schema: String = "Case", problems: [Int] = [],
        handler: @escaping @Sendable (Operation.Call) async throws -> WebResponse
    ) -> Operation {
        Operation(
            id: id, method: method, path: path, group: .citizen, summary: summary, detail: detail, access: .citizen,
            parameters: parameters, body: body,
            success: .init(status: status, description: summary, schema: schema), problems: problems, handler: handler)
    }

    private var reading: [Operation] {
        [
            operation(
                "listCases", .get, "/cases", Text(zh: "我的办件，最近的在前", en: "My cases, the newest first"),
                parameters: [], answers: "Cases"
            ) { call in
                let citizen = try call.request.citizen()
                let cases = try await dependencies.cases.cases(of: citizen.key, in: Agent.citizen(citizen).scope)
                return .json(["cases": .array(cases.map { .object(show.caseMembers($0)) })])
            },
            operation(
                "getCase", .get, "/cases/{number}", Text(zh: "一个办件", en: "A case"),
                Text(
                    zh: "未提交时 journey 列出要填的页面和已经知道的内容。",
                    en: "While it is a draft, journey lists what is asked and what is known already.")
            ) { call in .json(try await whole(try await found(call), now: call.request.now)) },
            operation(
                "listChildren", .get, "/cases/{number}/children",
                Text(zh: "登记的监护关系里的孩子", en: "The children whom the register names"),
                Text(zh: "这是一次数据查询，会留下记录。", en: "This looks data up and leaves a record."),
                answers: "Children", problems: [409]
            ) { call in
                let children = try await dependencies.desk.children(
                    of: call.text("number"), by: try agent(call), now: call.request.now)
                return .json([
                    "children": .array(
                        children.map {
                            [
                                "id_number": .string($0.idNumber), "birth_date": show.day($0.birthDate),
                                "age": .integer($0.age),
                            ]
                        })
                ])
            },
            operation(
                "listFacts", .get, "/cases/{number}/facts",
                Text(zh: "各部门登记的、与这件事有关的内容", en: "What the registers say about this matter"),
                Text(
                    zh: "提交以前可以看；多条记录时给出第一条和条数。",
                    en: "Until it is handed in; of several records the first, and how many there are."),
                answers: "Facts"
            ) { call in
                // Once it is handed in, what is known is the office's to judge; the answer says what counted.
                let knowledge = try dependencies.desk.knowledge(of: try await draft(call), now: call.request.now)
                return .json(["facts": show.facts(knowledge)])
            },
        ]
    }

    private var filling: [Operation] {
        [
            operation(
                "openCase", .post, "/cases", Text(zh: "开始办一件事", en: "Begin a case"),
                Text(
                    zh: "得到一份草稿。同一个 Idempotency-Key 总是得到同一份草稿；用在另一件事上会被拒绝。",
                    en:
                        "Gives a draft. The same Idempotency-Key always gives the same draft; for another matter it is refused."
                ),
                parameters: [
                    .init(
                        name: "Idempotency-Key", place: .header, schema: Shape.idempotencyKey,
                        description: Text(zh: "自拟的、这一次专用的编号", en: "A number of your own for this act"),
                        isRequired: true)
                ], body: "Opening", status: 201, problems: [404, 409]
            ) { try await open($0) },
            operation(
                "chooseChild", .put, "/cases/{number}/child", Text(zh: "给哪个孩子办", en: "Whom the case is about"),
                Text(
                    zh: "换一个孩子，已填的内容会清空。", en: "Another child clears what was answered."),
                body: "ChildChoice", problems: [409]
            ) { try await choose($0) },
            operation(
                "answerPage", .put, "/cases/{number}/answers/{page}", Text(zh: "回答一页", en: "Answer a page"),
                Text(
                    zh: "值写成文字、是非、数字或选项列表；多行页面的名称写成 行组.0.字段。文件请在网页上传。",
                    en:
                        "Values are texts, booleans, numbers or lists of options; in a page of rows the names are rows.0.field. Files are uploaded on the pages."
                ),
                parameters: [
                    Operation.number,
                    .init(
                        name: "page", place: .path, schema: Shape.identifier,
                        description: Text(zh: "页面", en: "The page"), isRequired: true),
                ], body: "Answers", problems: [409]
            ) { try await answer($0) },
        ]
    }

    private var acting: [Operation] {
        [
            operation(
                "submitCase", .post, "/cases/{number}/submission",
                Text(zh: "提交，当场得到答复", en: "Hand in, and be answered"),
                Text(zh: "重复提交不会重复办理，得到同样的答复。", en: "Handing in again does nothing twice and gives the same answer."),
                problems: [403, 409, 422]
            ) { call in
                _ = try await found(call)
                try await dependencies.desk.submit(call.text("number"), by: try agent(call), now: call.request.now)
                return .json(try await whole(try await found(call), now: call.request.now))
            },
            operation(
                "withdrawCase", .post, "/cases/{number}/withdrawal", Text(zh: "撤回", en: "Withdraw"),
                Text(zh: "再撤回一次，答复不变。", en: "Withdrawing again changes nothing."), problems: [403, 409]
            ) { call in
                let before = try await found(call)
                if before.state != .withdrawn {
                    _ = try await dependencies.desk.withdraw(
                        before.number, by: try agent(call), now: call.request.now)
                }
                return .json(try await whole(try await found(call), now: call.request.now))
            },
        ]
    }

    private func agent(_ call: Operation.Call) throws -> Agent { .citizen(try call.request.citizen()) }

    private func found(_ call: Operation.Call) async throws -> Case {
        try await dependencies.cases.find(number: call.text("number"), in: try agent(call).scope)
    }

    private func whole(_ found: Case, now: Int64) async throws -> JSON {
        var journey = JSON.null
        if found.state == .draft {
            let knowledge = try dependencies.desk.knowledge(of: found, now: now)
            if knowledge.subject != nil { journey = show.journey(knowledge.runtime.form.journey(knowledge)) }
        }
        return .object(show.caseMembers(found) + (try await show.result(found)) + [("journey", journey)])
    }

    private func open(_ call: Operation.Call) async throws -> WebResponse {
        let citizen = try call.request.citizen()
        let service = call.body["service"]?.string ?? ""
        guard (try? dependencies.desk.runtime(service)) != nil else { throw WebError.notFound }
        let number = try await dependencies.desk.open(
            service, for: Person(idNumber: citizen.idNumber, name: citizen.name, phone: citizen.phone),
            by: .citizen(citizen), channel: .online, key: call.text("Idempotency-Key"), now: call.request.now)
        let found = try await dependencies.cases.find(number: number, in: Agent.citizen(citizen).scope)
        return WebResponse.json(try await whole(found, now: call.request.now), status: 201)
            .with("location", "\(RESTInterface.root)/cases/\(number)")
    }

    /// The draft of a call; what was handed in is no longer filled in.
    private func draft(_ call: Operation.Call) async throws -> Case {
        let found = try await found(call)
        guard found.state == .draft else { throw ServiceError(.movedOn) }
        return found
    }

    private func choose(_ call: Operation.Call) async throws -> WebResponse {
        let draft = try await draft(call)
        let child = Person(
            idNumber: call.body["id_number"]?.string ?? "", name: call.body["name"]?.string ?? "")
        try await dependencies.desk.choose(
            child: child, in: draft.number, by: try agent(call), now: call.request.now)
        return .json(try await whole(try await found(call), now: call.request.now))
    }

    private func answer(_ call: Operation.Call) async throws -> WebResponse {
        let draft = try await draft(call)
        let knowledge = try dependencies.desk.knowledge(of: draft, now: call.request.now)
        let form = knowledge.runtime.form
        let id = call.text("page")
        guard knowledge.subject != nil else { throw ServiceError(.incomplete) }
        guard form.page(id).map({ !$0.isCheck }) == true else { throw WebError.notFound }
        guard form.journey(knowledge).mayShow(id),
            let submission = form.submit(
                posted(call.body["answers"] ?? [:]), page: id, answers: knowledge.answers,
                context: knowledge.variables)
        else { throw ServiceError(.notOffered) }
        guard submission.isAccepted else {
            throw WebError(
                code: "answers.refused", status: 422, title: Text(zh: "有的回答要改", en: "Some answers have to be mended"),
                detail: Text(
                    zh: "errors 里列出了每一处；这一页没有保存。", en: "Each is listed in errors. This page was not saved."),
                parts: submission.problems.map {
                    WebError.Part(place: "/answers/\($0.field)", code: "form.\($0.code)", message: $0.text)
                })
        }
        try await dependencies.desk.save(
            answers: submission.merged(into: knowledge.answers), in: draft.number, by: try agent(call),
            now: call.request.now)
        return .json(try await whole(try await found(call), now: call.request.now))
    }

    /// Answers as a browser would have posted them, so that they are read and judged by the same rules.
    private func posted(_ answers: JSON) -> PostedAnswers {
        var posted = PostedAnswers()
        for (name, value) in answers.members {
            let values = value.kind == .array ? Array(value.elements) : [value]
            posted.values[name] = values.map { value in
                switch value.kind {
                case .boolean: value.bool == true ? "yes" : "no"
                case .number: value.numberText ?? ""
                default: value.string ?? ""
                }
            }
        }
        return posted
    }
}
