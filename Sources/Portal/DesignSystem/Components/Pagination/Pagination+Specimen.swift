import Diagnostics

extension Pagination {
    package static let specimen = Specimen(
        of: "pagination", title: Text(zh: "翻页", en: "Pagination"),
        purpose: Text(zh: "清单太长时分页。", en: "Divides a long list into pages."),
        parameters: [
            .init("page", zh: "当前页，从1起", en: "The page shown, from 1"),
            .init("pages", zh: "总页数，可以不知道", en: "How many there are, if known"),
            .init("previous", zh: "上一页的地址", en: "The page before"),
            .init("next", zh: "下一页的地址", en: "The page after"),
        ],
        accessibility: [Text(zh: "是有名称的导航区，当前页用文字写出。", en: "A named landmark; the position is written out.")],
        examples: [
            (
                Text(zh: "中间", en: "In the middle"),
                Pagination(page: 2, pages: 9, previous: "#pagination", next: "#pagination")
            )
        ])
}
