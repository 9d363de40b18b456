/// Named values that are known or computed once in a run: input data and decisions.
///
/// A definition is evaluated when it is first read, so that what no rule needs is neither computed nor missed.
public final class FEELProgram: @unchecked Sendable {
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
    /// The definitions by their addresses; ``globals`` keeps them.
    let definitions: UnsafeMutablePointer<Unmanaged<FEELNode>?>

    /// Makes a program.
    public init(globals: [Global], frameSize: Int) {
        self.globals = globals
        self.frameSize = frameSize
        definitions = .allocate(capacity: max(globals.count, 1))
        for (place, global) in globals.enumerated() {
            (definitions + place).initialize(to: global.definition.map { Unmanaged.passUnretained($0) })
        }
    }

    deinit { definitions.deallocate() }
}

/// What the values of a program's globals are kept in: by ``FEELRun/with(_:_:)``, and by the functions that read them and were
/// made among them, as long as the run goes on.
final class FEELGlobalsStore: @unchecked Sendable {
    let program: FEELProgram
    /// The run that they belong to, by its number: in no other one are they read.
    let run: UInt64
    let values: UnsafeMutablePointer<FEELValue>
    let states: UnsafeMutablePointer<FEELGlobals.State>
    /// The variables of their definitions while the store is in use; `nil` between that.
    var frame: FEELFrame?
    /// Whether a function keeps it.
    var isKept = false

    init(_ program: FEELProgram, run: UInt64) {
        self.program = program
        self.run = run
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

    /// Forgets all values, among them the functions that keep this store.
    func clear() { values.update(repeating: .null, count: program.globals.count) }
}

/// The values of a program's globals in one run: a handle, good inside the closure of ``FEELRun/with(_:_:)``.
public struct FEELGlobals {
    enum State: UInt8 {
        case unknown
        case running
        case known
    }

    private let frame: FEELFrame
    private let values: UnsafeMutablePointer<FEELValue>
    private let states: UnsafeMutablePointer<State>
    let definitions: UnsafeMutablePointer<Unmanaged<FEELNode>?>
    let count: Int
    unowned(unsafe) let store: FEELGlobalsStore

    /// The program whose values these are.
    public var program: FEELProgram { store.program }

    init(_ store: FEELGlobalsStore, _ frame: FEELFrame) {
        self.store = store
        count = store.program.globals.count
        definitions = store.program.definitions
        self.frame = frame
        values = store.values
        states = store.states
    }

    /// Gives a value from outside.
    public func set(_ place: Int, to value: FEELValue) {
        guard place < count else { return }
        values[place] = value
        states[place] = .known
    }

    /// The values by their places; `nil` for what is not known.
    public var allKnown: [FEELValue?] {
        var all: [FEELValue?] = []
        all.reserveCapacity(count)
        for place in 0..<count { all.append(states[place] == .known ? values[place] : nil) }
        return all
    }

    /// The value, computed now if it has to be.
    @inline(__always)
    func value(_ place: Int, _ run: FEELRun) -> FEELValue {
        states[place] == .known ? values[place] : compute(place, run)
    }

    private func compute(_ place: Int, _ run: FEELRun) -> FEELValue {
        if states[place] == .running { return run.fail(.cycle) }
        guard let definition = definitions[place] else { return .null }
        guard run.enter() else { return .null }
        states[place] = .running
        let outer = run.state.pointee.element
        run.state.pointee.element = place
        let value = definition._withUnsafeGuaranteedRef { $0.evaluate(frame) }
        run.state.pointee.element = outer
        run.leave()
        values[place] = value
        states[place] = .known
        return value
    }
}

extension FEELRun {
    /// Makes values of a program current, none of them known yet, while `body` runs.
    public func with<Result>(_ program: FEELProgram, _ body: (FEELGlobals) -> Result) -> Result {
        with(FEELGlobalsStore(program, run: state.pointee.number), body)
    }

    /// Makes values that were current before current again while `body` runs.
    func with<Result>(_ store: FEELGlobalsStore, _ body: (FEELGlobals) -> Result) -> Result {
        withExtendedLifetime(store) {
            let outer = self.globals
            defer { self.globals = outer }
            // In use further out: its definitions go on in the frame they have, each in places of its own.
            if let frame = store.frame {
                let globals = FEELGlobals(store, frame)
                self.globals = globals
                return body(globals)
            }
            return withFrame(store.program.frameSize) { frame in
                store.frame = frame
                defer { store.frame = nil }
                let globals = FEELGlobals(store, frame)
                self.globals = globals
                return body(globals)
            }
        }
    }

    /// The store of the current values, for a function that reads them later on; emptied when the run ends. `nil` when the
    /// evaluation must stop.
    func keepGlobals() -> FEELGlobalsStore? {
        guard let store = state.pointee.globals?.store else { return nil }
        if !store.isKept {
            guard allot(64 + store.program.globals.count * 25) else { return nil }
            store.isKept = true
            state.pointee.kept.append(store)
        }
        return store
    }

    /// The value of a global, computed now if it has to be.
    @inline(__always)
    public func global(_ place: Int) -> FEELValue {
        guard let globals = state.pointee.globals, place < globals.count else { return .null }
        return globals.value(place, self)
    }

    /// The values that are current.
    public var currentGlobals: FEELGlobals? { globals }
}
