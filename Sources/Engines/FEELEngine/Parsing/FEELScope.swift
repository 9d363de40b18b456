public import Diagnostics

/// The names an expression may use while it is compiled.
public final class FEELScope {
    /// A variable of the surrounding frame and its place in the function's own.
    public struct Capture: Sendable {
        let outer: Int
        let inner: Int
    }

    enum Kind {
        case plain
        /// Entries of the context in this place are names too.
        case dynamic(Int)
        /// A function's own frame begins here.
        case function
    }

    /// A name that expressions use and that nothing declares.
    public struct UnknownName: Sendable, Hashable {
        /// The name.
        public let name: String
        /// Where it stands.
        public let location: SourceLocation?
    }

    private final class Findings {
        var unknownNames: [UnknownName] = []
    }

    private let findings: Findings
    /// What expressions may use from outside.
    public let environment: FEELEnvironment
    /// Where local variables get their places.
    public let layout: FEELLayout
    /// Variables of the surrounding frame that a function uses.
    public private(set) var captures: [Capture] = []
    let parent: FEELScope?
    /// How many inlined functions this scope is inside of.
    var inlineDepth = 0
    let kind: Kind
    private(set) var names = NameTable()
    private var reads: [Int: Int] = [:]

    init(parent: FEELScope?, environment: FEELEnvironment, layout: FEELLayout, kind: Kind) {
        self.parent = parent
        self.environment = environment
        self.layout = layout
        self.kind = kind
        inlineDepth = parent?.inlineDepth ?? 0
        findings = parent?.findings ?? Findings()
    }

    /// The names that the expressions compiled so far use and that nothing declares.
    public var unknownNames: [UnknownName] { findings.unknownNames }

    func note(unknown name: String, at location: SourceLocation?) {
        if findings.unknownNames.count < 200 {
            findings.unknownNames.append(UnknownName(name: name, location: location))
        }
    }

    /// Takes back what was noted since there were so many notes: what it was read for turned out to be something else.
    ///
    /// - Returns: what was taken back.
    @discardableResult
    func takeBack(notesAfter count: Int) -> [UnknownName] {
        let taken = Array(findings.unknownNames.dropFirst(count))
        findings.unknownNames.removeLast(taken.count)
        return taken
    }

    /// An outermost scope.
    public convenience init(environment: FEELEnvironment, layout: FEELLayout = FEELLayout()) {
        self.init(parent: nil, environment: environment, layout: layout, kind: .plain)
    }

    /// A scope inside this one, in the same frame.
    public func nested() -> FEELScope {
        FEELScope(parent: self, environment: environment, layout: layout, kind: .plain)
    }

    /// The scope of a function's body, with a frame of its own.
    public func function() -> FEELScope {
        FEELScope(parent: self, environment: environment, layout: FEELLayout(), kind: .function)
    }

    /// The scope of a filter's condition: the element in `place`, and its entries as names.
    public func filter(item place: Int) -> FEELScope {
        FEELScope(parent: self, environment: environment, layout: layout, kind: .dynamic(place))
    }

    /// Declares a local variable and returns its place.
    @discardableResult
    public func declare(variable name: String) -> Int {
        let place = layout.next()
        names.insert(name, .variable(place, outerName: nil))
        return place
    }

    /// Declares another name for a place.
    public func declare(_ name: String, place: Int) {
        names.insert(name, .variable(place, outerName: nil))
    }

    func declare(outer name: String) -> Int {
        let place = layout.next()
        names.insert(name, .variable(place, outerName: name))
        return place
    }

    /// Declares an input of the program.
    public func declare(input name: String, place: Int, path: String? = nil) {
        names.insert(name, .input(place, name: path ?? name))
    }

    /// Declares a computed value of the program; `parts` are the places of entries that are computed on their own, and a
    /// function is one that is the same whatever the inputs are.
    public func declare(
        global name: String, place: Int, parts: [String: Int] = [:], isFunction: Bool = false,
        inline: InlineFunction? = nil
    ) {
        names.insert(name, .global(place, name: name, parts: parts, isFunction: isFunction, inline: inline))
    }

    func declare(node: FEELNode, as name: String) { names.insert(name, .node(node)) }

    /// A node that reads a computed value of the program.
    public func node(global name: String, place: Int) -> FEELNode {
        GlobalNode(place: place, name: name, location: nil)
    }

    /// Declares a constant, such as a function.
    public func declare(constant name: String, _ value: FEELValue) { names.insert(name, .constant(value)) }

    /// The most parts a name in scope has.
    var longestName: Int {
        max(names.longest, parent?.longestName ?? environment.baseNames.longest)
    }

    /// How many scopes further out a name is declared: 0 for one of this scope; `nil` for one that nothing declares.
    func level(of key: String) -> Int? {
        if names[key] != nil { return 0 }
        if let parent { return parent.level(of: key).map { $0 + 1 } }
        return environment.baseNames[key] != nil ? 1 : nil
    }

    /// Whether entries of a context are names here.
    var hasEntries: Bool {
        if case .dynamic = kind { return true }
        return parent?.hasEntries ?? false
    }

    /// What a name stands for here, and the contexts to be looked into before, innermost first.
    func resolve(_ key: String) -> (binding: Binding?, dynamic: [Int]) {
        if let binding = names[key] {
            if case .variable(let place, _) = binding { reads[place, default: 0] += 1 }
            return (binding, [])
        }
        var (binding, dynamic) = parent?.resolve(key) ?? (environment.baseNames[key], [])
        switch kind {
        case .plain: break
        case .dynamic(let place): dynamic.insert(place, at: 0)
        case .function:
            if case .variable(let place, let name)? = binding { binding = .variable(capture(place), outerName: name) }
            if case .node(let node)? = binding { binding = node.constant.map { .constant($0) } }
            dynamic = dynamic.map(capture)
        }
        return (binding, dynamic)
    }

    /// How often a variable declared here was read so far.
    func reads(of place: Int) -> Int { reads[place] ?? 0 }

    /// Whether a variable declared here was read by what was compiled so far.
    public func isRead(_ place: Int) -> Bool { reads(of: place) > 0 }

    /// The scope that declares `?`, and its place.
    var testedInput: (scope: FEELScope, place: Int)? {
        if case .variable(let place, _)? = names["?"] { return (self, place) }
        return parent?.testedInput
    }

    private func capture(_ outer: Int) -> Int {
        if let known = captures.first(where: { $0.outer == outer }) { return known.inner }
        let inner = layout.next()
        captures.append(Capture(outer: outer, inner: inner))
        return inner
    }

    /// Compiles an expression in this scope.
    public func compile(
        _ text: String, at origin: SourceLocation? = nil
    ) throws(FEELError) -> FEELNode {
        var parser = FEELParser(text, scope: self, origin: origin)
        return try parser.wholeExpression()
    }

    /// Compiles unary tests in this scope; the tested value stands in `place` while they run.
    public func compileTests(
        _ text: String, input place: Int, at origin: SourceLocation? = nil
    ) throws(FEELError) -> FEELTests {
        let inner = nested()
        inner.declare("?", place: place)
        var parser = FEELParser(text, scope: inner, origin: origin)
        return FEELTests(node: try parser.wholeUnaryTests(input: place))
    }
}
