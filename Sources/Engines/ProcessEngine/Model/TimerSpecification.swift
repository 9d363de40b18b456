/// When a timer fires: a date, a duration or a cycle (BPMN 2.0, table 10.101), its text possibly computed.
struct TimerSpecification: Sendable {
    let kind: TimerRow.Kind
    let text: ProcessText
    /// The calendar that durations are counted in, where it is not the natural one.
    let calendar: String?
    /// Whether it rests while its task does; one that measures a limit which does not may say that it goes on
    /// (`yw:rests="false"`).
    let rests: Bool
}
