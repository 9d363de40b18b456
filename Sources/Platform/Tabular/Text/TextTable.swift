/// A text table (RFC 4180 and what people send instead): its encoding and delimiter, told from its bytes.
package struct TextTable: Sendable {
    package let source: any ByteSource
    package let encoding: TextEncoding
    /// The byte between cells.
    package let delimiter: UInt8
    private let markLength: Int

    /// Looks at a text; what the caller knows is not guessed.
    package init(
        _ source: any ByteSource, encoding: TextEncoding? = nil, delimiter: UInt8? = nil
    ) throws(TabularError) {
        guard source.count > 0 else { throw TabularError(.empty) }
        self.source = source
        let start = try source.read(at: 0, count: 4)
        let mark = TextEncoding.mark(of: start)
        if let encoding {
            self.encoding = encoding
        } else if let mark {
            self.encoding = mark.encoding
        } else {
            self.encoding = try TextEncoding.detected(in: source)
        }
        markLength = mark.map { $0.encoding == self.encoding ? $0.length : 0 } ?? 0
        self.delimiter = UInt8(ascii: ",")
        if let delimiter {
            self = TextTable(self, delimiter: delimiter)
        } else {
            self = TextTable(self, delimiter: try detectedDelimiter())
        }
    }

    private init(_ other: TextTable, delimiter: UInt8) {
        source = other.source
        encoding = other.encoding
        markLength = other.markLength
        self.delimiter = delimiter
    }

    /// A reader from the first row.
    package func reader() throws(TabularError) -> any TableReader {
        let bytes = SourceStream(source, from: markLength)
        return TextTableReader(try characters(bytes), bytes: bytes, delimiter: delimiter)
    }

    private func characters(_ bytes: SourceStream) throws(TabularError) -> any ChunkStream {
        encoding == .utf8 ? bytes : try Transcoder(bytes, from: encoding)
    }

    /// The delimiter that splits the first lines most evenly.
    private func detectedDelimiter() throws(TabularError) -> UInt8 {
        var sample: [UInt8] = []
        let stream = try characters(SourceStream(source, from: markLength, through: 1 << 18))
        while sample.count < 1 << 17, try stream.append(to: &sample) {}
        if sample.starts(with: Array("sep=".utf8)), sample.count > 5 { return sample[4] }
        if sample.contains(0) { throw TabularError(.unknownFormat) }
        var best: (delimiter: UInt8, score: Int) = (UInt8(ascii: ","), 0)
        for candidate in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
            let score = TextTable.evenness(sample, candidate)
            if score > best.score { best = (candidate, score) }
        }
        return best.delimiter
    }

    /// How many lines have the commonest number of this delimiter outside quotation marks, weighted by that number.
    private static func evenness(_ sample: [UInt8], _ delimiter: UInt8) -> Int {
        var counts: [Int: Int] = [:]
        var count = 0
        var isQuoted = false
        var lines = 0
        for byte in sample {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case delimiter where !isQuoted: count += 1
            case 0x0A where !isQuoted:
                counts[count, default: 0] += 1
                count = 0
                lines += 1
            default: break
            }
            if lines == 200 { break }
        }
        if lines < 200, count > 0 { counts[count, default: 0] += 1 }
        let commonest = counts.filter { $0.key > 0 }.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return commonest.map { $0.value * 1000 + min($0.key, 999) } ?? 0
    }
}
