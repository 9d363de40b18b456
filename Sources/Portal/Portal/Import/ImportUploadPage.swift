import DesignSystem
import Diagnostics
import HTMLBuilder
import Registers
import Storage
import Web

/// Sends a file for one register.
struct ImportUploadPage {
    let services: PortalServices
    let descriptor: RegisterDescriptor

    func render(_ request: WebRequest, error: Text?) throws -> [UInt8] {
        // A key of this page, so that a button pressed twice uploads once.
        let key = String(services.registers.identifiers.next())
        return try StaffPage(
            context: services.staff(request, .registers),
            title: Text(zh: "导入：\(descriptor.title.zh)", en: "Import: \(descriptor.title.en)"), hasError: error != nil,
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "导入数据", en: "Import data"), href: "/desk/imports")])
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "file")])) }
            html.add(
                WarningText(
                    text: Text(zh: "涉密文件不得上传。", en: "Classified files must not be uploaded.")))
            html.add(
                PostForm(
                    action: "/desk/imports/new/\(descriptor.qualifiedID)", token: request.formToken,
                    idempotencyKey: key,
                    hasFiles: true
                ) { html in
                    html.add(
                        FileUpload(
                            name: "file", label: Text(zh: "文件", en: "File"),
                            hint: Text(
                                zh: "表头前可以有标题行；下一步先看对不对，再导入",
                                en: "Title lines above the header are fine; you check it before anything is imported"),
                            types: [".xlsx", ".csv"], maximumBytes: ImportStore.maximumUpload, error: error))
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "上传并检查", en: "Upload and check")))
                    }
                })
            html.h2(Text(zh: "各列", en: "Columns"))
            html.add(
                DataTable(
                    caption: Text(zh: "各列", en: "Columns"), isCaptionHidden: true,
                    columns: [
                        .init(title: Text(zh: "名称", en: "Name")), .init(title: Text(zh: "必填", en: "Required")),
                        .init(title: Text(zh: "可填的内容", en: "What may stand there")),
                    ],
                    rows: descriptor.fields.map { field in
                        [
                            .text(field.title), field.required ? .text(Text(zh: "是", en: "yes")) : .none,
                            .text(choices(field)),
                        ]
                    }))
        }
    }

    private func choices(_ field: RegisterField) -> Text {
        if let codes = field.element.codes {
            return Text(
                zh: codes.entries.map(\.title.zh).joined(separator: "、"),
                en: codes.entries.map(\.title.en).joined(separator: ", "))
        }
        return switch field.type {
        case .date: Text(zh: "日期，如 2026-08-31", en: "a date such as 2026-08-31")
        case .idNumber: Text(zh: "18 位或 15 位", en: "18 or 15 characters")
        case .integer: Text(zh: "整数", en: "a whole number")
        case .decimal: Text(zh: "数字", en: "a number")
        case .money: Text(zh: "金额，元", en: "an amount in yuan")
        case .boolean: Text(zh: "是、否", en: "yes, no")
        case .division: Text(zh: "12 位区划代码", en: "a division code of 12 digits")
        case .creditCode: Text(zh: "18 位统一社会信用代码", en: "a credit code of 18 characters")
        default: Text(zh: "文字", en: "text")
        }
    }
}
