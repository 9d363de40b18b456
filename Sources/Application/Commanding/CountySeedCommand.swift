import Diagnostics
package import JSONTree
import Storage

/// `yiwang county seed`: the invented county, into an empty database.
package struct CountySeedCommand: LocalCommand {
    package static let name = "county seed"

    /// How many people; the county's own number when nil.
    package var people: Int?
    /// The seed of the generator; the county's own when nil.
    package var seed: UInt64?
    package var enrolsLastYear: Bool

    package init(people: Int?, seed: UInt64?, enrolsLastYear: Bool) {
        self.people = people
        self.seed = seed
        self.enrolsLastYear = enrolsLastYear
    }

    package init?(arguments: JSON) {
        self.init(
            people: arguments["people"]?.integer, seed: arguments["seed"]?.string.flatMap(UInt64.init),
            enrolsLastYear: arguments["last-year"]?.bool ?? true)
    }

    package var arguments: JSON {
        var members: [(String, JSON)] = [("last-year", .bool(enrolsLastYear))]
        if let people { members.append(("people", .integer(people))) }
        // As text: a seed may be larger than the integers of JSON.
        if let seed { members.append(("seed", .string(String(seed)))) }
        return .object(members)
    }

    package func run(in system: CountySystem, output: CommandOutput) async throws -> Int32 {
        try SeedRefusal.check(people: people, profile: nil)
        var plan = CountySeeding.Plan(people: people ?? system.profile.population, seed: seed ?? system.profile.seed)
        plan.enrolsLastYear = enrolsLastYear
        plan.enrolsThisYear = enrolsLastYear
        plan.sendsOrders = enrolsLastYear
        let start = ContinuousClock.now
        let report: CountySeeding.Report
        do {
            report = try await CountySeeding(system: system, plan: plan) { output.note("  \($0)") }.run()
            output.note("  statistics")
            try await system.storage.settle()
        } catch is CountySeeding.NotEmpty {
            let refusal = SeedRefusal.notEmpty
            output.note("\(output.say(refusal.message)) [\(refusal.rawValue)]")
            return 4
        }
        for row in report.rows { output.line("\(row.register) \(row.count)") }
        output.line("digest \(report.digest)")
        let decided = report.decided.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        output.line("enrolled \(report.enrolled) \(decided.joined(separator: " "))")
        output.line("orders \(report.orders)")
        output.line(output.say("可以登录的工作人员（只显示这一次）：", "Officials who can sign in (shown once):"))
        for account in report.accounts {
            output.line("  \(account.account)  \(account.password)  \(output.say(account.name))  \(account.post)")
        }
        output.line("seconds \((ContinuousClock.now - start) / .seconds(1))")
        return 0
    }
}
