import Diagnostics
import JSONTree
import Localisation
import Web

/// The description of the interface for programs (OpenAPI 3.1.0), made from the operations' declarations.
struct OpenAPIDocument {
    let operations: [Operation]
    let county: Text
    let language: Language

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": .string(Text(zh: "\(county.zh)一网接口", en: "\(county.en) Yiwang interface").in(language)),
                "version": "1",
                "description": .string(OpenAPIDocument.introduction.in(language)),
                "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(RESTInterface.root)]],
            "tags": .array(
                Operation.Group.allCases.map {
                    ["name": .string($0.rawValue), "description": .string($0.title.in(language))]
                }),
            "paths": paths,
            "components": [
                "schemas": Shape.all,
                "securitySchemes": [
                    "session": [
                        "type": "http", "scheme": "bearer",
                        "description": .string(OpenAPIDocument.security.in(language)),
                    ]
                ],
                "responses": [
                    "Problem": [
                        "description": .string(OpenAPIDocument.problem.in(language)),
                        "content": ["application/problem+json": ["schema": Shape.reference("Problem")]],
                    ]
                ],
            ],
        ]
    }

    private static let introduction = Text(
        zh: "群众办事和工作人员查看办件的程序接口。每次调用的权限、留痕和期限与网页相同；错误按 RFC 9457 返回，code 是不变的代码。",
        en:
            "For programs that act for a citizen or an official. Rights, records and time limits are those of the pages. Errors are problem details (RFC 9457); their code never changes."
    )
    private static let security = Text(
        zh: "POST /sessions 得到的令牌；半小时不用或满十小时失效。",
        en: "The token of POST /sessions; it ends after half an hour without use, or after ten hours.")
    private static let problem = Text(
        zh: "没有办成：发生了什么、为什么、怎么办。", en: "Not done: what happened, why, and what to do.")

    private var paths: JSON {
        var paths: [(name: String, items: [(String, JSON)])] = []
        for operation in operations {
            let item = (operation.method.rawValue.lowercased(), description(operation))
            if let index = paths.firstIndex(where: { $0.name == operation.path }) {
                paths[index].items.append(item)
            } else {
                paths.append((operation.path, [item]))
            }
        }
        return .object(paths.map { ($0.name, .object($0.items)) })
    }

    private func description(_ operation: Operation) -> JSON {
        var members: [(String, JSON)] = [
            ("operationId", .string(operation.id)), ("tags", [.string(operation.group.rawValue)]),
            ("summary", .string(operation.summary.in(language))),
        ]
        if let detail = operation.detail { members.append(("description", .string(detail.in(language)))) }
        if operation.access != .everyone { members.append(("security", [["session": []]])) }
        if !operation.parameters.isEmpty {
            members.append(
                (
                    "parameters",
                    .array(
                        operation.parameters.map { parameter in
                            [
                                "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
                                "required": .bool(parameter.isRequired), "schema": parameter.schema,
                                "description": .string(parameter.description.in(language)),
                            ]
                        })
                ))
        }
        if let body = operation.body {
            members.append(
                (
                    "requestBody",
                    ["required": true, "content": ["application/json": ["schema": Shape.reference(body)]]]
                ))
        }
        members.append(("responses", responses(operation)))
        return .object(members)
    }

    /// How to go on with the case that was answered (OpenAPI 3.1, section 4.8.20).
    private var links: JSON {
        .object(
            operations.filter { $0.group == .citizen && $0.parameters.contains { $0.name == Operation.number.name } }
                .map { ($0.id, ["operationId": .string($0.id), "parameters": ["number": "$response.body#/number"]]) })
    }

    private func responses(_ operation: Operation) -> JSON {
        var success: [(String, JSON)] = [("description", .string(operation.success.description.in(language)))]
        if let schema = operation.success.schema {
            success.append(("content", ["application/json": ["schema": Shape.reference(schema)]]))
        }
        if operation.success.schema == "Case", operation.method != .get { success.append(("links", links)) }
        var answers: [(String, JSON)] = [(String(operation.success.status), .object(success))]
        for status in operation.allProblems {
            answers.append((String(status), ["$ref": "#/components/responses/Problem"]))
        }
        return .object(answers)
    }
}
