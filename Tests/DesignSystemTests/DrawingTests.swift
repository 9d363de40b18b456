import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Testing

@Suite struct DrawingTests {
    private func written(_ component: some Component) -> String {
        var html = HTML(language: .en)
        html.add(component)
        return html.string
    }

    private func points(_ values: [Int]) -> [ChartPoint] {
        values.enumerated().map { ChartPoint(label: .verbatim("P\($0)"), value: $1, href: "/p/\($0)") }
    }

    @Test(arguments: [[], [0], [0, 0], [5], [1, -3, 7], [Int](repeating: 1_000_000_000, count: 400)])
    func `charts of odd data are still well-formed`(values: [Int]) {
        for html in [
            written(BarChart(id: "a", title: .verbatim("T"), points: points(values))),
            written(LineChart(id: "b", title: .verbatim("T"), points: points(values))),
            written(DonutChart(id: "c", title: .verbatim("T"), points: points(values))),
        ] {
            let markup = Markup(html)
            #expect(markup.faults.isEmpty)
            #expect(!html.contains("nan") && !html.contains("inf"))
            // Every value stands in the table as well.
            #expect(markup.elements.filter { $0.name == "tr" }.count == values.count + 1)
        }
    }

    @Test func `bars are as long as their values`() {
        let html = written(BarChart(id: "a", title: .verbatim("T"), points: points([200, 50, 0])))
        let widths = Markup(html).elements.filter { $0.attributes["class"] == "bar-fill" }.compactMap {
            $0.attributes["width"]
        }
        #expect(widths == ["1000", "250", "0"])
    }

    @Test func `a line begins at the left, ends at the right and rises with its values`() {
        let html = written(LineChart(id: "a", title: .verbatim("T"), points: points([0, 50, 100])))
        #expect(html.contains("d=\"M0 299L500 150L1000 1\""))
    }

    @Test func `a donut's parts take as many degrees as their shares`() {
        let html = written(DonutChart(id: "a", title: .verbatim("T"), points: points([1, 1])))
        let paths = Markup(html).elements.filter { $0.name == "path" }.compactMap { $0.attributes["d"] }
        #expect(paths.count == 2)
        #expect(paths[0].hasPrefix("M100.0 6.0A94 94 0 0 1"))
        #expect(paths[1].hasPrefix("M100.0 194.0A94 94 0 0 1"))
    }

    @Test func `a code is drawn with its quiet zone, each run of modules once`() {
        let html = written(
            QRCode(
                modules: [[true, true, false], [false, false, true], [false, false, false]], label: .verbatim("L")))
        #expect(html.contains("viewBox=\"0 0 11 11\""))
        #expect(html.contains("d=\"M4 4h2v1h-2zM6 5h1v1h-1z\""))
    }

    @Test func `a step indicator and a progress bar never leave their frame`() {
        #expect(written(StepIndicator(step: 9, steps: 3)).contains("width=\"100\""))
        #expect(written(StepIndicator(step: 1, steps: 0)).contains("width=\"0\""))
        #expect(written(ProgressBar(label: .verbatim("x"), done: 5, total: 0)).contains("width=\"0\""))
    }
}
