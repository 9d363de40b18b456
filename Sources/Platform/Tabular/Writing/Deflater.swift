import CZlib

/// Packs bytes as raw deflate data (RFC 1951).
final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var checksum: UInt32 = 0
    private(set) var consumed = 0

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Failing to begin shows as an empty result, which no reader accepts.
        _ = deflateInit2_(
            stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Packs more; `isLast` ends the data.
    func deflate(_ input: [UInt8], isLast: Bool, to output: inout [UInt8]) {
        consumed += input.count
        input.withUnsafeBufferPointer { given in
            checksum = UInt32(truncatingIfNeeded: crc32(uLong(checksum), given.baseAddress, UInt32(given.count)))
            stream.pointee.next_in = UnsafeMutablePointer(mutating: given.baseAddress)
            stream.pointee.avail_in = UInt32(given.count)
            repeat {
                let start = output.count
                let room = max(1 << 14, given.count / 4)
                output.append(contentsOf: repeatElement(0, count: room))
                output.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress.map { $0 + start }
                    stream.pointee.avail_out = UInt32(room)
                    _ = CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                }
                output.removeLast(Int(stream.pointee.avail_out))
            } while stream.pointee.avail_out == 0
        }
    }
}
