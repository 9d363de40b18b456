package import Localisation
import ProcessEngine

/// Processes as an event log in XES (IEEE 1849-2016), for tools of process mining. It names posts and never persons: an
/// instance is a number, an event says what was done and when.
package struct EventLogExport {
    private let zone: ZoneClock
    private let catalogue: ProcessCatalogue
    /// Receives the text, a part at a time.
    private let write: (String) throws -> Void

    package init(catalogue: ProcessCatalogue, zone: ZoneClock, write: @escaping (String) throws -> Void) {
        self.catalogue = catalogue
        self.zone = zone
        self.write = write
    }

    /// Writes the beginning.
    package func begin() throws {
        try write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
            <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
            <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
            <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
            <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
            <global scope="trace"><string key="concept:name" value=""/></global>
            <global scope="event"><string key="concept:name" value=""/>\
            <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>\
            <string key="lifecycle:transition" value="complete"/></global>
            <classifier name="Activity" keys="concept:name"/>
            <classifier name="Activity and lifecycle" keys="concept:name lifecycle:transition"/>

            """)
    }

    /// Writes one instance.
    package func add(_ instance: ProcessStore.Instance, _ events: [ProcessStore.Event]) throws {
        let definition = try? catalogue.definition(instance.definition)
        var text = "<trace><string key=\"concept:name\" value=\"\(instance.id)\"/>"
        text += "<string key=\"yiwang:process\" value=\"\(Self.escaped(definition?.id ?? ""))\"/>"
        text += "<string key=\"yiwang:version\" value=\"\(instance.definition.prefix(16))\"/>\n"
        for event in events {
            let element = definition.flatMap { definition in
                definition.node(of: event.element).flatMap { definition.element(node: $0) }
            }
            let transition =
                switch event.phase {
                case .entered: "start"
                case .completed: "complete"
                case .cancelled: "ate_abort"
                }
            text += "<event><string key=\"concept:name\" value=\"\(Self.escaped(element?.name ?? event.element))\"/>"
            text += "<string key=\"concept:instance\" value=\"\(Self.escaped(event.element))\"/>"
            text += "<date key=\"time:timestamp\" value=\"\(zone.machineText(microseconds: event.at))\"/>"
            text += "<string key=\"lifecycle:transition\" value=\"\(transition)\"/>"
            if let lane = element?.lane { text += "<string key=\"org:group\" value=\"\(Self.escaped(lane))\"/>" }
            text += "</event>\n"
        }
        try write(text + "</trace>\n")
    }

    /// Writes the end.
    package func end() throws { try write("</log>\n") }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t", "\r": escaped += " "
            default: if scalar.value >= 0x20 { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }
}
