import Foundation

/// A text in another encoding as UTF-8; bytes that are no character become U+FFFD, so that their row is seen.
final class Transcoder: ChunkStream {
    private let input: any ChunkStream
    private let converter: iconv_t
    private var pending: [UInt8] = []
    private var isAtEnd = false
    private let isChinese: Bool

    init(_ input: any ChunkStream, from encoding: TextEncoding) throws(TabularError) {
        guard let converter = iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: converter) != -1 else {
            throw TabularError(.unsupportedEncoding)
        }
        self.input = input
        self.converter = converter
        isChinese = encoding == .gb18030
    }

    deinit { iconv_close(converter) }

    func append(to buffer: inout [UInt8]) throws(TabularError) -> Bool {
        let start = buffer.count
        while buffer.count == start {
            if isAtEnd { return false }
            if try !input.append(to: &pending) {
                isAtEnd = true
                // A character that the end of the file cut off.
                if !pending.isEmpty {
                    convert(to: &buffer)
                    if !pending.isEmpty { buffer.append(contentsOf: Transcoder.replacement) }
                    pending = []
                }
                break
            }
            convert(to: &buffer)
        }
        if isChinese { Transcoder.modernise(&buffer, from: start) }
        return buffer.count > start
    }

    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    private func convert(to buffer: inout [UInt8]) {
        var used = 0
        pending.withUnsafeMutableBufferPointer { given in
            while used < given.count {
                let start = buffer.count
                let room = (given.count - used) * 3 + 16
                buffer.append(contentsOf: repeatElement(0, count: room))
                var inLeft = given.count - used
                var outLeft = room
                var status = 0
                var reason: Int32 = 0
                buffer.withUnsafeMutableBufferPointer { target in
                    given.withMemoryRebound(to: CChar.self) { given in
                        target.withMemoryRebound(to: CChar.self) { target in
                            var from = given.baseAddress.map { $0 + used }
                            var to = target.baseAddress.map { $0 + start }
                            status = iconv(converter, &from, &inLeft, &to, &outLeft)
                            reason = errno
                        }
                    }
                }
                buffer.removeLast(outLeft)
                used = given.count - inLeft
                if status != -1 { break }
                if reason == EILSEQ {
                    buffer.append(contentsOf: Transcoder.replacement)
                    used += 1
                } else if reason == EINVAL {
                    // The rest of a character comes with the next chunk.
                    break
                }
            }
        }
        pending.removeFirst(used)
    }

    /// GB 18030-2022 gave 18 two-byte codes, which older tables map to private use, their characters of Unicode.
    private static let moved: [UInt32: UInt32] = [
        0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16,
        0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
        0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
    ]

    private static func modernise(_ buffer: inout [UInt8], from start: Int) {
        var index = start
        let end = buffer.count - 2
        while index < end {
            if buffer[index] == 0xEE,
                buffer[index + 1] == 0x9E || buffer[index + 1] == 0xA0 || buffer[index + 1] == 0xA1
            {
                let code = 0xE000 | UInt32(buffer[index + 1] & 0x3F) << 6 | UInt32(buffer[index + 2] & 0x3F)
                if let now = moved[code] {
                    buffer[index] = UInt8(0xE0 | now >> 12)
                    buffer[index + 1] = UInt8(0x80 | now >> 6 & 0x3F)
                    buffer[index + 2] = UInt8(0x80 | now & 0x3F)
                }
                index += 3
            } else {
                index += 1
            }
        }
    }
}
