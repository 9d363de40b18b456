import Cryptography
import Definitions
import Diagnostics
import Directory
import ScenarioKit

/// Puts the county's departments, posts and demo officials in place.
struct OrganisationSeeding {
    let system: CountySystem

    func run(report: inout CountySeeding.Report) async throws {
        var departments = system.profile.townDepartments
        var posts: [Post] = []
        let titles = Dictionary(
            system.packages.flatMap(\.directory.posts).map { ($0.id, $0.title) },
            uniquingKeysWith: { first, _ in first })
        for package in system.packages {
            for department in package.directory.departments
            where !departments.contains(where: { $0.code == department.id }) {
                departments.append(
                    Department(
                        code: department.id, name: department.title, level: department.level.rawValue,
                        phone: system.profile.officeAddresses[department.id]?.phone))
            }
        }
        for post in system.profile.posts {
            posts.append(
                Post(
                    code: post.code, name: titles[post.code] ?? post.title ?? Text(verbatim: post.code),
                    department: post.department, permissions: Set(post.permissions.compactMap(Permission.init))))
        }
        try await system.directory.install(departments: departments, posts: posts)
        for person in system.profile.people {
            let password = try SecureRandom.shared.readableCode(10).lowercased()
            try await system.directory.install(
                account: person.account, name: person.name.zh, department: person.department, post: person.post,
                divisions: person.divisions, password: password)
            report.accounts.append((person.account, person.name, person.post, password))
        }
    }
}
