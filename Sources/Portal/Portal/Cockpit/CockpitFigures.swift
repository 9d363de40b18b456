import DesignSystem
import Diagnostics
import Directory
import Localisation
import Services

/// The figures of one service and season, each with the filter that lists what it counts.
struct CockpitFigures {
    let services: PortalServices
    let runtime: ServiceRuntime
    let season: String

    private var base: CaseFilter {
        var filter = CaseFilter(service: runtime.service.id)
        filter.season = season
        return filter
    }

    private func filter(_ change: (inout CaseFilter) -> Void) -> CaseFilter {
        var filter = base
        change(&filter)
        return filter
    }

    /// Reads all figures in the viewer's scope.
    func read(in scope: AccessScope) async throws -> Values {
        let figures = try await services.cases.figures(base, in: scope)
        let exceptions = filter { $0.isException = true }
        let avoided = filter { $0.avoidedPapers = true }
        let decided = filter { $0.isDecided = true }
        return Values(
            registered: Count(base, figures.count), exceptions: Count(exceptions, figures.exceptions),
            decided: Count(decided, figures.decided), avoided: Count(avoided, figures.withPapersAvoided),
            medianMicroseconds: figures.medianMicroseconds, papersAvoided: figures.papersAvoided,
            byOutcome: figures.counts { $0.outcome?.rawValue }.map { row in
                (row.value, Count(filter { $0.outcome = CaseOutcome(rawValue: row.value) }, row.count))
            },
            byCategory: figures.counts { $0.category }.map { row in
                (row.value, Count(filter { $0.category = row.value }, row.count))
            },
            byDepartment: figures.counts { $0.outcome == .unknown ? $0.owedBy : nil }.map { row in
                (
                    row.value,
                    Count(
                        filter {
                            $0.outcome = .unknown
                            $0.owedBy = row.value
                        }, row.count)
                )
            })
    }

    /// A number and what it counts.
    struct Count: Sendable {
        let filter: CaseFilter
        let value: Int

        init(_ filter: CaseFilter, _ value: Int) {
            self.filter = filter
            self.value = value
        }

        var href: String { CaseListQuery.address(filter, base: "/cockpit/cases") }
    }

    /// All figures at one moment.
    struct Values: Sendable {
        let registered: Count
        let exceptions: Count
        let decided: Count
        let avoided: Count
        let medianMicroseconds: Int64?
        let papersAvoided: Int
        let byOutcome: [(value: String, count: Count)]
        let byCategory: [(value: String, count: Count)]
        let byDepartment: [(value: String, count: Count)]

        var outcomes: [ChartPoint] {
            byOutcome.map { row in
                ChartPoint(
                    label: CaseOutcome(rawValue: row.value)?.title ?? .verbatim(row.value), value: row.count.value,
                    href: row.count.href)
            }
        }

        func categories(_ words: any CaseWords) -> [ChartPoint] {
            byCategory.map { ChartPoint(label: words.category($0.value), value: $0.count.value, href: $0.count.href) }
        }

        func departments(_ words: any CaseWords) -> [ChartPoint] {
            byDepartment.map {
                ChartPoint(label: words.department($0.value), value: $0.count.value, href: $0.count.href)
            }
        }

        func summary(_ words: any CaseWords) -> Text {
            guard let first = byDepartment.first, registered.value > 0 else {
                return Text(
                    zh: "已登记 \(registered.value) 人。", en: "\(registered.value) registered.")
            }
            return Text(
                zh:
                    "已登记 \(registered.value) 人，\(exceptions.value) 件由人工核对。查不到最多的是\(words.department(first.value).zh)的数据，\(first.count.value) 件。",
                en:
                    "\(registered.value) registered, \(exceptions.value) with a person. Most often not found: data of \(words.department(first.value).en), \(first.count.value) cases."
            )
        }

        func tiles(asOf: Text) -> [FigureTile] {
            let median = medianMicroseconds.map { Numbers.fixed(Int($0 / 1000), decimals: 3) }
            return [
                FigureTile(
                    label: Text(zh: "已登记", en: "Registered"), figure: .verbatim(Numbers.grouped(registered.value)),
                    unit: Text(zh: "人", en: "children"), freshness: asOf, href: registered.href),
                FigureTile(
                    label: Text(zh: "人工核对中", en: "With a person"), figure: .verbatim(Numbers.grouped(exceptions.value)),
                    unit: Text(zh: "件", en: "cases"),
                    comparison: .verbatim(Numbers.percent(exceptions.value, of: max(1, registered.value))),
                    tone: .open, freshness: asOf, href: exceptions.href),
                FigureTile(
                    label: Text(zh: "答复用时（中位数）", en: "Time to answer (median)"), figure: .verbatim(median ?? "–"),
                    unit: Text(zh: "秒", en: "s"),
                    comparison: Text(zh: "\(decided.value) 件", en: "\(decided.value) cases"), freshness: asOf,
                    href: decided.href,
                    definition: Text(zh: "从提交到规则给出答复", en: "From hand-in to the answer of the rules")),
                FigureTile(
                    label: Text(zh: "没让家长交的材料", en: "Papers not asked for"),
                    figure: .verbatim(Numbers.grouped(papersAvoided)), unit: Text(zh: "份", en: "papers"),
                    comparison: Text(zh: "涉及 \(avoided.value) 件", en: "in \(avoided.value) cases"), tone: .positive,
                    freshness: asOf,
                    href: avoided.href,
                    definition: Text(zh: "有数据替代、因此没有要求提交的材料", en: "Papers that data replaced")),
            ]
        }
    }
}
