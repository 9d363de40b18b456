/// Bytes that come one chunk after another.
protocol ChunkStream: AnyObject {
    /// Appends the next bytes; `false` when there are no more.
    func append(to buffer: inout [UInt8]) throws(TabularError) -> Bool
}

/// The bytes of a source as they are.
final class SourceStream: ChunkStream {
    private let source: any ByteSource
    private(set) var offset: Int
    let end: Int
    private let step: Int

    init(_ source: any ByteSource, from start: Int = 0, through end: Int? = nil, step: Int = 1 << 16) {
        self.source = source
        offset = start
        self.end = min(end ?? source.count, source.count)
        self.step = step
    }

    func append(to buffer: inout [UInt8]) throws(TabularError) -> Bool {
        guard offset < end else { return false }
        let bytes = try source.read(at: offset, count: min(step, end - offset))
        guard !bytes.isEmpty else { throw TabularError(.unreadable) }
        offset += bytes.count
        buffer.append(contentsOf: bytes)
        return true
    }
}
