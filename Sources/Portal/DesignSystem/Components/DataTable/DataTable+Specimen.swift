import Diagnostics
import Localisation

extension DataTable {
    package static let specimen = Specimen(
        of: "table", title: Text(zh: "表格", en: "Table"),
        purpose: Text(zh: "同类记录的清单；手机上一行变成一张卡片。", en: "A list of like records; on a phone each row becomes a card."),
        parameters: [
            .init("caption", zh: "这些行是什么", en: "What the rows are"),
            .init("isCaptionHidden", zh: "标题只读不显示", en: "The caption is read but not shown"),
            .init("columns", zh: "列：标题、是否数字、排序的地址", en: "Columns: title, numeric, where sorting leads"),
            .init("rows", zh: "行，第一格是这一行的名称", en: "Rows; the first cell names the row"),
        ],
        accessibility: [
            Text(zh: "变成卡片时仍是表格，有行、列的名称。", en: "Stays a table with row and column headers when it turns into cards."),
            Text(zh: "排序是链接，当前顺序有标记。", en: "Sorting is by links; the order is marked."),
            Text(zh: "放不下时可用键盘横向滚动。", en: "Can be scrolled by keyboard where it does not fit."),
        ],
        examples: [
            (
                Text(zh: "待办", en: "A queue"),
                DataTable(
                    caption: Text(zh: "待办的办件", en: "Cases to do"),
                    columns: [
                        Column(title: Text(zh: "编号", en: "Number")), Column(title: Text(zh: "孩子", en: "Child")),
                        Column(title: Text(zh: "状态", en: "State")),
                        Column(
                            title: Text(zh: "剩余天数", en: "Days left"), isNumeric: true, sort: "#table", order: .ascending
                        ),
                    ],
                    rows: [
                        [
                            .link(.verbatim("7K4M-91QX"), to: "#table"),
                            .pair(.verbatim("张*禾"), below: Text(zh: "松溪镇", en: "Songxi")),
                            .tag(StatusTag(label: Text(zh: "查不到住房", en: "Home not found"), tone: .open)),
                            .text(.verbatim(2)),
                        ],
                        [
                            .link(.verbatim("8M2P-40RT"), to: "#table"),
                            .pair(.verbatim("李*"), below: Text(zh: "禾丰镇", en: "Hefeng")),
                            .tag(StatusTag(label: Text(zh: "办理中", en: "In progress"), tone: .info)),
                            .text(.verbatim(4)),
                        ],
                    ])
            )
        ])
}
