/// On whose behalf a look-up is made: a post, never only a program.
package struct LookUpCaller: Sendable, Hashable {
    /// `program` when the rules run, `citizen` when the applicant looks, else `official`.
    package let viewer: String
    /// The post on whose duty the look-up rests.
    package let post: String
    /// The official's id, when a person looked.
    package let official: Int64?

    package init(viewer: String, post: String, official: Int64? = nil) {
        self.viewer = viewer
        self.post = post
        self.official = official
    }
}
