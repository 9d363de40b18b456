import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Testing

@Suite struct ComponentTests {
    static let names = ComponentCatalogue.specimens.map(\.name)

    private func specimen(_ name: String) throws -> Specimen {
        try #require(ComponentCatalogue.specimens.first { $0.name == name })
    }

    private func markup(_ specimen: Specimen, _ language: Language) -> Markup {
        var html = HTML(language: language)
        for example in specimen.examples { example.render(&html) }
        return Markup(html.string)
    }

    @Test func `every component has its own name`() {
        #expect(Set(Self.names).count == Self.names.count)
        #expect(Self.names.count >= 40)
    }

    @Test(arguments: names) func `every parameter is described, and nothing else`(name: String) throws {
        let specimen = try specimen(name)
        #expect(specimen.parameters.map(\.name).sorted() == specimen.properties.sorted())
        #expect(!specimen.examples.isEmpty)
        #expect(!specimen.accessibility.isEmpty)
    }

    @Test(arguments: names, Language.allCases) func `every example is well-formed`(name: String, language: Language)
        throws
    {
        let markup = try markup(specimen(name), language)
        #expect(markup.faults.isEmpty)
        #expect(!markup.elements.isEmpty)
    }

    @Test(arguments: names) func `no example needs an inline style or script`(name: String) throws {
        for element in try markup(specimen(name), .zhHans).elements {
            #expect(element.name != "script" && element.name != "style")
            for attribute in element.attributes.keys {
                #expect(attribute != "style" && !attribute.hasPrefix("on"), "\(element.name) \(attribute)")
            }
        }
    }

    @Test(arguments: names) func `every control has a name that can be read`(name: String) throws {
        let elements = try markup(specimen(name), .en).elements
        let labelled = Set(elements.filter { $0.name == "label" }.compactMap { $0.attributes["for"] })
        for element in elements where ["input", "select", "textarea"].contains(element.name) {
            if element.attributes["type"] == "hidden" { continue }
            let id = element.attributes["id"]
            #expect(id.map(labelled.contains) ?? false, "\(element.attributes)")
        }
    }

    @Test(arguments: names) func `what describes a control exists`(name: String) throws {
        let elements = try markup(specimen(name), .zhHans).elements
        let ids = Set(elements.compactMap { $0.attributes["id"] })
        for element in elements {
            for attribute in ["aria-describedby", "aria-labelledby"] {
                for id in element.attributes[attribute]?.split(separator: " ") ?? [] {
                    #expect(ids.contains(String(id)), "\(attribute) \(id)")
                }
            }
        }
    }

    @Test(arguments: names) func `pictures and drawings are either named or hidden`(name: String) throws {
        for element in try markup(specimen(name), .zhHans).elements where element.name == "svg" {
            let isNamed =
                element.attributes["role"] == "img"
                && (element.attributes["aria-label"] != nil || element.attributes["aria-labelledby"] != nil)
            #expect(isNamed || element.attributes["aria-hidden"] == "true")
        }
    }

    @Test func `data in a component is escaped`() {
        var html = HTML(language: .en)
        html.add(StatusTag(label: .verbatim("<script>alert(1)</script>")))
        html.add(TextInput(name: "x", label: .verbatim("a"), value: "\"><img>"))
        #expect(!html.string.contains("<script>"))
        #expect(!html.string.contains("<img>"))
    }

    @Test func `a secret is never written back`() {
        var html = HTML(language: .en)
        html.add(TextInput(name: "p", label: .verbatim("Password"), value: "secret", kind: .password))
        #expect(!html.string.contains("secret"))
    }

    @Test func `a line end at the beginning of a long answer survives`() {
        var html = HTML(language: .en)
        html.add(TextArea(name: "x", label: .verbatim("a"), value: "\nb"))
        #expect(html.string.contains(">\n\nb</textarea>"))
    }
}
