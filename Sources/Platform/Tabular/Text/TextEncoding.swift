/// How the characters of a text are written as bytes.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "UTF-8"
    /// GB 18030-2022, and with it GBK and GB 2312.
    case gb18030 = "GB18030"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"

    /// How many bytes the mark at the beginning takes.
    static func mark(of start: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if start.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
        if start.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if start.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// Tells the encoding of a text without a mark from all its bytes.
    ///
    /// Chinese in GB 18030 is almost never well-formed UTF-8; a UTF-8 file with a few broken bytes is still UTF-8.
    static func detected(in source: any ByteSource) throws(TabularError) -> TextEncoding {
        var good = 0
        var bad = 0
        var pending = 0
        let stream = SourceStream(source, step: 1 << 20)
        var chunk: [UInt8] = []
        while try stream.append(to: &chunk) {
            chunk.withUnsafeBufferPointer { bytes in
                var index = 0
                let end = bytes.count
                while index < end {
                    let byte = bytes[index]
                    index += 1
                    if pending > 0 {
                        if byte & 0xC0 == 0x80 {
                            pending -= 1
                            if pending == 0 { good += 1 }
                            continue
                        }
                        bad += 1
                        pending = 0
                    }
                    switch byte {
                    case 0..<0x80: break
                    case 0xC2...0xDF: pending = 1
                    case 0xE0...0xEF: pending = 2
                    case 0xF0...0xF4: pending = 3
                    default: bad += 1
                    }
                }
            }
            chunk.removeAll(keepingCapacity: true)
            if bad > 10_000, good < bad { break }
        }
        if pending > 0 { bad += 1 }
        return bad == 0 || good > bad * 5 ? .utf8 : .gb18030
    }
}
