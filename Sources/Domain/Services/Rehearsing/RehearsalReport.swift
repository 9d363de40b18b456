package import Diagnostics
package import FEELEngine
package import JSONTree
package import WorkCalendar

/// What a rehearsal came to, for whoever has to decide about the changed rule.
package struct RehearsalReport: Sendable {
    package let rehearsal: Rehearsal
    private let first: CivilDate
    private let last: CivilDate
    private let seconds: Double
    private let category: @Sendable (String) -> Text
    private let town: @Sendable (String) -> Text

    /// - Parameters:
    ///   - seconds: how long it took.
    ///   - category: the name of a category.
    ///   - town: the name of a township by its code.
    package init(
        rehearsal: Rehearsal, first: CivilDate, last: CivilDate, seconds: Double,
        category: @escaping @Sendable (String) -> Text, town: @escaping @Sendable (String) -> Text
    ) {
        self.rehearsal = rehearsal
        self.first = first
        self.last = last
        self.seconds = seconds
        self.category = category
        self.town = town
    }

    /// Which answers turn into which, the most frequent first.
    package var turns: [(turn: Rehearsal.Turn, count: Int)] {
        rehearsal.turns.map { ($0.key, $0.value) }.sorted {
            ($1.1, $0.0.from.rawValue, $0.0.to.rawValue) < ($0.1, $1.0.from.rawValue, $1.0.to.rawValue)
        }
    }

    /// What has any change, the most first.
    package func shares(_ shares: [String: Rehearsal.Share]) -> [(code: String, share: Rehearsal.Share)] {
        shares.filter { $0.value.changed > 0 }.map { ($0.key, $0.value) }.sorted {
            ($1.1.changed, $0.0) < ($0.1.changed, $1.0)
        }
    }

    /// A share with two decimals.
    package func percent(_ part: Int, _ whole: Int) -> String {
        let hundredths = whole == 0 ? 0 : (part * 10_000 + whole / 2) / whole
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)%"
    }

    /// A sum with two decimals.
    package func money(_ sum: FEELNumber) -> String {
        sum.rounded(toScale: 2, .halfUp)?.description ?? sum.description
    }

    /// What the sums would be in a year, with how that is reckoned; `nil` where there are none, the period is a year, or
    /// the cases of a withdrawn rule are listed.
    package var yearly: Text? {
        guard !rehearsal.listsAll, rehearsal.days != 365, let (before, after) = rehearsal.amounts,
            let was = rehearsal.yearly(before), let will = rehearsal.yearly(after)
        else { return nil }
        return Text(
            zh:
                "折合一年约 \(money(will)) 元（原来 \(money(was)) 元）：用 \(rehearsal.days) 天的合计除以 \(rehearsal.days)，再乘 365",
            en:
                "About \(money(will)) yuan in a year (before: \(money(was))): the sum of \(rehearsal.days) days, divided by \(rehearsal.days), times 365"
        )
    }

    /// That a short period does not tell what a year costs.
    package static func season(_ days: Int) -> Text {
        Text(
            zh: "试算的只有 \(days) 天，不到 \(Rehearsal.longEnough) 天。集中在一段时间收的件（如招生季）不能这样折算，要看一年的钱，请按一整年试算",
            en:
                "Only \(days) days were rehearsed, fewer than \(Rehearsal.longEnough). Where cases come in a season this is not what a year costs: rehearse a whole year for that"
        )
    }

    /// In words, line by line.
    ///
    /// - Parameter isChinese: otherwise English.
    package func text(isChinese: Bool) -> String {
        lines.map { isChinese ? $0.zh : $0.en }.joined(separator: "\n")
    }

    private var lines: [Text] {
        var lines = [
            Text(
                zh:
                    "\(first.iso) 至 \(last.iso) 的 \(rehearsal.cases) 件，\(tenths) 秒：\(rehearsal.changed) 件结果不同（\(percent(rehearsal.changed, rehearsal.cases))）",
                en:
                    "\(rehearsal.cases) cases of \(first.iso) to \(last.iso) in \(tenths) s: \(rehearsal.changed) differ (\(percent(rehearsal.changed, rehearsal.cases)))"
            )
        ]
        for (turn, count) in turns {
            lines.append(
                Text(
                    zh: "  \(turn.from.title.zh) → \(turn.to.title.zh)：\(count) 件",
                    en: "  \(turn.from.title.en) → \(turn.to.title.en): \(count)"))
        }
        if rehearsal.otherwise > 0 {
            lines.append(
                Text(
                    zh: "  结论不变、其他结果不同（如安排的学校）：\(rehearsal.otherwise) 件",
                    en: "  The same outcome, but something else in it differs: \(rehearsal.otherwise)"))
        }
        if rehearsal.unpriced > 0 {
            lines.append(
                Text(
                    zh: "  按新规则算不出金额：\(rehearsal.unpriced) 件，没有计入合计",
                    en: "  No amount by the changed rule: \(rehearsal.unpriced), not in the sums"))
        }
        if rehearsal.unreadable > 0 {
            lines.append(
                Text(
                    zh: "  金额读不出来（写的不是数）：\(rehearsal.unreadable) 件，没有计入合计",
                    en: "  An amount that is no number: \(rehearsal.unreadable), not in the sums"))
        }
        if let (before, after) = rehearsal.amounts {
            lines.append(
                Text(
                    zh: "这段时间的金额：\(money(before)) 元 → \(money(after)) 元",
                    en: "Amount of the period: \(money(before)) yuan → \(money(after)) yuan"))
        }
        if let yearly {
            lines.append(yearly)
            if rehearsal.isShort { lines.append(RehearsalReport.season(rehearsal.days)) }
        }
        for (title, shares, name) in [
            (Text(zh: "按类别", en: "By category"), shares(rehearsal.categories), category),
            (Text(zh: "按乡镇", en: "By town"), shares(rehearsal.towns), town),
        ] where !shares.isEmpty {
            lines.append(title)
            for (code, share) in shares {
                let name = name(code)
                lines.append(
                    Text(
                        zh: "  \(name.zh)：\(share.changed) / \(share.cases) 件",
                        en: "  \(name.en): \(share.changed) of \(share.cases)"))
            }
        }
        for (name, count) in rehearsal.unknown.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            lines.append(
                Text(
                    zh: "新规则要用、当时没有的数据：\(name)（\(count) 件）",
                    en: "What the changed rule needs and was not known: \(name) (\(count))"))
        }
        lines.append(Text(zh: "只是试算，什么都没有写入。", en: "A rehearsal: nothing was written."))
        return lines
    }

    private var tenths: String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    package var json: JSON {
        func shares(_ shares: [String: Rehearsal.Share]) -> JSON {
            .object(
                shares.sorted { $0.key < $1.key }.map {
                    ($0.key, ["cases": .integer($0.value.cases), "changed": .integer($0.value.changed)])
                })
        }
        var members: [(String, JSON)] = [
            ("from", .string(first.iso)), ("to", .string(last.iso)), ("cases", .integer(rehearsal.cases)),
            ("changed", .integer(rehearsal.changed)),
            ("otherwise", .integer(rehearsal.otherwise)), ("unpriced", .integer(rehearsal.unpriced)),
            ("unreadable", .integer(rehearsal.unreadable)), ("days", .integer(rehearsal.days)),
            (
                "turns",
                .array(
                    turns.map {
                        [
                            "from": .string($0.turn.from.rawValue), "to": .string($0.turn.to.rawValue),
                            "count": .integer($0.count),
                        ]
                    })
            ),
            ("categories", shares(rehearsal.categories)), ("towns", shares(rehearsal.towns)),
            ("unknown", .object(rehearsal.unknown.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
        ]
        if let (before, after) = rehearsal.amounts {
            members.append(("period", ["before": .string(money(before)), "after": .string(money(after))]))
        }
        if let (before, after) = rehearsal.amounts, let was = rehearsal.yearly(before),
            let will = rehearsal.yearly(after)
        {
            members.append(("yearly", ["before": .string(money(was)), "after": .string(money(will))]))
        }
        return .object(members)
    }

    /// The cases that differ, one a line.
    package var csv: String {
        let (one, other) = rehearsal.listsAll ? ("撤销的规则", "没有它时") : ("现行规则", "新规则")
        let titles = ["结果", "类别", "适用", "金额"].flatMap { ["\(one)：\($0)", "\(other)：\($0)"] }
        var lines = [(["办件编号", "乡镇", "是否不同"] + titles + ["其他不同的"]).joined(separator: ",")]
        for difference in rehearsal.differences {
            let (before, after) = (difference.before, difference.after)
            let cells = [
                difference.number, town(difference.division).zh, difference.isChanged ? "是" : "否",
                before.outcome.title.zh, after.outcome.title.zh,
                before.category.map { category($0).zh } ?? "", after.category.map { category($0).zh } ?? "",
                before.rules.joined(separator: " "), after.rules.joined(separator: " "),
                before.amount.map(money) ?? "", after.amount.map(money) ?? "", difference.others.joined(separator: " "),
            ]
            lines.append(cells.map(Self.cell).joined(separator: ","))
        }
        return "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
    }

    /// A cell of a CSV file.
    package static func cell(_ text: String) -> String {
        // What a table program would take for a formula is text.
        let plain = text.first.map { "=+-@".contains($0) } ?? false ? "'\(text)" : text
        return plain.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) }
            ? "\"\(plain.replacing("\"", with: "\"\""))\"" : plain
    }
}
