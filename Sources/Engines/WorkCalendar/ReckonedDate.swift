/// A date that was counted out, and whether the count used days no notice covers yet.
public struct ReckonedDate: Sendable, Hashable {
    /// The date.
    public let date: CivilDate
    /// Whether a counted day lay outside every loaded calendar, so that the date may move when one is loaded.
    public let isProvisional: Bool

    /// Makes a reckoned date.
    public init(date: CivilDate, isProvisional: Bool) {
        self.date = date
        self.isProvisional = isProvisional
    }
}
