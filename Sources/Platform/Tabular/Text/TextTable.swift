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
        let mark = TextEncoding.mark(of: try source.read(at: 0, count: 4))
        let known: TextEncoding
        if let told = encoding ?? mark?.encoding {
            known = told
        } else {
            known = try TextEncoding.detected(in: source)
        }
        let length = mark.map { $0.encoding == known ? $0.length : 0 } ?? 0
        self.source = source
        self.encoding = known
        markLength = length
        if let delimiter {
            self.delimiter = delimiter
        } else {
            self.delimiter = try TextTable.detectedDelimiter(
                try TextTable.characters(SourceStream(source, from: length, through: 1 << 18), known))
        }
    }

    /// A reader from the first row.
    package func reader() throws(TabularError) -> any TableReader {
        let bytes = SourceStream(source, from: markLength)
        return TextTableReader(try TextTable.characters(bytes, encoding), bytes: bytes, delimiter: delimiter)
    }

    private static func characters(
        _ bytes: SourceStream, _ encoding: TextEncoding
    ) throws(TabularError) -> any ChunkStream {
        encoding == .utf8 ? bytes : try Transcoder(bytes, from: encoding)
    }

    /// The delimiter that splits the first lines most evenly.
    private static func detectedDelimiter(_ stream: any ChunkStream) throws(TabularError) -> UInt8 {
        var sample: [UInt8] = []
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
