/// What is shown of a flow node.
public struct ProcessElement: Sendable, Hashable {
    /// The element's id.
    public let id: String
    /// Its name.
    public let name: String?
    /// Its name in English, where the model gives one (`yw:name-en`).
    public let englishName: String?
    /// The element's name in BPMN, such as `userTask`.
    public let kind: String
    /// The innermost lane that it stands in.
    public let lane: String?
}
