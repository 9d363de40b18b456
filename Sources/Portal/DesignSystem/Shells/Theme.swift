/// How pages look.
package enum Theme: String, Sendable, CaseIterable {
    /// For most.
    case standard
    /// Large type and targets, one column: 长辈版.
    case large
    /// The cockpit's dark screen.
    case dark
}
