import Definitions
package import Diagnostics
import ScenarioKit
import Synchronization

/// The names of posts, from the packages and the county.
struct PostNames: Sendable {
    private let names: [String: Text]

    init(system: CountySystem) {
        var names: [String: Text] = [:]
        for post in system.profile.posts { if let title = post.title { names[post.code] = title } }
        for package in system.packages { for post in package.directory.posts { names[post.id] = post.title } }
        self.names = names
    }

    func name(_ code: String) -> Text { names[code] ?? Text(verbatim: code) }
}

/// The names of divisions, from the town down.
struct DivisionNames {
    let facts: LiveCountyFacts?

    func name(_ code: String) -> Text {
        guard let facts, code.utf8.count >= 12 else { return Text(verbatim: code) }
        let town = String(code.prefix(9)) + "000"
        let village = String(code.prefix(12))
        let parts = [town, village].compactMap { facts.name(of: $0) }
        if parts.isEmpty { return facts.name(of: code) ?? Text(verbatim: code) }
        return town == village
            ? parts[0]
            : Text(zh: parts.map(\.zh).joined(), en: parts.map(\.en).reversed().joined(separator: ", "))
    }
}

extension CountySystem {
    /// The name of a division, from the town down.
    package func divisionName(_ code: String) -> Text { DivisionNames(facts: facts.facts).name(code) }
}
