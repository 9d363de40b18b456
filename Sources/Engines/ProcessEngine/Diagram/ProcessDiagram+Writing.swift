import XMLTree

extension ProcessDiagram {
    /// A file with its diagram interchange written anew (BPMN 2.0, chapter 12); all else stays as it is, byte for byte.
    ///
    /// - Returns: `nil` for what is no BPMN file with a process.
    public static func laidOutAnew(_ bytes: [UInt8]) -> [UInt8]? {
        let diagrams = diagrams(in: bytes, laidOutAnew: true)
        guard !diagrams.isEmpty, let document = try? XMLTreeDocument(parsing: bytes),
            document.root.name.namespace == BPMNElement.modelNamespace
        else { return nil }
        var text = String(decoding: bytes, as: UTF8.self)
        // Old diagrams go, with the white space before them.
        while let old = text.firstRange(
            of: /\s*<(?<prefix>[A-Za-z0-9_.-]+:)?BPMNDiagram[\s>][\s\S]*?<\/\k<prefix>?BPMNDiagram\s*>/)
        {
            text.removeSubrange(old)
        }
        guard let last = text.ranges(of: /<\/([A-Za-z0-9_.-]+:)?definitions\s*>/).last else { return nil }
        var end = last.lowerBound
        while end > text.startIndex, text[text.index(before: end)].isWhitespace { end = text.index(before: end) }
        text.removeSubrange(end..<last.lowerBound)
        var written = "\n"
        for diagram in diagrams { diagram.write(to: &written) }
        text.insert(contentsOf: written, at: end)
        return Array(text.utf8)
    }

    private func write(to text: inout String) {
        func number(_ value: Double) -> String { String(Int(value.rounded())) }
        func escaped(_ id: String) -> String {
            id.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
        }
        let spaces = """
            xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
            xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
            """
        text += "  <bpmndi:BPMNDiagram \(spaces) id=\"diagram-\(escaped(id))\">\n"
        text += "    <bpmndi:BPMNPlane id=\"plane-\(escaped(id))\" bpmnElement=\"\(escaped(id))\">\n"
        func shape(_ id: String, _ box: Bounds, _ more: String = "") {
            text += "      <bpmndi:BPMNShape id=\"shape-\(escaped(id))\" bpmnElement=\"\(escaped(id))\"\(more)>"
            text += "<dc:Bounds x=\"\(number(box.x))\" y=\"\(number(box.y))\" width=\"\(number(box.width))\""
            text += " height=\"\(number(box.height))\"/></bpmndi:BPMNShape>\n"
        }
        for lane in lanes { shape(lane.id, lane.bounds, " isHorizontal=\"true\"") }
        for node in nodes {
            shape(node.id, node.bounds, ProcessDiagram.isContainer(node.kind) ? " isExpanded=\"true\"" : "")
        }
        for edge in edges {
            text += "      <bpmndi:BPMNEdge id=\"edge-\(escaped(edge.id))\" bpmnElement=\"\(escaped(edge.id))\">"
            for point in edge.points {
                text += "<di:waypoint x=\"\(number(point.x))\" y=\"\(number(point.y))\"/>"
            }
            text += "</bpmndi:BPMNEdge>\n"
        }
        text += "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n"
    }
}
