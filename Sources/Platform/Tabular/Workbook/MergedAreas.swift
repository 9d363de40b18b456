/// Reads which cells of a sheet are merged. They are listed behind the rows, so the sheet is passed over once for them.
enum MergedAreas {
    private static let maximumAreas = 300_000

    static func read(_ stream: any ChunkStream) throws(TabularError) -> [MergedArea] {
        guard let rest = try Remainder(stream) else { return [] }
        let markup = MarkupReader(rest, isFragment: true)
        var areas: [MergedArea] = []
        while true {
            switch try markup.next() {
            case .start:
                guard markup.isNamed("mergeCell"), let reference = markup.attribute("ref") else { continue }
                let corners = reference.split(separator: ":")
                guard corners.count == 2, let first = CellReference.parse(corners[0].utf8),
                    let last = CellReference.parse(corners[1].utf8), first.row <= last.row, first.column <= last.column
                else { continue }
                areas.append(
                    MergedArea(
                        firstRow: first.row, lastRow: last.row, firstColumn: first.column, lastColumn: last.column))
                if areas.count > maximumAreas { throw TabularError(.tooLarge) }
            case .end, .text: break
            case .finished: return areas.sorted { ($0.firstRow, $0.firstColumn) < ($1.firstRow, $1.firstColumn) }
            }
        }
    }

    /// What stands behind the end tag of the rows.
    private final class Remainder: ChunkStream {
        private let stream: any ChunkStream
        private var first: [UInt8]

        init?(_ stream: any ChunkStream) throws(TabularError) {
            let mark = Array("sheetData".utf8)
            var window: [UInt8] = []
            while try stream.append(to: &window) {
                if let end = Remainder.behind(mark, in: window) {
                    first = Array(window[end...])
                    self.stream = stream
                    return
                }
                if window.count > 80 { window.removeFirst(window.count - 80) }
            }
            return nil
        }

        /// The place behind `</sheetData>` or `<sheetData/>`, with any prefix.
        private static func behind(_ mark: [UInt8], in window: [UInt8]) -> Int? {
            window.withUnsafeBufferPointer { bytes in
                var at = 0
                let last = bytes.count - mark.count - 1
                while at <= last {
                    // In rows `s` is common, `sh` is not.
                    if bytes[at] == 0x73, bytes[at + 1] == 0x68, at > 1,
                        bytes[at..<(at + mark.count)].elementsEqual(mark)
                    {
                        let next = at + mark.count
                        var open = at - 1
                        while open > 0, bytes[open] != 0x3C, bytes[open] != 0x2F, at - open < 40 { open -= 1 }
                        if bytes[open] == 0x2F, bytes[next] == 0x3E { return next + 1 }
                        if bytes[open] == 0x3C {
                            let tail = bytes[next...].prefix { $0 != 0x3E }
                            // The end of the tag may be the next piece's.
                            if tail.last == 0x2F, next + tail.count < bytes.count { return next + tail.count + 1 }
                        }
                    }
                    at += 1
                }
                return nil
            }
        }

        func append(to buffer: inout [UInt8]) throws(TabularError) -> Bool {
            if !first.isEmpty {
                buffer.append(contentsOf: first)
                first = []
                return true
            }
            return try stream.append(to: &buffer)
        }
    }
}
