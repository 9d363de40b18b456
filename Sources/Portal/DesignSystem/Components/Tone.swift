/// What a message, a tag or a step says before it is read: colour, and always a sign or word beside it.
package enum Tone: String, Sendable, CaseIterable {
    /// Nothing special.
    case neutral
    /// Something to know.
    case info
    /// Yes: it is met, done, in time.
    case positive
    /// No: it is not met, late, refused.
    case negative
    /// Not known: nothing found, waiting, close to its date.
    case open

    /// The picture that stands for the tone.
    package var icon: Icon {
        switch self {
        case .neutral: .document
        case .info: .info
        case .positive: .checkCircle
        case .negative: .crossCircle
        case .open: .question
        }
    }

    /// The class that colours an element.
    var classes: StaticString {
        switch self {
        case .neutral: "tone-neutral"
        case .info: "tone-info"
        case .positive: "tone-positive"
        case .negative: "tone-negative"
        case .open: "tone-open"
        }
    }
}
