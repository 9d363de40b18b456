package import WorkCalendar

/// The hours of a county's offices: the ordinary ones, and those of posts that have their own, such as one on duty day
/// and night.
package struct OfficeHours: Sendable, Hashable {
    package let ordinary: WorkingHours
    /// By post.
    package let posts: [String: WorkingHours]

    package init(ordinary: WorkingHours, posts: [String: WorkingHours] = [:]) {
        self.ordinary = ordinary
        self.posts = posts
    }

    /// The hours of a post; the ordinary ones without a post or where it has none of its own.
    package func of(_ post: String?) -> WorkingHours { post.flatMap { posts[$0] } ?? ordinary }
}
