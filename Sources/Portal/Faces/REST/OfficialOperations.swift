import Diagnostics
import Directory
import JSONTree
import Services
import Web
import WorkCalendar
import Workflow

/// What an official reads: the own tasks, the list of cases, one case. Each look at a case is recorded for its applicant.
struct OfficialOperations {
    private let dependencies: RESTInterface.Dependencies
    private let show: Representation
    private let size = 30

    init(_ dependencies: RESTInterface.Dependencies) {
        self.dependencies = dependencies
        show = Representation(dependencies)
    }

    var all: [Operation] {
        [
            Operation(
                id: "listTasks", method: .get, path: "/desk/tasks", group: .official,
                summary: Text(zh: "我的待办，先到期的在前", en: "My tasks, due first"), detail: nil, access: .official,
                parameters: [Operation.page],
                success: .init(status: 200, description: Text(zh: "待办", en: "Tasks"), schema: "Tasks")
            ) { try await tasks($0) },
            Operation(
                id: "listDeskCases", method: .get, path: "/desk/cases", group: .official,
                summary: Text(zh: "职责范围内的办件", en: "The cases within the official's reach"), detail: nil,
                access: .permission(.readCases), parameters: OfficialOperations.filters,
                success: .init(status: 200, description: Text(zh: "办件", en: "Cases"), schema: "ListedCases")
            ) { try await cases($0) },
            Operation(
                id: "getDeskCase", method: .get, path: "/desk/cases/{number}", group: .official,
                summary: Text(zh: "一个办件", en: "A case"),
                detail: Text(zh: "每次查看都会告知申请人。", en: "The applicant sees each look."),
                access: .permission(.readCases), parameters: [Operation.number],
                success: .init(status: 200, description: Text(zh: "办件", en: "The case"), schema: "DeskCase")
            ) { try await deskCase($0) },
        ]
    }

    private static let filters: [Operation.Parameter] = [
        Operation.page,
        .init(
            name: "service", place: .query, schema: Shape.identifier,
            description: Text(zh: "事项；不写就是第一件", en: "The service; without it the first one"), isRequired: false),
        .init(
            name: "season", place: .query, schema: Shape.season,
            description: Text(zh: "年度；不写就是现在的", en: "The season; without it the running one"), isRequired: false),
        .init(
            name: "state", place: .query, schema: Shape.states,
            description: Text(zh: "办到哪一步", en: "How far it is"), isRequired: false),
        .init(
            name: "outcome", place: .query, schema: Shape.outcomes,
            description: Text(zh: "答复", en: "The answer"), isRequired: false),
    ]

    private func tasks(_ call: Operation.Call) async throws -> WebResponse {
        let official = try call.request.official()
        let page = call.integer("page") ?? 1
        let tasks = try await TaskStore(storage: dependencies.storage).list(
            .mine, of: official.holder, page: page, size: size)
        var shown: [JSON] = []
        for task in tasks where task.matter.kind == "case" {
            guard let found = try? await dependencies.cases.find(id: task.matter.id, in: official.scope) else {
                continue
            }
            shown.append([
                "id": .string(String(task.id)), "case": .string(found.number), "element": .string(task.element),
                "title": .string(task.title), "created_at": show.instant(task.createdAt),
                "due_on": show.day(task.dueOn), "is_due_provisional": .bool(task.isDueProvisional),
            ])
        }
        return .json([
            "tasks": .array(shown), "page": .integer(page), "has_more": .bool(tasks.count == size),
        ])
    }

    private func cases(_ call: Operation.Call) async throws -> WebResponse {
        let official = try call.request.official()
        let page = call.integer("page") ?? 1
        let known = dependencies.desk.services(for: official.scope).map(\.service.id)
        let service = call.optionalText("service").flatMap { known.contains($0) ? $0 : nil } ?? known.first ?? ""
        var filter = CaseFilter(service: service)
        filter.season = call.optionalText("season")
        if filter.season == nil {
            filter.season = try await dependencies.desk.listedSeason(
                of: service, in: official.scope, now: call.request.now)
        }
        filter.state = call.optionalText("state").flatMap(CaseState.init)
        filter.outcome = call.optionalText("outcome").flatMap(CaseOutcome.init)
        let (cases, total) = try await dependencies.cases.list(
            filter, page: page, size: size, in: official.scope)
        try await dependencies.desk.noteListed(
            "interface", rows: cases.count, by: official, now: call.request.now)
        return .json([
            "cases": .array(
                cases.map { found in
                    .object(
                        show.caseMembers(found) + [
                            ("division", division(found)), ("category", show.category(found)),
                            ("place", show.place(found)),
                        ])
                }),
            "page": .integer(page), "size": .integer(size), "total": .integer(total),
        ])
    }

    private func deskCase(_ call: Operation.Call) async throws -> WebResponse {
        let official = try call.request.official()
        let found = try await dependencies.cases.find(number: call.text("number"), in: official.scope)
        let tasks = try await TaskStore(storage: dependencies.storage).tasks(of: Matter(kind: "case", id: found.id))
        let result = try await show.result(found)
        // No receipt, no data: the record of the look commits before the answer leaves.
        try await dependencies.desk.noteViewed(found, by: official, fields: "decision", now: call.request.now)
        return .json(
            .object(
                show.caseMembers(found) + result + [
                    ("division", division(found)),
                    (
                        "tasks",
                        .array(
                            tasks.map { task in
                                [
                                    "id": .string(String(task.id)), "element": .string(task.element),
                                    "title": .string(task.title), "is_open": .bool(task.isOpen),
                                    "state": .string(task.state.rawValue),
                                    "due_on": show.day(task.dueOn),
                                ]
                            })
                    ),
                ]))
    }

    private func division(_ found: Case) -> JSON {
        show.coded(found.division, dependencies.divisionName(found.division))
    }
}
