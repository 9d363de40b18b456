/// The parser's messages in Chinese, for the slips that authors make.
enum YAMLProblem {
    private static let known: [(part: String, chinese: String)] = [
        ("could not find expected ':'", "缺少冒号,或文字里有冒号没有加引号"),
        ("mapping values are not allowed", "这里不能有冒号;文字里有冒号要加引号"),
        ("did not find expected key", "缩进不对,或少了引号"),
        ("did not find expected '-' indicator", "列表的缩进不一致"),
        ("found character that cannot start any token", "有不能开头的字符(如 @、`、Tab),请加引号"),
        ("found a tab character", "不能用 Tab 缩进"),
        ("did not find expected ',' or ']'", "方括号里少了逗号或没有关上"),
        ("did not find expected ',' or '}'", "花括号里少了逗号或没有关上"),
        ("found unexpected end of stream", "引号没有关上"),
        ("found another document", "一个文件只能有一份文档(去掉 ---)"),
        ("found undefined alias", "不能用别名(*)"),
    ]

    static func chinese(_ problem: String) -> String {
        known.first { problem.contains($0.part) }?.chinese ?? problem
    }
}
