public import Diagnostics

/// A call of a built-in function known when compiling.
final class BuiltInCallNode: FEELNode, @unchecked Sendable {
    private let builtIn: BuiltIn
    private let arguments: [FEELNode]

    init(_ builtIn: BuiltIn, arguments: [FEELNode], location: SourceLocation?) {
        self.builtIn = builtIn
        self.arguments = arguments
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        frame.run.step() ? builtIn.apply(arguments.evaluated(frame), frame.run) : .null
    }

    override var children: [FEELNode] { arguments }
}

/// A call of a function value, by position or by name.
public final class CallNode: FEELNode, @unchecked Sendable {
    private let function: FEELNode
    private let names: [String]?
    private let arguments: [FEELNode]

    /// A call; `names` are those of named arguments. Parameters that are not named are `null` (DMN 1.5, 10.3.2.13.5).
    public init(function: FEELNode, arguments: [FEELNode], names: [String]?, location: SourceLocation? = nil) {
        self.function = function
        self.arguments = arguments
        self.names = names
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let run = frame.run
        guard case .function(let callee) = function.evaluate(frame) else {
            return run.fail(.notAFunction, at: location)
        }
        let values = arguments.evaluated(frame)
        guard let names else { return callee.call(values, run) }
        if let builtIn = callee.builtIn {
            guard let order = builtIn.order(of: names) else { return run.fail(.wrongArguments, at: location) }
            return builtIn.call(order.map { $0.map { values[$0] } ?? .null }, run)
        }
        var ordered = [FEELValue](repeating: .null, count: callee.parameters.count)
        for (name, value) in zip(names, values) {
            guard let place = callee.parameters.firstIndex(where: { $0.name == name }) else {
                return run.fail(.wrongArguments, at: location)
            }
            ordered[place] = value
        }
        guard Set(names).count == names.count else { return run.fail(.wrongArguments, at: location) }
        return callee.call(ordered, run)
    }

    public override var children: [FEELNode] { [function] + arguments }
}

/// `function(a, b) expression`
public final class FunctionLiteralNode: FEELNode, @unchecked Sendable {
    private let parameters: [FEELFunction.Parameter]
    private let result: FEELType
    private let body: FEELNode
    private let captures: [FEELScope.Capture]
    private let frameSize: Int
    private let levels: Int
    private let ownPlace: Int?
    /// Whether the body reads inputs or decisions: those that were current where it was written.
    private let keepsGlobals: Bool

    /// A function whose parameters stand in the first places of a frame of `frameSize`.
    public init(
        parameters: [FEELFunction.Parameter], result: FEELType, body: FEELNode, captures: [FEELScope.Capture],
        frameSize: Int, ownPlace: Int? = nil, location: SourceLocation? = nil
    ) {
        self.parameters = parameters
        self.result = result
        self.body = body
        self.captures = captures
        self.frameSize = frameSize
        self.ownPlace = ownPlace
        keepsGlobals = body.readsGlobals
        levels = body.height
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let values = captures.map { (place: $0.inner, value: frame[$0.outer]) }
        let closure = Closure(
            parameters: parameters, result: result, body: body, captured: values,
            globals: keepsGlobals ? frame.run.keepGlobals() : nil, frameSize: frameSize, levels: levels,
            ownPlace: captures.first { $0.outer == ownPlace }?.inner)
        return .function(closure.function)
    }

    public override var children: [FEELNode] { [body] }
}

/// A function literal with the variables around it.
struct Closure: FEELCallable {
    let parameters: [FEELFunction.Parameter]
    let result: FEELType
    let body: FEELNode
    let captured: [(place: Int, value: FEELValue)]
    /// The inputs and decisions around it, if it reads any.
    let globals: FEELGlobalsStore?
    let frameSize: Int
    let levels: Int
    let ownPlace: Int?

    var function: FEELFunction { FEELFunction(name: nil, parameters: parameters, result: result, body: self) }

    func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard run.enter(levels) else { return .null }
        defer { run.leave(levels) }
        if let globals, run.state.pointee.globals?.store !== globals {
            // What was around it is gone when its run has ended.
            guard globals.run == run.state.pointee.number else { return run.fail(.notAFunction) }
            return run.with(globals) { _ in value(arguments, run) }
        }
        return value(arguments, run)
    }

    private func value(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        run.withFrame(frameSize) { frame in
            for (place, value) in captured { frame[place] = value }
            if let ownPlace { frame[ownPlace] = .function(function) }
            for (place, value) in arguments.enumerated() { frame[place] = value }
            return body.evaluate(frame)
        }
    }
}
