package import JSONTree
import ProcessEngine
import Services
import Storage

/// `yiwang process migrate`: running processes go over to another version, rehearsed first.
package struct ProcessMigrateCommand: LocalCommand {
    package static let name = "process migrate"

    /// The beginnings of the hashes of both versions.
    package var from: String
    package var to: String
    /// Elements that are called otherwise in the new version.
    package var mapping: [String: String]
    /// Without it nothing is changed.
    package var applies: Bool
    /// Whether those that can go over do, although others cannot.
    package var leavesRefused: Bool

    package init(from: String, to: String, mapping: [String: String], applies: Bool, leavesRefused: Bool) {
        self.from = from
        self.to = to
        self.mapping = mapping
        self.applies = applies
        self.leavesRefused = leavesRefused
    }

    package init?(arguments: JSON) {
        guard let from = arguments["from"]?.string, let to = arguments["to"]?.string else { return nil }
        self.init(
            from: from, to: to,
            mapping: Dictionary(
                arguments["mapping"]?.members.map { ($0.name, $0.value.string ?? "") } ?? [],
                uniquingKeysWith: { _, last in last }),
            applies: arguments["apply"]?.bool ?? false, leavesRefused: arguments["leave"]?.bool ?? false)
    }

    package var arguments: JSON {
        [
            "from": .string(from), "to": .string(to), "apply": .bool(applies), "leave": .bool(leavesRefused),
            "mapping": .object(mapping.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }),
        ]
    }

    package func run(in system: CountySystem, output: CommandOutput) async throws -> Int32 {
        let hashes = system.desk.processHashes
        guard let old = one(of: hashes, from, output), let new = one(of: hashes, to, output) else { return 2 }
        let now = system.clock.now()
        let rehearsal = try await system.desk.migrate(
            from: old, to: new, mapping: mapping, applies: false, now: now
        ) { output.note(output.say("  演练 \($0) 个", "  rehearsed \($0)")) }
        output.line(
            output.say(
                "演练：\(rehearsal.moved) 个能迁移，\(rehearsal.refused.count) 个不能",
                "Rehearsal: \(rehearsal.moved) can go over, \(rehearsal.refused.count) cannot"))
        report(rehearsal, output)
        if !applies {
            output.line(output.say("没有改动。加 --apply 才迁移。", "Nothing was changed; --apply moves them."))
            return rehearsal.refused.isEmpty ? 0 : 1
        }
        if !rehearsal.refused.isEmpty, !leavesRefused {
            output.line(
                output.say(
                    "有的不能迁移，一个也没有迁移。补上 --map，或用 --leave-refused 让它们留在旧版本。",
                    "Some cannot go over, so none was moved. Add --map, or leave them on the old version with --leave-refused."
                ))
            return 1
        }
        let done = try await system.desk.migrate(from: old, to: new, mapping: mapping, applies: true, now: now)
        output.line(
            output.say(
                "已迁移 \(done.moved) 个，留在旧版本 \(done.refused.count) 个",
                "Moved \(done.moved); \(done.refused.count) stay on the old version"))
        return 0
    }

    private func one(of hashes: [String], _ beginning: String, _ output: CommandOutput) -> String? {
        let found = hashes.filter { $0.hasPrefix(beginning) }
        if found.count == 1, beginning.count >= 6 { return found[0] }
        output.note(
            output.say(
                "“\(beginning)”不是一个版本（yiwang process versions 列出各版本）",
                "‘\(beginning)’ is not one version (yiwang process versions lists them)"))
        return nil
    }

    /// Each obstacle once, with how many it stops and a few of them.
    private func report(_ report: MigrationReport, _ output: CommandOutput) {
        var numbers: [MigrationObstacle: [String]] = [:]
        for (number, obstacles) in report.refused { for one in obstacles { numbers[one, default: []].append(number) } }
        for (obstacle, cases) in numbers.sorted(by: {
            ($1.value.count, $0.key.element) < ($0.value.count, $1.key.element)
        }
        ) {
            let some = cases.prefix(3).joined(separator: "、")
            output.line("  [\(obstacle.kind.rawValue)] \(output.say(obstacle.message)) (\(cases.count)：\(some))")
        }
    }
}
