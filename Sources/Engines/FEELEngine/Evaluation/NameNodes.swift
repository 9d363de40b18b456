import Diagnostics

/// A local variable.
final class VariableNode: FEELNode, @unchecked Sendable {
    let place: Int
    /// Its name if it was given from outside, for ``FEELExpression/references``.
    private let outerName: String?

    init(place: Int, outerName: String? = nil, location: SourceLocation?) {
        self.place = place
        self.outerName = outerName
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue { frame[place] }

    override func collectReferences(_ paths: inout [String]) {
        if let outerName { paths.append(outerName) }
    }
}

/// A decision or another computed value of the program.
final class GlobalNode: FEELNode, @unchecked Sendable {
    private let place: Int
    private let name: String
    private let parts: [String: Int]
    /// Whether it is a function that is the same whatever the inputs are.
    private let isFunction: Bool
    /// The function it is, if that may be compiled into its callers.
    let inline: InlineFunction?

    init(
        place: Int, name: String, parts: [String: Int] = [:], isFunction: Bool = false, inline: InlineFunction? = nil,
        location: SourceLocation?
    ) {
        self.place = place
        self.name = name
        self.parts = parts
        self.isFunction = isFunction
        self.inline = inline
        super.init(location: location)
    }

    /// The node for an entry that is computed on its own, so that the others need not be.
    func part(_ entry: String, _ location: SourceLocation?) -> GlobalNode? {
        parts[entry].map { GlobalNode(place: $0, name: "\(name).\(entry)", location: location) }
    }

    /// Its name with that of an entry which it surely has not; `nil` if it may have it.
    func lacking(_ entry: String) -> String? {
        parts.isEmpty || parts[entry] != nil ? nil : "\(name).\(entry)"
    }

    override var isGlobal: Bool { !isFunction }

    override func evaluate(_ frame: FEELFrame) -> FEELValue { frame.run.global(place) }
    override func collectReferences(_ paths: inout [String]) { paths.append(name) }
}

/// An input, or an entry below one. What is `null` or absent is noted as missing.
final class InputNode: FEELNode, @unchecked Sendable {
    let place: Int
    let names: [String]
    /// The paths of its first names, joined by points: one, two and so on.
    let prefixes: [String]
    private let path: PathSteps

    init(place: Int, names: [String], location: SourceLocation?) {
        self.place = place
        self.names = names
        prefixes = names.indices.map { names[...$0].joined(separator: ".") }
        path = PathSteps(Array(names.dropFirst()))
        super.init(location: location)
    }

    override var isGlobal: Bool { true }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        var value = frame.run.global(place)
        var index = 0
        while true {
            if value.isNull {
                frame.run.noteMissing(self, index + 1)
                return .null
            }
            if index == path.count { return value }
            value = path.follow(index, from: value, frame.run, location)
            index += 1
        }
    }

    override func collectReferences(_ paths: inout [String]) { paths.append(names.joined(separator: ".")) }
}

/// A name that an entry of the filtered element may hide, or that only the variables given at evaluation know.
final class DynamicNode: FEELNode, @unchecked Sendable {
    private let name: EntryName
    private let places: [Int]
    private let fallback: FEELNode?

    /// `places` hold the contexts to look into, innermost first.
    init(name: String, places: [Int], fallback: FEELNode?, location: SourceLocation?) {
        self.name = EntryName(name)
        self.places = places
        self.fallback = fallback
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        for place in places {
            if case .context(let context) = frame[place], let value = name.value(in: context) { return value }
        }
        return fallback?.evaluate(frame) ?? frame.run.fail(.unknownName, at: location)
    }

    override var children: [FEELNode] { fallback.map { [$0] } ?? [] }

    override func collectReferences(_ paths: inout [String]) {
        if let fallback { fallback.collectReferences(&paths) } else { paths.append(name.name) }
    }
}
