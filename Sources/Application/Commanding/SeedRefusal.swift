package import Diagnostics

/// Why no invented county is made.
package enum SeedRefusal: String, Error, Sendable, Hashable, CaseIterable {
    case profile = "county.profile-unknown"
    case people = "county.people-out-of-range"
    case notEmpty = "county.not-empty"

    /// How many people an invented county has: fewer make no families for every story, more are not tried.
    package static let allowed = 500...5_000_000

    /// Looks whether a county can be made so.
    ///
    /// - Parameters:
    ///   - people: how many; `nil` for the county's own number.
    ///   - profile: `county` or `city`; `nil` for the county's own.
    package static func check(people: Int?, profile: String?) throws(SeedRefusal) {
        if let profile, !["county", "city"].contains(profile) { throw .profile }
        if let people, !allowed.contains(people) { throw .people }
    }

    package var message: Text {
        switch self {
        case .profile:
            Text(
                zh: "--profile 只能是 county（县）或 city（市），没有造任何数据。",
                en: "--profile is county or city; nothing was made.")
        case .people:
            Text(
                zh: "--people 要在 500 到 5000000 之间，没有造任何数据。",
                en: "--people is from 500 to 5000000; nothing was made.")
        case .notEmpty:
            Text(
                zh: "数据库里已有数据，不会覆盖。换一个数据文件夹再试。",
                en: "The database is not empty; nothing was overwritten. Use another data folder.")
        }
    }
}
