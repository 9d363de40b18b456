public import JSONTree

/// One instance of a process: takes events, gives actions, and remembers which rows changed.
///
/// A value: a copy made before an event is the way back. The same events give the same rows and actions on every
/// machine; there is no clock, no randomness and no look-up in here.
///
/// ```swift
/// var instance = ProcessInstance(definition)
/// var step = try instance.handle(.start(variables: [("case", json)]))
/// // answer what can be answered at once, then write instance.drainChanges() in one commit
/// ```
public struct ProcessInstance: Sendable {
    /// The definition that it follows.
    public let definition: ProcessDefinition
    /// Its rows.
    public private(set) var state: ProcessState
    /// How many moves of tokens one event may cause before ``ProcessAction/continue``.
    public var budget = 500

    /// Whether the stored rows are not those of an instance of the definition.
    private let isDamaged: Bool

    /// Makes an instance that is not yet started.
    public init(_ definition: ProcessDefinition) {
        self.definition = definition
        state = ProcessState()
        isDamaged = false
    }

    /// Makes an instance from stored rows. Rows that cannot be this definition's make every event fail with
    /// `damagedRows`.
    public init(_ definition: ProcessDefinition, state: ProcessState) {
        self.definition = definition
        self.state = state
        isDamaged = !state.fits(definition)
    }

    /// Handles one event.
    ///
    /// Throws without a change when the event does not fit; answers that come twice are told by `unknownActivation`.
    public mutating func handle(_ event: ProcessEvent) throws(ProcessError) -> ProcessStep {
        guard !isDamaged else { throw ProcessError(.damagedRows) }
        // The rows move into the run and back, so that its tables are changed in place and never copied.
        var run = ProcessRun(definition: definition, budget: budget)
        swap(&state, &run.state)
        do throws(ProcessError) {
            try run.begin(event)
        } catch {
            swap(&state, &run.state)
            throw error
        }
        run.runToRest()
        swap(&state, &run.state)
        return ProcessStep(actions: run.actions, trace: run.trace, wasAwaited: run.wasAwaited)
    }

    /// The rows that changed since this was last called, each once: what one commit has to write.
    public mutating func drainChanges() -> [ProcessChange] { state.drain() }

    /// A variable as expressions in the process's own scope see it.
    public func variable(_ name: String) -> JSON? { state[variable: name] }

    /// The places that the user task of an activation may be sent back to, the latest first; none where the model does
    /// not allow it.
    public func returnOptions(of activation: Int) -> [ReturnOption] {
        ProcessRun(definition: definition, budget: 0, state: state).returnOptions(activation)
    }

    /// Whether the one who did a step may take it back now.
    public func canTakeBack(step: Int) -> Bool {
        var trial = self
        return (try? trial.handle(.takeBack(step: step))) != nil
    }

    /// A variable as an activity under way sees it: its own scope's first, then those around it.
    public func variable(_ name: String, at activation: Int) -> JSON? {
        guard let token = state.activations[activation].flatMap({ state.tokenTable[$0] }) else { return nil }
        return ProcessRun(definition: definition, budget: 0, state: state).lookUp(name, from: token.scope)
    }
}
