import CZlib

/// Unpacks raw deflate data (RFC 1951) with a limit on what comes out.
final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isFinished = false
    private(set) var produced = 0
    private(set) var checksum: UInt = 0
    private let limit: Int
    private static let step = 1 << 16

    init(limit: Int) throws(TabularError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        self.limit = limit
        checksum = UInt(crc32(0, nil, 0))
        guard inflateInit2_(stream, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw TabularError(.damagedArchive)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Unpacks `input`; returns how many of its bytes were used. At most one step of output is produced.
    func inflate(_ input: ArraySlice<UInt8>, to output: inout [UInt8]) throws(TabularError) -> Int {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: Inflater.step))
        var status = Z_OK
        var used = 0
        var made = 0
        output.withUnsafeMutableBufferPointer { target in
            input.withUnsafeBufferPointer { given in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: given.baseAddress)
                stream.pointee.avail_in = UInt32(given.count)
                stream.pointee.next_out = target.baseAddress.map { $0 + start }
                stream.pointee.avail_out = UInt32(Inflater.step)
                status = CZlib.inflate(stream, Z_NO_FLUSH)
                used = given.count - Int(stream.pointee.avail_in)
                made = Inflater.step - Int(stream.pointee.avail_out)
                checksum = UInt(crc32(uLong(checksum), target.baseAddress.map { $0 + start }, UInt32(made)))
            }
        }
        output.removeLast(Inflater.step - made)
        produced += made
        guard
            status == Z_OK || status == Z_STREAM_END
                || (status == Z_BUF_ERROR && (used > 0 || made > 0 || input.isEmpty))
        else { throw TabularError(.damagedArchive) }
        if produced > limit { throw TabularError(.tooLarge) }
        isFinished = status == Z_STREAM_END
        return used
    }
}
