import Application
import CountySupport
import DemoCounty
import Directory
import Services
import Storage
import TestSupport
import Testing

@Suite struct CockpitTests {
    /// All pages of a list.
    private func pages(_ filter: CaseFilter, _ county: County, _ scope: AccessScope) async throws -> [Case] {
        var all: [Case] = []
        var page = 1
        while true {
            let (cases, total) = try await county.system.cases.list(filter, page: page, size: 7, in: scope)
            all += cases
            if cases.isEmpty {
                #expect(all.count == total)
                return all
            }
            page += 1
        }
    }

    private func filters(_ season: String) -> [String: CaseFilter] {
        var base = CaseFilter(service: County.service)
        base.season = season
        func with(_ change: (inout CaseFilter) -> Void) -> CaseFilter {
            var filter = base
            change(&filter)
            return filter
        }
        return [
            "all": base, "exceptions": with { $0.isException = true }, "avoided": with { $0.avoidedPapers = true },
            "decided": with { $0.isDecided = true }, "eligible": with { $0.outcome = .eligible },
            "unknown": with { $0.outcome = .unknown }, "ineligible": with { $0.outcome = .ineligible },
            "village": with { $0.category = "village" },
            "unknown of agriculture": with {
                $0.outcome = .unknown
                $0.owedBy = "agriculture"
            },
        ]
    }

    /// Groups with their numbers are those of the rows, the largest first.
    private func expect(_ groups: [(value: String, count: Int)], _ values: [String?], _ name: String) {
        let behind = Dictionary(grouping: values.compactMap(\.self), by: \.self).mapValues(\.count)
        #expect(Dictionary(uniqueKeysWithValues: groups.map { ($0.value, $0.count) }) == behind, "\(name)")
        #expect(groups.map(\.count) == groups.map(\.count).sorted(by: >), "\(name)")
    }

    @Test(arguments: Backend.available)
    func `every figure equals the rows behind it, in two viewers' scopes`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            for story in county.stories { _ = try? await Family(story.id, in: county).register() }
            let withdrawn = try await Family("town", in: county)
            let own = try await county.system.cases.cases(of: withdrawn.citizen.key, in: withdrawn.agent.scope)
            _ = try await county.system.desk.withdraw(
                try #require(own.first { $0.submittedAt != nil }).number, by: withdrawn.agent, now: county.now)
            let leader = try await county.official("xianzhang").scope
            let registrar = try await county.official("school102").scope
            let season = try county.system.desk.runtime(County.service).season(on: county.system.today)
            var counted: [String: [Int]] = [:]
            for (name, filter) in filters(season) {
                for scope in [leader, registrar] {
                    let rows = try await pages(filter, county, scope)
                    #expect(try await county.system.cases.count(filter, in: scope) == rows.count, "\(name)")
                    #expect(Set(rows.map(\.id)).count == rows.count, "\(name): a case is listed twice")
                    #expect(rows.allSatisfy { county.system.cases.isVisible($0, to: scope) }, "\(name)")
                    counted[name, default: []].append(rows.count)
                    let figures = try await county.system.cases.figures(filter, in: scope)
                    #expect(figures.count == rows.count, "\(name)")
                    #expect(figures.exceptions == rows.count { $0.state == .inReview || $0.state == .waiting })
                    #expect(figures.papersAvoided == rows.reduce(0) { $0 + $1.papersAvoided }, "\(name)")
                    #expect(figures.withPapersAvoided == rows.count { $0.papersAvoided > 0 }, "\(name)")
                    let times = rows.compactMap(\.decisionMicroseconds).sorted()
                    #expect(figures.decided == times.count, "\(name)")
                    if !times.isEmpty {
                        let middle =
                            (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
                        #expect(figures.medianMicroseconds == middle, "\(name)")
                    }
                    expect(figures.counts { $0.category }, rows.map(\.category), "\(name) by category")
                    expect(figures.counts { $0.outcome?.rawValue }, rows.map { $0.outcome?.rawValue }, "\(name)")
                    expect(figures.counts { $0.owedBy }, rows.map(\.owedBy), "\(name) by office")
                }
            }
            let all = counted["all"] ?? []
            #expect(all.count == 2 && all[0] > all[1] && all[1] > 0, "\(all)")
            let outcomes = ["eligible", "unknown", "ineligible"].map { counted[$0]?[0] ?? 0 }
            #expect(outcomes.reduce(0, +) == all[0])
            #expect(outcomes.allSatisfy { $0 > 0 })
            // A withdrawn case is in no figure.
            let town = try await pages(filters(season)["all"] ?? CaseFilter(service: ""), county, leader)
            #expect(!town.contains { $0.state == .withdrawn })
        }
    }

    @Test func `drafts are in nobody's list`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            let number = try await family.open()
            let leader = try await county.official("xianzhang").scope
            let season = try county.system.desk.runtime(County.service).season(on: county.system.today)
            let rows = try await pages(filters(season)["all"] ?? CaseFilter(service: ""), county, leader)
            #expect(!rows.contains { $0.number == number })
            #expect(await refusal { _ = try await county.system.cases.find(number: number, in: leader) } == .noSuchCase)
        }
    }
}
