import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Registers
import Web

/// An import while it runs, and its result.
struct ImportProgressPage {
    let services: PortalServices
    let record: ImportRecord
    let descriptor: RegisterDescriptor

    func render(_ request: WebRequest) throws -> [UInt8] {
        let here = "/desk/imports/\(record.id)"
        return try StaffPage(
            context: services.staff(request, .registers),
            title: Text(zh: "导入：\(descriptor.title.zh)", en: "Import: \(descriptor.title.en)"),
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "导入数据", en: "Import data"), href: "/desk/imports")]),
            lead: .verbatim(record.fileName)
        ).document { html in
            if record.state.isActive {
                html.add(
                    ProgressBar(label: activity, done: record.permille / 10, total: 100, isPercent: true, poll: here))
                html.p(
                    Text(
                        zh: "可以离开这个页面，导入会继续。", en: "You can leave this page; the import goes on."), class: "source")
            } else {
                result(into: &html)
            }
        }
    }

    private var activity: Text {
        let read = Numbers.grouped(record.rowsRead)
        switch record.state {
        case .writing:
            let passed = Numbers.grouped(record.passed)
            return Text(
                zh: "第二步，导入：\(passed) 行，共 \(read) 行。",
                en: "Step 2, importing: \(passed) of \(read) rows.")
        case .checking:
            return Text(zh: "第一步，检查：\(read) 行。", en: "Step 1, checking: \(read) rows.")
        default: return Text(zh: "排队中。", en: "Waiting.")
        }
    }

    private func result(into html: inout HTML) {
        let isPart = record.state == .done && record.rejected > 0
        html.add(
            Banner(
                tone: isPart ? .open : record.state.tone, title: isPart ? part : record.state.title, text: explanation,
                isReply: true))
        if record.state == .discarded || record.state == .failed { return again(into: &html) }
        var rows: [SummaryList.Row] = [
            .init(key: Text(zh: "读到的行", en: "Rows read"), value: .verbatim(Numbers.grouped(record.rowsRead))),
            .init(key: Text(zh: "新增", en: "Added"), value: .verbatim(Numbers.grouped(record.added))),
            .init(key: Text(zh: "更新", en: "Changed"), value: .verbatim(Numbers.grouped(record.changed))),
            .init(key: Text(zh: "没有变化", en: "Unchanged"), value: .verbatim(Numbers.grouped(record.unchanged))),
            .init(key: Text(zh: "退回", en: "Handed back"), value: .verbatim(Numbers.grouped(record.rejected))),
        ]
        if record.state == .refused {
            rows.append(
                .init(
                    key: Text(zh: "对的行，也没有导入", en: "Good rows, not imported either"),
                    value: .verbatim(Numbers.grouped(record.rowsRead - record.rejected))))
        }
        html.add(SummaryList(rows: rows, title: Text(zh: "结果", en: "Result")))
        if record.rejected > 0 {
            html.h2(Text(zh: "退回的行", en: "Rows handed back"))
            html.p(
                Text(
                    zh: "文件里保留原样，最后几列写着行号和原因。请在 Excel 文件里改，改好后可以直接再传；CSV 给程序用，用表格软件改会丢掉长号码的后几位。",
                    en:
                        "The cells are as they were; the last columns tell row and reason. Correct the Excel file and send it as it is; the CSV is for programs, since spreadsheets shorten long numbers."
                ))
            html.div(class: "buttons") { html in
                html.add(
                    Button(
                        label: Text(zh: "下载 Excel", en: "Download Excel"),
                        action: .link("/desk/imports/\(record.id)/rejected/xlsx")))
                html.add(
                    Button(
                        label: Text(zh: "下载 CSV", en: "Download CSV"),
                        action: .link("/desk/imports/\(record.id)/rejected/csv"), kind: .secondary))
            }
        }
        again(into: &html)
    }

    private func again(into html: inout HTML) {
        html.div(class: "buttons") { html in
            html.add(
                Button(
                    label: Text(zh: "再导入一个文件", en: "Import another file"),
                    action: .link("/desk/imports/new/\(descriptor.qualifiedID)"), kind: .secondary))
        }
    }

    /// Some rows came in, some came back.
    private var part: Text {
        let good = Numbers.grouped(record.rowsRead - record.rejected)
        let bad = Numbers.grouped(record.rejected)
        return Text(zh: "已导入：\(good) 行对的，\(bad) 行退回", en: "Imported: \(good) good rows, \(bad) handed back")
    }

    private var explanation: Text? {
        switch record.state {
        case .refused:
            return Text(
                zh: "按您的选择，有一行不对就都不导入。登记簿没有改变。", en: "As you chose, one bad row stops all. The register is unchanged.")
        case .failed: return record.failureMessage
        default: return nil
        }
    }
}
