package import HTMLBuilder

/// A piece of a page: a value that holds its model and writes itself.
///
/// Stored properties are the component's parameters. Each component has a ``Specimen`` in the file beside it that
/// explains every parameter, states the accessibility criteria and shows examples; the gallery and the tests read it.
package protocol Component: Sendable {
    /// What the gallery shows and the tests check.
    static var specimen: Specimen { get }

    /// Writes the component.
    func render(into html: inout HTML)
}

/// Content that a component puts in its place.
package typealias Slot = @Sendable (inout HTML) -> Void

extension HTML {
    /// Writes a component.
    package mutating func add(_ component: some Component) {
        component.render(into: &self)
    }

    /// Writes a component, if there is one.
    package mutating func add(_ component: (some Component)?) {
        component?.render(into: &self)
    }
}
