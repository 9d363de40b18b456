package import WorkCalendar

/// Definitions in memory: every version of each, found by hash or as the version in force on a day.
///
/// A value: adding gives a new set, so that a reader keeps the one it began with.
package struct DefinitionSet: Sendable {
    /// What names a definition across its versions.
    package struct Key: Sendable, Hashable {
        package let kind: DefinitionKind
        package let package: String
        package let id: String

        package init(kind: DefinitionKind, package: String, id: String) {
            self.kind = kind
            self.package = package
            self.id = id
        }
    }

    private var byKey: [Key: [Definition]] = [:]
    private var byHash: [DefinitionHash: Definition] = [:]

    /// An empty set.
    package init() {}

    /// A set of definitions in the order of their publication.
    package init(_ definitions: some Sequence<Definition>) {
        for definition in definitions { insert(definition) }
    }

    /// How many definitions it holds.
    package var count: Int { byKey.values.reduce(0) { $0 + $1.count } }

    /// Adds a definition. Publishing the same again changes nothing; of two with one day of effect the later
    /// published is in force.
    package mutating func insert(_ definition: Definition) {
        let key = Key(kind: definition.kind, package: definition.package, id: definition.id)
        var versions = byKey[key] ?? []
        if versions.contains(definition) { return }
        let index = versions.firstIndex { definition.effective < $0.effective } ?? versions.endIndex
        versions.insert(definition, at: index)
        byKey[key] = versions
        if byHash[definition.hash] == nil { byHash[definition.hash] = definition }
    }

    /// The definition with these bytes.
    package func definition(hash: DefinitionHash) -> Definition? { byHash[hash] }

    /// The version in force on a day: the latest whose day of effect is not after it.
    package func inForce(_ kind: DefinitionKind, package: String, id: String, on day: CivilDate) -> Definition? {
        byKey[Key(kind: kind, package: package, id: id)]?.last { $0.effective <= day }
    }

    /// Every version of one definition, the oldest first.
    package func versions(_ kind: DefinitionKind, package: String, id: String) -> [Definition] {
        byKey[Key(kind: kind, package: package, id: id)] ?? []
    }

    /// All definitions of a kind in force on a day, by package and id.
    package func allInForce(_ kind: DefinitionKind, on day: CivilDate) -> [Definition] {
        byKey.filter { $0.key.kind == kind }
            .compactMap { $0.value.last { $0.effective <= day } }
            .sorted { ($0.package, $0.id) < ($1.package, $1.id) }
    }

    /// The first day after `day` on which another version comes into force; the day to load again.
    package func nextChange(after day: CivilDate) -> CivilDate? {
        byKey.values.joined().map(\.effective).filter { $0 > day }.min()
    }
}
