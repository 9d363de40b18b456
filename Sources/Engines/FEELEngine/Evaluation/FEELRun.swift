public import Diagnostics

/// One evaluation: its budget, its clock, what went wrong and what was missing. Used by one thread.
public final class FEELRun {
    /// What expressions may use from outside.
    public let environment: FEELEnvironment
    /// The current date and time, if the caller gave one.
    public let now: FEELDateTime?
    /// Whether explanations are gathered.
    public let isTracing: Bool
    /// What went wrong, the first fifty.
    public private(set) var warnings: [FEELWarning] = []
    /// Inputs that were read while `null` or absent.
    public private(set) var missing: [FEELMissingInput] = []
    /// Whether a limit was reached.
    public var isExhausted: Bool { budget.pointee.isExhausted }
    /// Whatever the caller wants to keep beside the run.
    public var host: AnyObject?
    /// The element of a model that is being evaluated.
    public var element: String?

    /// Behind a pointer, since every step writes here and one thread at a time runs.
    private let budget: UnsafeMutablePointer<Budget>
    private var spareFrames: [FEELFrame] = []

    private struct Budget {
        var steps: Int
        var depth: Int
        var size: Int
        var isExhausted = false
        var globals: FEELGlobals?
    }

    /// Starts a run.
    public init(environment: FEELEnvironment, now: FEELDateTime? = nil, isTracing: Bool = false) {
        self.environment = environment
        self.now = now
        self.isTracing = isTracing
        let limits = environment.limits
        budget = .allocate(capacity: 1)
        budget.initialize(to: Budget(steps: limits.steps, depth: limits.depth, size: limits.size))
    }

    deinit {
        budget.deinitialize(count: 1)
        budget.deallocate()
    }

    /// The values that are current.
    var globals: FEELGlobals? {
        @inline(__always) get { budget.pointee.globals }
        @inline(__always) set { budget.pointee.globals = newValue }
    }

    /// Notes a problem and returns `null`.
    public func fail(_ code: FEELWarning.Code, at location: SourceLocation? = nil) -> FEELValue {
        if warnings.count < 50 { warnings.append(FEELWarning(code, location: location, element: element)) }
        return .null
    }

    /// Notes that an input was read and not there.
    func noteMissing(_ path: String) {
        if missing.count >= 200 { return }
        let note = FEELMissingInput(path: path, element: element)
        if !missing.contains(note) { missing.append(note) }
    }

    /// Runs `body` with a frame of at least `count` variables, which nobody may keep.
    @inline(__always)
    func withFrame(_ count: Int, _ body: (FEELFrame) -> FEELValue) -> FEELValue {
        let frame: FEELFrame
        if let spare = spareFrames.popLast(), spare.count >= count {
            frame = spare
        } else {
            frame = FEELFrame(count: max(count, 16), run: self)
        }
        let value = body(frame)
        frame.clear(count)
        spareFrames.append(frame)
        return value
    }

    /// Counts a step; `false` when the evaluation must stop.
    @inline(__always)
    public func step() -> Bool {
        budget.pointee.steps -= 1
        if budget.pointee.steps < 0 { exhaust() }
        return !budget.pointee.isExhausted
    }

    /// Counts several steps.
    public func steps(_ count: Int) -> Bool { step(count) }

    @inline(__always)
    func step(_ count: Int) -> Bool {
        budget.pointee.steps -= count
        if budget.pointee.steps < 0 { exhaust() }
        return !budget.pointee.isExhausted
    }

    /// Counts the size of a value to be made; `false` when the evaluation must stop.
    @inline(__always)
    func allot(_ bytes: Int) -> Bool {
        budget.pointee.size -= bytes
        if budget.pointee.size < 0 { exhaust() }
        return !budget.pointee.isExhausted
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
        budget.pointee.depth -= levels
        budget.pointee.steps -= 1
        if budget.pointee.depth < 0 || budget.pointee.steps < 0 || budget.pointee.isExhausted {
            exhaust()
            budget.pointee.depth += levels
            return false
        }
        return true
    }

    /// Comes back from ``enter(_:)``.
    func leave(_ levels: Int = 4) {
        budget.pointee.depth += levels
    }

    /// Ends the evaluation as too complex.
    func exhaust() {
        if !budget.pointee.isExhausted {
            budget.pointee.isExhausted = true
            _ = fail(.tooComplex)
        }
    }

    /// Calendar texts read with this run's zones and clock.
    var calendar: CalendarText { CalendarText(zones: environment.zones, now: now?.epochSecond ?? 0) }
}
