/// Named values that are known or computed once in a run: input data and decisions.
///
/// A definition is evaluated when it is first read, so that what no rule needs is neither computed nor missed.
public final class FEELProgram: Sendable {
    /// One named value.
    public struct Global: Sendable {
        /// The name that explanations use.
        public let name: String
        /// How it is computed; `nil` for an input.
        public let definition: FEELNode?

        /// Makes a global.
        public init(name: String, definition: FEELNode?) {
            self.name = name
            self.definition = definition
        }
    }

    /// The values in the order of their places.
    public let globals: [Global]
    /// How many local variables their definitions use together.
    public let frameSize: Int

    /// Makes a program.
    public init(globals: [Global], frameSize: Int) {
        self.globals = globals
        self.frameSize = frameSize
    }
}

/// The values of a program's globals in one run.
public final class FEELGlobals {
    enum State: UInt8 {
        case unknown
        case running
        case known
    }

    /// The program whose values these are.
    public let program: FEELProgram
    private let frame: FEELFrame
    private let values: UnsafeMutablePointer<FEELValue>
    private let states: UnsafeMutablePointer<State>

    /// No values yet.
    public init(program: FEELProgram, run: FEELRun) {
        self.program = program
        frame = FEELFrame(count: program.frameSize, run: run)
        let count = program.globals.count
        values = .allocate(capacity: max(count, 1))
        values.initialize(repeating: .null, count: count)
        states = .allocate(capacity: max(count, 1))
        states.initialize(repeating: .unknown, count: count)
    }

    deinit {
        values.deinitialize(count: program.globals.count)
        values.deallocate()
        states.deallocate()
    }

    /// Gives a value from outside.
    public func set(_ place: Int, to value: FEELValue) {
        guard place < program.globals.count else { return }
        values[place] = value
        states[place] = .known
    }

    /// The value if it is known already.
    public func known(_ place: Int) -> FEELValue? {
        guard place < program.globals.count else { return nil }
        return states[place] == .known ? values[place] : nil
    }

    /// The value, computed now if it has to be.
    @inline(__always)
    public func value(_ place: Int, _ run: FEELRun) -> FEELValue {
        states[place] == .known ? values[place] : compute(place, run)
    }

    private func compute(_ place: Int, _ run: FEELRun) -> FEELValue {
        if states[place] == .running { return run.fail(.cycle) }
        let global = program.globals[place]
        guard let definition = global.definition else { return .null }
        guard run.enter() else { return .null }
        states[place] = .running
        let outer = run.element
        run.element = global.name
        let value = definition.evaluate(frame)
        run.element = outer
        run.leave()
        values[place] = value
        states[place] = .known
        return value
    }
}

extension FEELRun {
    /// Makes a set of values current while `body` runs.
    public func with<Result>(_ globals: FEELGlobals, _ body: () -> Result) -> Result {
        let outer = self.globals
        self.globals = globals
        defer { self.globals = outer }
        return body()
    }

    /// The value of a global, computed now if it has to be.
    public func global(_ place: Int) -> FEELValue {
        guard let globals, place < globals.program.globals.count else { return .null }
        return globals.value(place, self)
    }

    /// The values that are current.
    public var currentGlobals: FEELGlobals? { globals }
}
