import Definitions
import Diagnostics
import Directory
import Exchange
import JSONTree
import Journal
import Localisation
import Notices
import Registers
import Services
import Web

/// What a citizen keeps: documents, notices, and who looked at their data.
struct OwnRecordOperations {
    private let dependencies: RESTInterface.Dependencies
    private let show: Representation

    init(_ dependencies: RESTInterface.Dependencies) {
        self.dependencies = dependencies
        show = Representation(dependencies)
    }

    var all: [Operation] {
        [
            Operation(
                id: "listDocuments", method: .get, path: "/cases/{number}/documents", group: .citizen,
                summary: Text(zh: "办件的文书", en: "The documents of a case"), detail: nil, access: .citizen,
                parameters: [Operation.number],
                success: .init(status: 200, description: Text(zh: "文书", en: "Documents"), schema: "Documents")
            ) { try await documents($0) },
            Operation(
                id: "listNotices", method: .get, path: "/notices", group: .citizen,
                summary: Text(zh: "我的通知，最近的在前", en: "My notices, the newest first"),
                detail: Text(zh: "读取不会标为已读。", en: "Reading them here does not mark them as read."),
                access: .citizen,
                success: .init(status: 200, description: Text(zh: "通知", en: "Notices"), schema: "Notices")
            ) { try await notices($0) },
            Operation(
                id: "listDataUses", method: .get, path: "/data-uses", group: .citizen,
                summary: Text(zh: "谁看了我的数据，最近的在前", en: "Who looked at my data, the newest first"),
                detail: Text(
                    zh: "一次最多 50 条；next 是下一次的 before。监护的未成年人的在 wards 里，各 50 条。",
                    en:
                        "At most 50 at a time; next is the next before. Those about minors in guardianship are in wards, 50 each."
                ),
                access: .citizen,
                parameters: [
                    .init(
                        name: "before", place: .query, schema: Shape.before,
                        description: Text(zh: "从哪条之前接着看", en: "Where to go on from"), isRequired: false)
                ],
                success: .init(status: 200, description: Text(zh: "查看记录", en: "Records"), schema: "DataUses")
            ) { try await dataUses($0) },
        ]
    }

    private func documents(_ call: Operation.Call) async throws -> WebResponse {
        let citizen = try call.request.citizen()
        let found = try await dependencies.cases.find(
            number: call.text("number"), in: Agent.citizen(citizen).scope)
        let documents = try await dependencies.desk.documents(of: found)
        return .json([
            "documents": .array(
                documents.map { document in
                    [
                        "id": .string(String(document.id)), "number": show.optional(document.number),
                        "title": show.text(document.title), "paragraphs": show.texts(document.paragraphs),
                        "remedy": show.optional(document.remedy), "issued_at": show.instant(document.issuedAt),
                    ]
                })
        ])
    }

    private func notices(_ call: Operation.Call) async throws -> WebResponse {
        let received = try await dependencies.notices.notices(of: try call.request.citizen().key.bytes)
        return .json([
            "notices": .array(
                received.map { received in
                    [
                        "id": .string(String(received.id)), "case": .string(received.notice.caseNumber),
                        "title": show.text(received.notice.title), "body": show.text(received.notice.body),
                        "at": show.instant(received.at), "is_read": .bool(received.isRead),
                    ]
                })
        ])
    }

    private func dataUses(_ call: Operation.Call) async throws -> WebResponse {
        let citizen = try call.request.citizen()
        let wards = try await dependencies.directory.wards(
            of: citizen, on: dependencies.desk.today(call.request.now))
        let scope = AccessScope(
            viewer: .citizen(id: citizen.id), reach: .people([citizen.key] + wards), permissions: [])
        let use = DataUse(storage: dependencies.storage)
        let size = 50
        let receipts = try await use.looks(
            at: citizen.key, before: call.optionalText("before").flatMap { Int64($0) }, size: size, in: scope)
        let next = receipts.count == size ? receipts.last.map { String($0.leafID) } : nil
        var theirs: [JSON] = []
        for ward in wards {
            let looks = try await use.looks(at: ward, in: scope)
            theirs.append(["uses": .array(looks.map { self.use($0) })])
        }
        return .json([
            "uses": .array(receipts.map { self.use($0) }), "next": show.optional(next), "wards": .array(theirs),
        ])
    }

    private func use(_ receipt: Receipt) -> JSON {
        let contract = dependencies.desk.services.lazy.compactMap {
            $0.exchange.contract(receipt["contract"])
        }.first
        let fields = receipt["fields"].split(separator: ",").map(String.init)
        let provider = receipt["provider"]
        return [
            "id": .string(String(receipt.leafID)), "type": .string(receipt.type),
            "at": show.instant(receipt.recordedAt),
            "by": show.department(contract?.consumer ?? receipt.department), "post": .string(receipt["post"]),
            "from": provider.isEmpty ? .null : show.department(provider),
            "fields": .array(
                fields.map { name in
                    let title = contract?.fields.first { $0.name == name }?.title ?? Text(verbatim: name)
                    return ["name": .string(name), "title": show.text(title)]
                }),
            "purpose": show.optional(contract?.purpose),
            "basis": show.optional(
                contract?.basis.first.map { basis in
                    basis.article.map { basis.title.followed(by: $0) } ?? basis.title
                }),
            "rung": .string(receipt["rung"]), "result": .string(receipt["result"]),
            "case": .string(receipt["case"]),
        ]
    }
}
