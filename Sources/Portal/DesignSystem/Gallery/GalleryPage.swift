package import Diagnostics
import HTMLBuilder
import Localisation

/// The page that shows every component with its parameters, examples and accessibility criteria.
package struct GalleryPage: Sendable {
    /// What all pages know.
    package let context: PageContext

    /// Makes one.
    package init(context: PageContext) {
        self.context = context
    }

    /// The page's title.
    package static let title = Text(zh: "组件一览", en: "Components")

    /// The whole document.
    package func document() -> [UInt8] {
        let page = CitizenPage(context: context, title: Self.title, width: .wide)
        return page.document { html in
            html.h1(Self.title)
            html.p(
                Text(
                    zh: "每个页面都由这些组件拼成。每个组件写明用途、参数和无障碍要求。",
                    en:
                        "Every page is made of these. Each states what it is for, its parameters and its accessibility criteria."
                ),
                class: "lead")
            html.div(class: "guide") { html in
                html.div(class: "guide-aside") { html in
                    html.div { html in
                        html.add(
                            Contents(
                                links: ComponentCatalogue.specimens.map {
                                    Link(label: $0.title, href: "#\($0.name)")
                                }, label: Text(zh: "全部组件", en: "All components")))
                    }
                }
                html.div { html in
                    for specimen in ComponentCatalogue.specimens { Self.section(specimen, into: &html) }
                }
            }
        }
    }

    private static func section(_ specimen: Specimen, into html: inout HTML) {
        html.section(.id(specimen.name), .aria("labelledby", "\(specimen.name)-title")) { html in
            html.h2(specimen.title, .id("\(specimen.name)-title"))
            html.p(specimen.purpose)
            for example in specimen.examples {
                html.h3(example.title)
                html.div(class: "specimen") { html in example.render(&html) }
            }
            html.add(
                Disclosure(
                    title: Text(
                        zh: "参数和无障碍要求：\(specimen.title.zh)", en: "Parameters and accessibility: \(specimen.title.en)")
                ) {
                    html in
                    html.dl(class: "parameters") { html in
                        for parameter in specimen.parameters {
                            html.dt { $0.code(parameter.name) }
                            html.dd(parameter.meaning)
                        }
                    }
                    html.ul { html in
                        for criterion in specimen.accessibility { html.li(criterion) }
                    }
                })
        }
    }
}
