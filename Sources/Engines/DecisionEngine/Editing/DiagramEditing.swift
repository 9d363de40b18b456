import XMLTree

/// Adds to the diagrams of a file (DMN 1.5, 13) without moving what is there.
enum DiagramEditing {
    private struct Bounds {
        let x: Double
        let y: Double
        let width: Double
        let height: Double

        init?(_ shape: XMLTreeElement) {
            guard let bounds = shape.elements.first(where: { $0.name.local == "Bounds" }),
                let x = bounds.attribute("x").flatMap(Double.init), let y = bounds.attribute("y").flatMap(Double.init),
                let width = bounds.attribute("width").flatMap(Double.init),
                let height = bounds.attribute("height").flatMap(Double.init)
            else { return nil }
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }

    /// Draws a line from one element to another in each diagram that shows both.
    static func connect(
        _ source: String, _ target: String, requirement: String, edge: String, in root: inout XMLTreeElement
    ) {
        change(&root) { diagram in
            let shapes = diagram.elements.filter { $0.name.local == "DMNShape" }
            guard let from = shapes.first(where: { $0.attribute("dmnElementRef") == source }).flatMap(Bounds.init),
                let to = shapes.first(where: { $0.attribute("dmnElementRef") == target }).flatMap(Bounds.init)
            else { return }
            let isBelow = from.y >= to.y
            let ends = [
                (from.x + from.width / 2, isBelow ? from.y : from.y + from.height),
                (to.x + to.width / 2, isBelow ? to.y + to.height : to.y),
            ]
            let space = diagram.inScope.first { $0.value == Self.space }
            let points = ends.map { x, y in
                var point = diagram.sibling("waypoint", [("x", text(x)), ("y", text(y))])
                point.name = QualifiedName(namespace: Self.space, local: "waypoint")
                point.prefix = space.map(\.key).flatMap { $0.isEmpty ? nil : $0 } ?? "di"
                return XMLTreeNode.element(point)
            }
            let segments = ElementSegments("DMNEdge", in: diagram, after: ["DMNShape"])
            let line = diagram.sibling(
                "DMNEdge", [("id", edge), ("dmnElementRef", requirement)], children: points)
            diagram.children = segments.children(segments.segments + [segments.fresh(line)])
        }
    }

    private static let space = "http://www.omg.org/spec/DMN/20180521/DI/"

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e9 ? String(Int(number)) : String(number)
    }

    private static func change(_ element: inout XMLTreeElement, _ action: (inout XMLTreeElement) -> Void) {
        for index in element.children.indices {
            guard case .element(var child) = element.children[index],
                child.name.local == "DMNDI" || child.name.local == "DMNDiagram"
            else { continue }
            if child.name.local == "DMNDiagram" { action(&child) } else { change(&child, action) }
            element.children[index] = .element(child)
        }
    }
}
