import DemoCounty
import Diagnostics
import Portal
import Registers
import Synchronization

/// The parents of the demo who can sign in with one click, each in another situation.
final class DemoPeople: Sendable {
    private let system: CountySystem
    private let cached = Mutex<[PortalServices.DemoPerson]>([])

    init(system: CountySystem) { self.system = system }

    func people() async throws -> [PortalServices.DemoPerson] {
        let known = cached.withLock { $0 }
        if !known.isEmpty { return known }
        let stories = try await DemoStories.kept(in: system.storage)
        let names = try PersonNames(system: system)
        var people: [PortalServices.DemoPerson] = []
        for story in stories {
            let person = try await names.person(story.applicant)
            people.append(
                PortalServices.DemoPerson(
                    idNumber: story.applicant, name: story.applicantName, situation: story.situation,
                    phone: person?.phone))
        }
        let found = people
        cached.withLock { $0 = found }
        return people
    }
}
