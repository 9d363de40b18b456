import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Registers
import Web

/// The registers of one's department, and what was imported lately.
struct ImportListPage {
    let services: PortalServices
    let importer: RegisterImporter

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let scope = try request.official().scope
        let registers = importer.importable(in: scope)
        let recent = try await importer.store.recent(in: scope)
        let rows: [[Cell]] = recent.map { record in
            [
                .link(.verbatim(record.fileName), to: "/desk/imports/\(record.id)"),
                .text(services.registers.tables[record.register]?.descriptor.title ?? .verbatim(record.register)),
                .text(services.zone.shortText(microseconds: record.createdAt)),
                .tag(StatusTag(label: record.state.title, tone: record.state.tone)),
                .text(.verbatim(Numbers.grouped(record.imported))), .text(.verbatim(Numbers.grouped(record.rejected))),
            ]
        }
        return try StaffPage(
            context: services.staff(request, .registers), title: Text(zh: "导入数据", en: "Import data"),
            lead: Text(
                zh: "把本部门的 Excel 或文本表格导入登记簿。不对的行会连同原因退给您。",
                en:
                    "Bring your department's Excel or text tables into its registers. Bad rows come back with the reason."
            )
        ).document { html in
            if registers.isEmpty {
                html.add(
                    EmptyState(title: Text(zh: "本部门没有登记簿", en: "Your department owns no register"), icon: .database))
            } else {
                html.add(
                    LinkCards(
                        cards: registers.map {
                            .init(
                                title: $0.title, summary: $0.summary, icon: .upload,
                                href: "/desk/imports/new/\($0.qualifiedID)")
                        }, layout: .doors))
            }
            if !rows.isEmpty {
                html.h2(Text(zh: "最近的导入", en: "Recent imports"))
                html.add(
                    DataTable(
                        caption: Text(zh: "最近的导入", en: "Recent imports"), isCaptionHidden: true,
                        columns: [
                            .init(title: Text(zh: "文件", en: "File")), .init(title: Text(zh: "登记簿", en: "Register")),
                            .init(title: Text(zh: "时间", en: "Time")), .init(title: Text(zh: "状态", en: "State")),
                            .init(title: Text(zh: "导入行数", en: "Rows imported"), isNumeric: true),
                            .init(title: Text(zh: "退回行数", en: "Rows handed back"), isNumeric: true),
                        ], rows: rows))
            }
        }
    }
}

extension ImportState {
    /// How a state is coloured.
    var tone: Tone {
        switch self {
        case .done: .positive
        case .refused, .failed: .negative
        case .uploaded, .waiting, .checking, .writing: .info
        case .discarded: .neutral
        }
    }
}
