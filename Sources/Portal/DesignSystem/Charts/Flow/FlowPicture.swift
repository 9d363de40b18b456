package import Diagnostics
package import HTMLBuilder
import Localisation

/// A way of working drawn as boxes and arrows: what is done, where it stands, what is late, where the time goes.
///
/// Everything that it shows is also in words beside it: the drawing itself is one image to a screen reader.
package struct FlowPicture: Component {
    /// A rectangle in the drawing's units.
    package struct Box: Sendable, Hashable {
        package let x: Int
        package let y: Int
        package let width: Int
        package let height: Int

        /// Makes one.
        package init(x: Int, y: Int, width: Int, height: Int) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }

    /// What something looks like.
    package enum Shape: Sendable, Hashable {
        /// A step that a person takes.
        case person
        /// A step that the program takes by itself.
        case program
        /// A step that tells somebody.
        case letter
        /// A step that follows published rules.
        case rules
        /// Something that happens: how it begins.
        case start
        /// Something that is waited for.
        case wait
        /// Something that may happen meanwhile, on the edge of a step.
        case meanwhile
        /// How it ends.
        case end
        /// A fork of the way.
        case fork
        /// A fork all of whose ways are taken, or where they meet.
        case together
        /// Steps that belong together.
        case group
    }

    /// How far something is.
    package enum Mark: String, Sendable, Hashable, CaseIterable {
        /// Not there yet, or nothing is known.
        case none
        /// Done.
        case done
        /// There now.
        case active
        /// There now, and late.
        case late
    }

    /// One thing in the drawing.
    package struct Node: Sendable, Hashable {
        package let box: Box
        package let shape: Shape
        package let name: Text
        package let mark: Mark
        /// How much time goes here compared with the others, 0 to 5.
        package let heat: Int
        /// A figure shown with it.
        package let figure: Text?

        /// Makes one.
        package init(
            box: Box, shape: Shape, name: Text, mark: Mark = .none, heat: Int = 0, figure: Text? = nil
        ) {
            self.box = box
            self.shape = shape
            self.name = name
            self.mark = mark
            self.heat = min(5, max(0, heat))
            self.figure = figure
        }
    }

    /// One arrow.
    package struct Arrow: Sendable, Hashable {
        /// Its corners: left, top.
        package let points: [(x: Int, y: Int)]
        package let name: Text
        /// Whether it has been taken.
        package let isTaken: Bool
        package let isDashed: Bool
        /// Whether it runs inside a group; one outside passes under groups.
        package let isInside: Bool

        /// Makes one.
        package init(
            points: [(x: Int, y: Int)], name: Text = .verbatim(""), isTaken: Bool = false, isDashed: Bool = false,
            isInside: Bool = false
        ) {
            self.points = points
            self.name = name
            self.isTaken = isTaken
            self.isDashed = isDashed
            self.isInside = isInside
        }

        package static func == (left: Arrow, right: Arrow) -> Bool {
            left.name == right.name && left.isTaken == right.isTaken && left.isDashed == right.isDashed
                && left.points.elementsEqual(right.points) { $0 == $1 }
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            for point in points {
                hasher.combine(point.x)
                hasher.combine(point.y)
            }
        }
    }

    /// Whose steps stand in a band of the drawing.
    package struct Lane: Sendable, Hashable {
        package let box: Box
        package let name: Text

        /// Makes one.
        package init(box: Box, name: Text) {
            self.box = box
            self.name = name
        }
    }

    /// The identifier within the page.
    package let id: String
    /// What is drawn.
    package let title: Text
    /// What it says in one sentence.
    package let summary: Text
    package let box: Box
    package let lanes: [Lane]
    package let nodes: [Node]
    package let arrows: [Arrow]

    /// Makes one.
    package init(
        id: String, title: Text, summary: Text, box: Box, lanes: [Lane], nodes: [Node], arrows: [Arrow]
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.box = box
        self.lanes = lanes
        self.nodes = nodes
        self.arrows = arrows
    }

    package func render(into html: inout HTML) {
        html.div(
            class: "flow-picture", .id(id), .role("region"), .tabindex(0),
            .aria("label", Text(zh: "\(title.zh)（可左右滚动）", en: "\(title.en) (scrolls sideways)"))
        ) { html in
            html.element(
                .svg, .viewBox("\(box.x) \(box.y) \(box.width) \(box.height)"), .width(String(box.width)),
                .height(String(box.height)), .role("img"), .aria("labelledby", "\(id)-title"),
                .attribute("focusable", "false")
            ) { html in
                html.element(.svgTitle, .id("\(id)-title")) {
                    $0.text(Text(zh: "\(title.zh)：\(summary.zh)", en: "\(title.en): \(summary.en)"))
                }
                for lane in lanes { draw(lane, &html) }
                for arrow in arrows where !arrow.isInside { draw(arrow, &html) }
                for node in nodes where node.shape == .group { draw(node, &html) }
                for arrow in arrows where arrow.isInside { draw(arrow, &html) }
                for node in nodes where node.shape != .group { draw(node, &html) }
            }
        }
    }
}
