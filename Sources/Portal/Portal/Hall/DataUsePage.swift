import Definitions
import DesignSystem
import Diagnostics
import Directory
import Exchange
import HTMLBuilder
import Journal
import Localisation
import Registers
import Services
import Web

/// Who looked at my data (谁看了我的数据): one's own records and those of the minors one is guardian of.
struct DataUsePage {
    let services: PortalServices

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let citizen = try request.citizen()
        let today = services.desk.today(request.now)
        let wards = try await services.directory.wards(of: citizen, on: today)
        let scope = AccessScope(
            viewer: .citizen(id: citizen.id), reach: .people([citizen.key] + wards), permissions: [])
        let use = DataUse(storage: services.storage)
        let own = try await use.looks(
            at: citizen.key, before: request.query["before"].flatMap(Int64.init), in: scope)
        var children: [[Receipt]] = []
        for ward in wards { children.append(try await use.looks(at: ward, in: scope)) }
        let tables = children
        return CitizenPage(
            context: services.hall(request, .dataUse), title: Text(zh: "谁看了我的数据", en: "Who looked at my data"),
            width: .wide
        ).document { html in
            html.h1(Text(zh: "谁看了我的数据", en: "Who looked at my data"))
            html.p(
                Text(
                    zh: "每次查询都留下不能抹去的记录。您监护的未成年孩子的也在这里。",
                    en:
                        "Every look-up leaves a record that cannot be removed. Those about minors in your guardianship are here too."
                ),
                class: "lead")
            html.h2(Text(zh: "我的", en: "Mine"))
            table(&html, own, caption: Text(zh: "查看我的数据的记录", en: "Records about me"))
            if own.count == 50, let last = own.last {
                html.add(Link(label: Text(zh: "更早的", en: "Earlier"), href: "/me/data-use?before=\(last.leafID)"))
            }
            for (index, receipts) in tables.enumerated() {
                html.h2(Text(zh: "孩子的（\(index + 1)）", en: "Child \(index + 1)"))
                table(&html, receipts, caption: Text(zh: "查看孩子数据的记录", en: "Records about the child"))
            }
        }
    }

    private func table(_ html: inout HTML, _ receipts: [Receipt], caption: Text) {
        guard !receipts.isEmpty else {
            html.p(Text(zh: "没有人看过。", en: "Nobody has looked."))
            return
        }
        html.add(
            DataTable(
                caption: caption, isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "时间", en: "When")), .init(title: Text(zh: "谁", en: "Who")),
                    .init(title: Text(zh: "看了什么", en: "What")), .init(title: Text(zh: "为了什么", en: "Why")),
                    .init(title: Text(zh: "怎么查到的", en: "How")), .init(title: Text(zh: "办件", en: "Case")),
                ], rows: receipts.map(row)))
    }

    private func row(_ receipt: Receipt) -> [Cell] {
        // A department that looks at its own register answers a correction: its own words, all fields of the row.
        if receipt["consumer"] == receipt["provider"], receipt["post"] != "", let own = correctionRow(receipt) {
            return own
        }
        let contract = services.desk.services.lazy.compactMap { $0.exchange.contract(receipt["contract"]) }.first
        let post = receipt["post"]
        let postName = post == "applicant" ? Text(zh: "申请人本人", en: "the applicant") : services.postName(post)
        let who =
            receipt.type == EventType.caseViewed.name
            ? services.words.department(receipt.department)
            : contract.map { services.words.department($0.consumer) } ?? services.words.department(receipt.department)
        let fields = receipt["fields"].split(separator: ",").map(String.init)
        let what: Text =
            receipt.type == EventType.caseViewed.name
            ? Text(zh: "办件内容", en: "The application")
            : .list(fields.compactMap { name in contract?.fields.first { $0.name == name }?.title })
        let provider = services.words.department(receipt["provider"])
        let basis = contract?.basis.first.map { basis in
            basis.article.map { basis.title.followed(by: $0) } ?? basis.title
        }
        return [
            .text(services.zone.text(microseconds: receipt.recordedAt)), .pair(who, below: postName),
            receipt.type == EventType.caseViewed.name
                ? .text(what) : .pair(what, below: Text(zh: "来自\(provider.zh)", en: "from \(provider.en)")),
            contract.map { .pair($0.purpose, below: basis ?? .verbatim("")) }
                ?? .text(Text(zh: "办理您的申请", en: "Your application")),
            .text(DataUsePage.rung(receipt["rung"], result: receipt["result"])),
            .text(.verbatim(receipt["case"])),
        ]
    }

    private func correctionRow(_ receipt: Receipt) -> [Cell]? {
        guard let table = services.registers.tables[receipt["register"]] else { return nil }
        let fields = receipt["fields"].split(separator: ",").map(String.init)
        let titles = fields.compactMap { table.descriptor.field($0)?.title }
        let department = services.words.department(receipt["consumer"])
        return [
            .text(services.zone.text(microseconds: receipt.recordedAt)),
            .pair(department, below: services.postName(receipt["post"])),
            .pair(.list(titles), below: Text(zh: "来自\(department.zh)", en: "from \(department.en)")),
            .text(Text(zh: "核对您提出的更正", en: "To check the correction you asked for")),
            .text(DataUsePage.rung(receipt["rung"], result: receipt["result"])),
            .text(.verbatim(receipt["case"])),
        ]
    }

    /// The rung of the ladder in plain words.
    static func rung(_ rung: String, result: String) -> Text {
        let outcome: Text =
            switch ContractAnswer.Status(rawValue: result) {
            case .found: Text(zh: "查到", en: "found")
            case .some(.none): Text(zh: "没有记录", en: "no record")
            case nil: Text(zh: "查看", en: "viewed")
            default: Text(zh: "没查到", en: "not found")
            }
        let way: Text? =
            switch Rung(rawValue: rung) {
            case .api: Text(zh: "接口", en: "interface")
            case .table: Text(zh: "前置库", en: "shared table")
            case .file: Text(zh: "每日文件", en: "daily file")
            case .excel: Text(zh: "表格导入", en: "spreadsheet")
            case .typed: Text(zh: "人工录入", en: "typed by an official")
            case nil: nil
            }
        return way.map { outcome.followed(by: Text(zh: "（\($0.zh)）", en: " (\($0.en))")) } ?? outcome
    }
}
