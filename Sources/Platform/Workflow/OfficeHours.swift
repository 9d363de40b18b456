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

    /// The same text for the same hours.
    package var signature: String {
        func text(_ hours: WorkingHours) -> String {
            let windows = hours.windows + (hours.season?.windows ?? [])
            return "\(hours.season?.from ?? 0)-\(hours.season?.through ?? 0):"
                + windows.map { "\($0.start)-\($0.end)" }.joined(separator: ",")
        }
        return ([text(ordinary)] + posts.sorted { $0.key < $1.key }.map { "\($0.key)=\(text($0.value))" })
            .joined(separator: ";")
    }

    /// The hours of a post; the ordinary ones without a post or where it has none of its own.
    package func of(_ post: String?) -> WorkingHours { post.flatMap { posts[$0] } ?? ordinary }
}
