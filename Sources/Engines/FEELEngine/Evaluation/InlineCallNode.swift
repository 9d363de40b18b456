public import Diagnostics

/// A call whose function's body was compiled into the caller's frame; arguments are computed when they are first read.
final class InlineCallNode: FEELNode, @unchecked Sendable {
    private let flags: [Int]
    private let body: FEELNode

    /// `flags` are the places that tell which parameters are known.
    init(flags: [Int], body: FEELNode, location: SourceLocation?) {
        self.flags = flags
        self.body = body
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        guard frame.run.step() else { return .null }
        for flag in flags { frame[flag] = .null }
        return body.evaluate(frame)
    }

    override var isCondition: Bool { body.isCondition }

    override func truth(_ frame: FEELFrame) -> FEELTruth {
        guard frame.run.step() else { return .null }
        for flag in flags { frame[flag] = .null }
        return body.truth(frame)
    }

    override var children: [FEELNode] { [body] }
}

/// A parameter of an inlined function.
final class LazyVariableNode: FEELNode, @unchecked Sendable {
    private let place: Int
    private let flag: Int
    private let argument: FEELNode

    init(place: Int, flag: Int, argument: FEELNode, location: SourceLocation?) {
        self.place = place
        self.flag = flag
        self.argument = argument
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        if case .boolean = frame[flag] { return frame[place] }
        let value = argument.evaluate(frame)
        frame[place] = value
        frame[flag] = .boolean(true)
        return value
    }

    override var children: [FEELNode] { [argument] }
}

/// A function that may be compiled into its callers: its parameters take values of any type, and its body reads
/// nothing but these and the program's globals.
public struct InlineFunction: Sendable {
    let parameters: [String]
    let text: String
    let origin: SourceLocation?
    /// Declares what the body may use beside its parameters.
    let declare: @Sendable (FEELScope) -> Void
    let environment: FEELEnvironment

    /// Describes a function by its source.
    public init(
        parameters: [String], text: String, origin: SourceLocation?, environment: FEELEnvironment,
        declare: @escaping @Sendable (FEELScope) -> Void
    ) {
        self.parameters = parameters
        self.text = text
        self.origin = origin
        self.environment = environment
        self.declare = declare
    }

    /// The call with these arguments in a frame; `nil` if it is better called in the ordinary way.
    func call(_ arguments: [FEELNode], in caller: FEELScope, _ location: SourceLocation?) -> FEELNode? {
        guard arguments.count == parameters.count, caller.inlineDepth < 4, caller.layout.count < 2_000 else {
            return nil
        }
        let scope = FEELScope(environment: environment, layout: caller.layout)
        scope.inlineDepth = caller.inlineDepth + 1
        declare(scope)
        var flags: [Int] = []
        for (name, argument) in zip(parameters, arguments) {
            if argument.constant != nil || argument is VariableNode || argument is GlobalNode {
                scope.declare(node: argument, as: name)
                continue
            }
            let flag = caller.layout.next()
            flags.append(flag)
            scope.declare(
                node: LazyVariableNode(place: caller.layout.next(), flag: flag, argument: argument, location: location),
                as: name)
        }
        guard let body = try? scope.compile(text, at: origin) else { return nil }
        return InlineCallNode(flags: flags, body: body, location: location)
    }
}
