import Diagnostics
import JSONTree
import Journal
import Storage

extension CaseStep {
    /// Takes the first free place of a list in its order and tells which were full before it.
    ///
    /// An item without a quota is not limited. The guard of the statement fails when the last place goes to somebody
    /// else before this plan is committed; the plan is then made again.
    func allotPlace(_ inputs: JSON) throws -> JSON {
        let schools = inputs["schools"]?.elements.compactMap(\.string) ?? []
        let pool = knowledge.runtime.service.qualifiedID
        var full: [String] = []
        for (index, school) in schools.enumerated() {
            let free = try desk.quotas.isFree(pool: pool, season: knowledge.season, item: school, reader: reader)
            if free == false {
                full.append(school)
                continue
            }
            if free == true {
                writes.append(desk.quotas.taking(pool: pool, season: knowledge.season, item: school))
            }
            place = school
            placedRank = index + 1
            state = .decided
            events.append(
                JournalEvent(
                    .placeAllocated, department: department, subject: subject, caseID: id,
                    ["case": knowledge.number, "school": school, "order": String(index + 1)]))
            return [
                "school": .string(school), "rank": .integer(index + 1), "full": .array(full.map { .string($0) }),
            ]
        }
        state = .inReview
        return ["school": .null, "rank": .null, "full": .array(full.map { .string($0) })]
    }

    /// Gives the place back.
    func releasePlace(_ inputs: JSON) throws -> JSON {
        guard let place else { return ["released": .null] }
        let pool = knowledge.runtime.service.qualifiedID
        if try desk.quotas.isFree(pool: pool, season: knowledge.season, item: place, reader: reader) != nil {
            writes.append(desk.quotas.givingBack(pool: pool, season: knowledge.season, item: place))
        }
        self.place = nil
        return ["released": .string(place)]
    }
}
