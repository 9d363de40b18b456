/// What a name stands for.
enum Binding: Sendable {
    /// A local variable, with its name if it was given from outside.
    case variable(Int, outerName: String?)
    /// An input of the program.
    case input(Int, name: String)
    /// A computed value of the program.
    case global(Int, name: String, parts: [String: Int], isFunction: Bool, inline: InlineFunction?)
    /// A node that gives the value.
    case node(FEELNode)
    /// A constant, most often a function.
    case constant(FEELValue)
}

/// Names in scope, by their normalised form.
struct NameTable: Sendable {
    private var bindings: [String: Binding] = [:]
    /// The most words and signs a name here has.
    private(set) var longest = 1

    subscript(key: String) -> Binding? { bindings[key] }

    mutating func insert(_ name: String, _ binding: Binding) {
        let (key, parts) = NameCharacters.normalised(name)
        bindings[key] = binding
        longest = max(longest, parts)
    }
}
