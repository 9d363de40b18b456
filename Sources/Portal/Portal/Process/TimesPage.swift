import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import Web
import Workflow

/// Where the time goes: a service's process with how long each step took, over all cases of a period.
struct TimesPage {
    let services: PortalServices
    private static let periods = [30, 90, 365]
    private static let most = 20_000

    func render(_ request: WebRequest) async throws -> [UInt8] {
        guard let service = try? services.desk.runtime(try request.parameter("service")).service else {
            throw WebError.notFound
        }
        let days = request.query["days"].flatMap { Int($0) }.flatMap { Self.periods.contains($0) ? $0 : nil } ?? 365
        let drawing = try services.desk.drawing(of: service.id)
        let times = try await services.desk.times(
            of: service.id, from: request.now - Int64(days) * 86_400_000_000, before: request.now, most: Self.most)
        let elements = times.elements
        let asOf = services.zone.text(microseconds: request.now)
        return try CockpitPage(
            context: services.staff(request, .cockpit), title: Text(zh: "时间花在哪里", en: "Where the time goes"),
            asOf: Text(zh: "\(service.title.zh)，截至\(asOf.zh)", en: "\(service.title.en), as of \(asOf.en)"),
            summary: summary(times, drawing.definition),
            filters: { html in
                html.add(
                    FilterTabs(
                        label: Text(zh: "时间段", en: "Period"),
                        views: Self.periods.map { period in
                            .init(
                                label: Text(zh: "近\(period)天", en: "\(period) days"),
                                href: "/cockpit/times/\(service.id)?days=\(period)", count: nil,
                                isCurrent: period == days)
                        }))
            }
        ).document { html in
            if let diagram = drawing.diagram {
                html.add(
                    picture(diagram, elements).picture(
                        id: "times", title: service.title,
                        summary: Text(zh: "颜色越深，一般用时越长", en: "The darker, the longer it usually takes")))
            }
            html.p(
                Text(
                    zh: "颜色越深，一般用时越长。等申请人、等约定的日子也算时间；还没办完的不算。",
                    en:
                        "The darker, the longer it usually takes. Waiting for applicants or for a set day counts; what is still under way does not."
                ), class: "hint")
            table(&html, drawing.definition, elements)
        }
    }

    private func summary(_ times: ProcessTimes, _ definition: ProcessDefinition) -> Text {
        let count = times.instances
        let most = count >= Self.most ? Text(zh: "（最多看这么多）", en: " (no more are looked at)") : .verbatim("")
        let slowest = times.elements.max { ($0.value.median, $1.key) < ($1.value.median, $0.key) }
        guard let slowest, slowest.value.median > 0, let element = element(slowest.key, definition) else {
            return Text(zh: "共\(count)件\(most.zh)，都是当时办完。", en: "\(count) cases\(most.en), all done at once.")
        }
        let length = Text.duration(microseconds: slowest.value.median)
        return Text(
            zh: "共\(count)件\(most.zh)；最花时间的是“\(element.name ?? element.id)”，一般\(length.zh)。",
            en:
                "\(count) cases\(most.en); “\(element.englishName ?? element.name ?? element.id)” takes longest, mostly \(length.en)."
        )
    }

    private func element(_ id: String, _ definition: ProcessDefinition) -> ProcessElement? {
        definition.node(of: id).flatMap { definition.element(node: $0) }
    }

    private func picture(
        _ diagram: ProcessDiagram, _ elements: [String: ProcessTimes.Element]
    ) -> ProcessPicture {
        var picture = ProcessPicture(diagram)
        let longest = max(1, elements.values.map(\.median).max() ?? 1)
        for (id, times) in elements where times.median >= 60_000_000 {
            // Each level is about eight times as long as the one below: minutes, hours and weeks on one picture.
            var level = 5
            var bound = longest
            while level > 1, times.median < bound {
                bound /= 8
                level -= 1
            }
            picture.heat[id] = level
            picture.figures[id] = .duration(microseconds: times.median)
        }
        return picture
    }

    private func table(
        _ html: inout HTML, _ definition: ProcessDefinition, _ elements: [String: ProcessTimes.Element]
    ) {
        let rows = elements.filter { $0.value.ninth > 0 }
            .sorted { ($0.value.median, $1.key) > ($1.value.median, $0.key) }
            .compactMap { id, times -> [Cell]? in
                guard let element = element(id, definition) else { return nil }
                let name = element.name ?? element.id
                return [
                    .text(Text(zh: name, en: element.englishName ?? name)),
                    .text(.verbatim(element.lane ?? "")), .text(.verbatim(times.count)),
                    .text(.duration(microseconds: times.median)), .text(.duration(microseconds: times.ninth)),
                ]
            }
        guard !rows.isEmpty else { return }
        html.add(
            DataTable(
                caption: Text(zh: "各环节用时", en: "Time of each step"),
                columns: [
                    .init(title: Text(zh: "环节", en: "Step")), .init(title: Text(zh: "由谁", en: "Whose")),
                    .init(title: Text(zh: "次数", en: "Times"), isNumeric: true),
                    .init(title: Text(zh: "一般", en: "Half within"), isNumeric: true),
                    .init(title: Text(zh: "九成不超过", en: "Nine in ten within"), isNumeric: true),
                ], rows: rows))
    }
}
