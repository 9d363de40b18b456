import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar
import WorkOrders

/// The bulletin of a month: rates with what they are of, how long it took, and what callers said. Every figure opens
/// its rows. Offices stand in the order of their codes; persons are not in it.
struct BulletinPage {
    let services: PortalServices

    /// A month, as addresses have it: `2026-11`.
    struct Period: Sendable, Hashable {
        let year: Int
        let month: Int

        init?(_ text: String?) {
            let parts = (text ?? "").split(separator: "-").compactMap { Int($0) }
            guard parts.count == 2, (2000...2100).contains(parts[0]), (1...12).contains(parts[1]) else { return nil }
            (year, month) = (parts[0], parts[1])
        }

        init(_ day: CivilDate) { (year, month) = (day.year, day.month) }

        init(from instant: Int64, _ services: PortalServices) {
            self.init(services.orders.today(instant))
        }

        var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
        var title: Text { Text(zh: "\(year)年\(month)月", en: text) }
        var before: Period { month == 1 ? Period(year - 1, 12) : Period(year, month - 1) }
        var after: Period { month == 12 ? Period(year + 1, 1) : Period(year, month + 1) }

        private init(_ year: Int, _ month: Int) { (self.year, self.month) = (year, month) }

        func instants(_ services: PortalServices) -> (Int64, Int64) {
            func start(_ period: Period) -> Int64 {
                CivilDate(year: period.year, month: period.month, day: 1).map { services.orders.start(of: $0) } ?? 0
            }
            return (start(self), start(after))
        }
    }

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let kind = "hotline"
        let period = Period(request.query["period"]) ?? Period(services.orders.today(request.now))
        let (from, until) = period.instants(services)
        let bulletin = try await services.orders.orders.bulletin(
            kind: kind, from: from, until: until, in: official.scope)
        let link = "/desk/orders?kind=\(kind)&period=\(period.text)"
        let asOf = services.zone.text(microseconds: request.now)
        return try StaffPage(
            context: services.staff(request, .bulletin),
            title: Text(zh: "工单通报", en: "Bulletin of orders"),
            lead: Text(zh: "\(period.title.zh)，截至\(asOf.zh)", en: "\(period.title.en), as of \(asOf.en)")
        ).document { html in
            html.add(
                FilterTabs(
                    label: Text(zh: "月份", en: "Month"),
                    views: [period.before, period, period.after].map {
                        .init(
                            label: $0.title, href: "/desk/orders/bulletin?period=\($0.text)", isCurrent: $0 == period)
                    }))
            html.div(class: "tiles") { html in
                for tile in tiles(bulletin.all, link: link, asOf: asOf) { html.add(tile) }
            }
            html.add(
                DataTable(
                    caption: Text(zh: "按承办单位（按代码排列，不排名）", en: "By office (in the order of codes, not ranked)"),
                    columns: columns,
                    rows: ([bulletin.all] + bulletin.offices).map { row($0, link: link, isWhole: bulletin.isWhole) }))
            html.add(
                Disclosure(title: Text(zh: "这些数怎么算", en: "How these are reckoned")) { html in
                    html.ul { html in
                        for line in Self.definitions { html.li { $0.text(line) } }
                    }
                })
        }
    }

    private static let definitions = [
        Text(
            zh: "受理：本月收到的工单。立案：其中没有并单、退单、撤单和告知其他渠道的。",
            en:
                "Received: orders that came this month. Taken on: those not merged, returned, taken back or told another door."
        ),
        Text(
            zh: "应结：市里时限在本月的立案工单。结案：其中到月底已经结束的。按期：其中在市里时限以前结束的。结案率、按期率都除以应结。",
            en:
                "Due: orders taken on whose city limit lies in this month. Ended: those over by the month's end. In time: ended by the city's limit. Both rates are of those due."
        ),
        Text(
            zh: "解决率除以问过来电人的，满意率除以作了评价的：办结、解决、满意是三件事。",
            en:
                "Solved is of those whose caller was asked, satisfied of those who rated it: ended, solved and satisfied are three things."
        ),
        Text(
            zh: "用时从收到算到结束：一半不超过中位数，十件里九件不超过九成线。只看比率，看不出拖得久的。",
            en:
                "Time runs from receipt to the end: half took no more than the median, nine in ten no more than the second figure. A rate alone hides the long ones."
        ),
    ]

    private func tiles(_ line: OrderBulletin.Line, link: String, asOf: Text) -> [FigureTile] {
        func rate(_ zh: String, _ en: String, _ part: OrderFilter.Figure, of whole: OrderFilter.Figure) -> FigureTile {
            FigureTile(
                label: Text(zh: zh, en: en), figure: .verbatim(Self.percent(line.share(part, of: whole))),
                comparison: .verbatim("\(line[part]) / \(line[whole])"), freshness: asOf,
                href: "\(link)&figure=\(part.rawValue)")
        }
        return [
            FigureTile(
                label: Text(zh: "受理", en: "Received"), figure: .verbatim(Numbers.grouped(line[.received])),
                unit: Text(zh: "件", en: "orders"),
                comparison: Text(zh: "立案 \(line[.takenOn]) 件", en: "\(line[.takenOn]) taken on"), freshness: asOf,
                href: "\(link)&figure=received"),
            rate("结案率", "Ended", .ended, of: .due), rate("按期结案率", "Ended in time", .inTime, of: .due),
            rate("解决率（来电人说的）", "Solved, say callers", .solved, of: .asked),
            rate("满意率", "Satisfied", .satisfied, of: .rated), rate("重办率", "Opened again", .reopened, of: .ended),
            FigureTile(
                label: Text(zh: "用时中位数", en: "Median time"), figure: Self.span(line.median),
                comparison: Text(
                    zh: "九成不超过\(Self.span(line.ninetieth).zh)", en: "nine in ten within \(Self.span(line.ninetieth).en)"
                ),
                freshness: asOf, href: "\(link)&figure=ended"),
        ]
    }

    private var columns: [DataTable.Column] {
        [
            .init(title: Text(zh: "单位", en: "Office")), .init(title: Text(zh: "应结", en: "Due"), isNumeric: true),
            .init(title: Text(zh: "结案", en: "Ended"), isNumeric: true),
            .init(title: Text(zh: "结案率", en: "Rate"), isNumeric: true),
            .init(title: Text(zh: "按期率", en: "In time"), isNumeric: true),
            .init(title: Text(zh: "解决率", en: "Solved"), isNumeric: true),
            .init(title: Text(zh: "满意率", en: "Satisfied"), isNumeric: true),
            .init(title: Text(zh: "重办", en: "Again"), isNumeric: true),
            .init(title: Text(zh: "用时（中位数／九成）", en: "Time (median / nine in ten)"), isNumeric: true),
        ]
    }

    private func row(_ line: OrderBulletin.Line, link: String, isWhole: Bool) -> [Cell] {
        let office = line.department.map { "&office=\($0)" } ?? ""
        func count(_ figure: OrderFilter.Figure) -> Cell {
            .link(.verbatim(String(line[figure])), to: "\(link)&figure=\(figure.rawValue)\(office)")
        }
        func rate(_ part: OrderFilter.Figure, _ whole: OrderFilter.Figure) -> Cell {
            .link(
                .verbatim(Self.percent(line.share(part, of: whole))),
                to: "\(link)&figure=\(part.rawValue)\(office)")
        }
        let (median, ninetieth) = (Self.span(line.median), Self.span(line.ninetieth))
        return [
            .text(
                line.department.map { services.words.department($0) }
                    ?? (isWhole
                        ? Text(zh: "全县", en: "The county") : Text(zh: "本单位经手", en: "What your office has part in"))),
            count(.due), count(.ended), rate(.ended, .due), rate(.inTime, .due), rate(.solved, .asked),
            rate(.satisfied, .rated), count(.reopened),
            .text(Text(zh: "\(median.zh)／\(ninetieth.zh)", en: "\(median.en) / \(ninetieth.en)")),
        ]
    }

    private static func percent(_ hundredths: Int?) -> String {
        guard let hundredths else { return "–" }
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    private static func span(_ microseconds: Int64?) -> Text {
        microseconds.map { .duration(microseconds: $0) } ?? .verbatim("–")
    }
}
