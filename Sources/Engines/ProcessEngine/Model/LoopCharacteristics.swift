/// How often an activity is done (BPMN 2.0, §10.3.8).
enum LoopCharacteristics: Sendable {
    case standard(StandardLoop)
    case multiInstance(MultiInstance)
}
