import Diagnostics
import JSONTree
import Services
import Web

/// What anybody may read: the county and its services.
struct CountyOperations {
    private let dependencies: RESTInterface.Dependencies
    private let show: Representation

    init(_ dependencies: RESTInterface.Dependencies) {
        self.dependencies = dependencies
        show = Representation(dependencies)
    }

    var all: [Operation] {
        [
            Operation(
                id: "getCounty", method: .get, path: "/county", group: .county,
                summary: Text(zh: "本县和政务服务中心", en: "The county and its service centre"), detail: nil,
                access: .everyone,
                success: .init(status: 200, description: Text(zh: "本县", en: "The county"), schema: "County")
            ) { _ in .json(county) },
            Operation(
                id: "listServices", method: .get, path: "/services", group: .county,
                summary: Text(zh: "可以办的事项", en: "The services that can be applied for"), detail: nil,
                access: .everyone,
                success: .init(status: 200, description: Text(zh: "事项", en: "Services"), schema: "Services")
            ) { call in
                .json([
                    "services": .array(
                        dependencies.desk.services.map {
                            .object(show.serviceMembers($0, now: call.request.now))
                        })
                ])
            },
            Operation(
                id: "getService", method: .get, path: "/services/{service}", group: .county,
                summary: Text(zh: "一件事的办事指南", en: "The guide of a service"), detail: nil, access: .everyone,
                parameters: [Operation.service],
                success: .init(status: 200, description: Text(zh: "办事指南", en: "The guide"), schema: "Guide")
            ) { call in
                guard let runtime = try? dependencies.desk.runtime(call.text("service")) else {
                    throw WebError.notFound
                }
                return .json(show.guide(runtime, now: call.request.now))
            },
        ]
    }

    private var county: JSON {
        let (county, hall) = (dependencies.county, dependencies.hall)
        return [
            "code": .string(county.code), "name": show.text(county.name), "hotline": .string(county.hotline),
            "enquiries": .string(county.enquiries),
            "hall": [
                "name": show.text(hall.name), "address": show.text(hall.address), "hours": show.text(hall.hours),
            ],
            "is_demonstration": .bool(dependencies.isDemo),
        ]
    }
}

extension Operation {
    static let service = Parameter(
        name: "service", place: .path, schema: Shape.identifier,
        description: Text(zh: "事项", en: "The service"), isRequired: true)
    static let number = Parameter(
        name: "number", place: .path, schema: Shape.caseNumber,
        description: Text(zh: "办件编号", en: "The case's number"), isRequired: true)
    static let page = Parameter(
        name: "page", place: .query, schema: Shape.page,
        description: Text(zh: "第几页，从 1 起", en: "Which page, from 1"), isRequired: false)
}
