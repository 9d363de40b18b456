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
    private unowned(unsafe) let owner: FEELProgram

    /// The program whose values these are.
    public var program: FEELProgram { owner }

    init(_ program: FEELProgram, _ frame: FEELFrame) {
        owner = program
        count = program.globals.count
        definitions = program.definitions
        self.frame = frame
        values = .allocate(capacity: max(count, 1))
        values.initialize(repeating: .null, count: count)
        states = .allocate(capacity: max(count, 1))
        states.initialize(repeating: .unknown, count: count)
    }

    func free() {
        values.deinitialize(count: count)
        values.deallocate()
        states.deallocate()
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
        withExtendedLifetime(program) {
            withFrame(program.frameSize) { frame in
                let outer = self.globals
                let globals = FEELGlobals(program, frame)
                self.globals = globals
                defer {
                    self.globals = outer
                    globals.free()
                }
                return body(globals)
            }
        }
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
