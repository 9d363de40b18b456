public import Diagnostics
import Synchronization

/// One evaluation: its budget, its clock, what went wrong and what was missing.
///
/// A handle without references to count, good inside the closure of ``start(environment:now:isTracing:_:)`` only, and for one
/// thread.
public struct FEELRun {
    let state: UnsafeMutablePointer<State>

    private static let lastNumber = Atomic<UInt64>(0)

    struct State {
        let environment: FEELEnvironment
        let now: FEELDateTime?
        let isTracing: Bool
        var steps: Int
        var depth: Int
        var size: Int
        var isExhausted = false
        /// A number that no other run has.
        let number: UInt64
        var globals: FEELGlobals?
        /// Stores of globals that functions keep, and that keep functions.
        var kept: [FEELGlobalsStore] = []
        /// The place of the global that is being computed.
        var element = -1
        var host: AnyObject?
        var warnings: [FEELWarning] = []
        var missing: [Missing] = []
        var spare: [FEELFrame] = []
    }

    /// An input that was read and not there.
    struct Missing {
        let node: ObjectIdentifier
        let level: Int
        let element: Int
        let note: FEELMissingInput
    }

    /// Runs a body with an evaluation of its own.
    public static func start<Result>(
        environment: FEELEnvironment, now: FEELDateTime? = nil, isTracing: Bool = false, _ body: (FEELRun) -> Result
    ) -> Result {
        let limits = environment.limits
        var state = State(
            environment: environment, now: now, isTracing: isTracing, steps: limits.steps, depth: limits.depth,
            size: limits.size, number: lastNumber.wrappingAdd(1, ordering: .relaxed).newValue)
        return withUnsafeMutablePointer(to: &state) { pointer in
            defer {
                for store in pointer.pointee.kept { store.clear() }
                for frame in pointer.pointee.spare { frame.free() }
            }
            return body(FEELRun(state: pointer))
        }
    }

    /// What expressions may use from outside.
    public var environment: FEELEnvironment { state.pointee.environment }
    /// The current date and time, if the caller gave one.
    public var now: FEELDateTime? { state.pointee.now }
    /// Whether explanations are gathered.
    public var isTracing: Bool { state.pointee.isTracing }
    /// What went wrong, the first fifty.
    public var warnings: [FEELWarning] { state.pointee.warnings }
    /// Whether a limit was reached.
    public var isExhausted: Bool { state.pointee.isExhausted }

    /// Whether more than half of what an evaluation may use is gone.
    public var hasSpentHalf: Bool {
        let limits = state.pointee.environment.limits
        return state.pointee.isExhausted || state.pointee.steps < limits.steps / 2
            || state.pointee.size < limits.size / 2
    }

    /// Whatever the caller wants to keep beside the run.
    public var host: AnyObject? {
        get { state.pointee.host }
        nonmutating set { state.pointee.host = newValue }
    }

    /// Inputs that were read while `null` or absent, each once for each element that read it.
    public var missing: [FEELMissingInput] {
        let notes = state.pointee.missing
        guard notes.count > 1 else { return notes.map(\.note) }
        if notes.count > 24 {
            var seen: Set<FEELMissingInput> = []
            return notes.map(\.note).filter { seen.insert($0).inserted }
        }
        var once: [FEELMissingInput] = []
        once.reserveCapacity(notes.count)
        for each in notes where !once.contains(each.note) { once.append(each.note) }
        return once
    }

    /// The values that are current.
    @inline(__always)
    var globals: FEELGlobals? {
        get { state.pointee.globals }
        nonmutating set { state.pointee.globals = newValue }
    }

    /// The name of the element that is being computed.
    private var elementName: String? {
        guard let globals, state.pointee.element >= 0 else { return nil }
        return globals.program.globals[state.pointee.element].name
    }

    /// Notes a problem and returns `null`.
    public func fail(_ code: FEELWarning.Code, at location: SourceLocation? = nil) -> FEELValue {
        if state.pointee.warnings.count < 50 {
            state.pointee.warnings.append(FEELWarning(code, location: location, element: elementName))
        }
        return .null
    }

    /// Notes that an input was read and not there: `level` names of the node's path lead to it.
    func noteMissing(_ node: InputNode, _ level: Int) {
        let identity = ObjectIdentifier(node)
        let element = state.pointee.element
        if state.pointee.missing.count >= 200 { return }
        for known in state.pointee.missing
        where known.node == identity && known.level == level && known.element == element { return }
        state.pointee.missing.append(
            Missing(
                node: identity, level: level, element: element,
                note: FEELMissingInput(
                    path: node.prefixes[min(level, node.prefixes.count) - 1], element: elementName)))
    }

    /// Runs `body` with a frame of at least `count` variables, which nobody may keep.
    @inline(__always)
    public func withFrame<Result>(_ count: Int, _ body: (FEELFrame) -> Result) -> Result {
        let frame = takeFrame(count)
        let value = body(frame)
        giveBack(frame, count)
        return value
    }

    func takeFrame(_ count: Int) -> FEELFrame {
        if let spare = state.pointee.spare.last, spare.capacity >= count {
            state.pointee.spare.removeLast()
            spare.clear()
            return spare
        }
        return FEELFrame(capacity: max(count, 16), run: self)
    }

    func giveBack(_ frame: FEELFrame, _ count: Int) {
        // What is in it goes when it is lent again, or with the run.
        frame.used = count
        state.pointee.spare.append(frame)
    }

    /// Counts a step; `false` when the evaluation must stop.
    @inline(__always)
    public func step() -> Bool { step(1) }

    /// Counts several steps.
    public func steps(_ count: Int) -> Bool { step(count) }

    @inline(__always)
    func step(_ count: Int) -> Bool {
        state.pointee.steps -= count
        if state.pointee.steps < 0 { exhaust() }
        return !state.pointee.isExhausted
    }

    /// Counts the size of a value to be made; `false` when the evaluation must stop.
    @inline(__always)
    func allot(_ bytes: Int) -> Bool {
        state.pointee.size -= bytes
        if state.pointee.size < 0 { exhaust() }
        return !state.pointee.isExhausted
    }

    /// A list, counted.
    @inline(__always)
    func list(_ elements: [FEELValue]) -> FEELValue {
        allot(elements.count * 24) ? .list(elements) : .null
    }

    /// A text, counted.
    @inline(__always)
    func string(_ text: String) -> FEELValue {
        allot(text.utf8.count) ? .string(text) : .null
    }

    /// Goes `levels` deeper; `false` when that is too deep.
    func enter(_ levels: Int = 4) -> Bool {
        state.pointee.depth -= levels
        state.pointee.steps -= 1
        if state.pointee.depth < 0 || state.pointee.steps < 0 || state.pointee.isExhausted {
            exhaust()
            state.pointee.depth += levels
            return false
        }
        return true
    }

    /// Comes back from ``enter(_:)``.
    func leave(_ levels: Int = 4) {
        state.pointee.depth += levels
    }

    /// Ends the evaluation as too complex.
    func exhaust() {
        if !state.pointee.isExhausted {
            state.pointee.isExhausted = true
            _ = fail(.tooComplex)
        }
    }

    /// Calendar texts read with this run's zones and clock.
    var calendar: CalendarText { CalendarText(zones: environment.zones, now: now?.epochSecond ?? 0) }
}
