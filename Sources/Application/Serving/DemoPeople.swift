import DemoCounty
import Diagnostics
import Directory
import Portal
import Registers
import Services
import Synchronization

/// The parents of the demo who can sign in with one click, each in another situation.
final class DemoPeople: Sendable {
    private let system: CountySystem
    private let cached = Mutex<[PortalServices.DemoPerson]>([])

    init(system: CountySystem) { self.system = system }

    /// The applicants of the stories, and whoever of their families is being asked to agree or to confirm.
    func people() async throws -> [PortalServices.DemoPerson] {
        let stories = try await DemoStories.kept(in: system.storage)
        return try await applicants(stories) + asked(stories)
    }

    private func asked(_ stories: [DemoStories]) async throws -> [PortalServices.DemoPerson] {
        let keys = try await system.desk.subjectsAsked()
        guard !keys.isEmpty else { return [] }
        let names = try PersonNames(system: system)
        var people: [PortalServices.DemoPerson] = []
        for story in stories {
            for other in story.others where keys.contains(SubjectKey(idNumber: other, keyring: system.keyring)) {
                guard let person = try await names.person(other) else { continue }
                people.append(
                    PortalServices.DemoPerson(
                        idNumber: other, name: person.name,
                        situation: Text(
                            zh: "家人在办“\(story.title.zh)”，等这位家长确认或同意。",
                            en: "Of the family “\(story.title.en)”: is asked to confirm or to agree."),
                        phone: person.phone))
            }
        }
        return people
    }

    private func applicants(_ stories: [DemoStories]) async throws -> [PortalServices.DemoPerson] {
        let known = cached.withLock { $0 }
        if !known.isEmpty { return known }
        let names = try PersonNames(system: system)
        var people: [PortalServices.DemoPerson] = []
        for story in stories {
            let person = try await names.person(story.applicant)
            people.append(
                PortalServices.DemoPerson(
                    idNumber: story.applicant, name: story.applicantName, situation: story.situation,
                    phone: person?.phone, child: (story.childName, story.child)))
        }
        let found = people
        cached.withLock { $0 = found }
        return people
    }
}
