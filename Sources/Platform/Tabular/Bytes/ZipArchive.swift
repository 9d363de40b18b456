/// The directory of a ZIP archive (APPNOTE 6.3), read with bounds on everything a file can claim.
struct ZipArchive: Sendable {
    /// One entry of the directory.
    struct Entry: Sendable {
        let name: String
        let method: Int
        let isEncrypted: Bool
        let checksum: UInt32
        let packed: Int
        let unpacked: Int
        let header: Int
    }

    private static let maximumEntries = 10_000
    private static let maximumDirectory = 4 << 20

    let source: any ByteSource
    let entries: [String: Entry]

    init(_ source: any ByteSource) throws(TabularError) {
        self.source = source
        let tailStart = max(0, source.count - 65_557)
        let tail = try source.read(at: tailStart, count: source.count - tailStart)
        guard let end = ZipArchive.endRecord(in: tail) else { throw TabularError(.damagedArchive) }
        var count = tail.word(end + 10)
        var size = tail.long(end + 12)
        var offset = tail.long(end + 16)
        guard tail.word(end + 4) == 0 || tail.word(end + 4) == 0xFFFF else { throw TabularError(.unsupportedArchive) }
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            let locator = end - 20
            guard locator >= 0, tail.long(locator) == 0x0706_4B50, let place = tail.quad(locator + 8) else {
                throw TabularError(.damagedArchive)
            }
            let record = try source.read(at: place, count: 56)
            guard record.count == 56, record.long(0) == 0x0606_4B50, let wideCount = record.quad(32),
                let wideSize = record.quad(40), let wideOffset = record.quad(48)
            else { throw TabularError(.damagedArchive) }
            (count, size, offset) = (wideCount, wideSize, wideOffset)
        }
        guard count <= ZipArchive.maximumEntries, size <= ZipArchive.maximumDirectory else {
            throw TabularError(.tooLarge)
        }
        guard offset >= 0, size >= 0, offset <= source.count, size <= source.count - offset else {
            throw TabularError(.damagedArchive)
        }
        entries = try ZipArchive.directory(try source.read(at: offset, count: size), count: count, end: source.count)
    }

    private static func endRecord(in tail: [UInt8]) -> Int? {
        var index = tail.count - 22
        while index >= 0 {
            // The comment's length has to lead to the end of the file, so that a comment cannot pose as a record.
            if tail[index] == 0x50, tail.long(index) == 0x0605_4B50, index + 22 + tail.word(index + 20) == tail.count {
                return index
            }
            index -= 1
        }
        return nil
    }

    private static func directory(_ bytes: [UInt8], count: Int, end: Int) throws(TabularError) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        var at = 0
        for _ in 0..<count {
            guard at + 46 <= bytes.count, bytes.long(at) == 0x0201_4B50 else { throw TabularError(.damagedArchive) }
            let nameLength = bytes.word(at + 28)
            let extraLength = bytes.word(at + 30)
            let next = at + 46 + nameLength + extraLength + bytes.word(at + 32)
            guard next <= bytes.count else { throw TabularError(.damagedArchive) }
            var packed = bytes.long(at + 20)
            var unpacked = bytes.long(at + 24)
            var header = bytes.long(at + 42)
            var extra = at + 46 + nameLength
            let extraEnd = extra + extraLength
            while extra + 4 <= extraEnd {
                let length = bytes.word(extra + 2)
                if bytes.word(extra) == 1 {
                    var place = extra + 4
                    func wide() throws(TabularError) -> Int {
                        guard place + 8 <= min(extraEnd, extra + 4 + length), let value = bytes.quad(place) else {
                            throw TabularError(.damagedArchive)
                        }
                        place += 8
                        return value
                    }
                    if unpacked == 0xFFFF_FFFF { unpacked = try wide() }
                    if packed == 0xFFFF_FFFF { packed = try wide() }
                    if header == 0xFFFF_FFFF { header = try wide() }
                }
                extra += 4 + length
            }
            guard header >= 0, packed >= 0, header <= end, packed <= end - header else {
                throw TabularError(.damagedArchive)
            }
            let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
                .replacing("\\", with: "/")
            let entry = Entry(
                name: name, method: bytes.word(at + 10), isEncrypted: bytes.word(at + 8) & 1 != 0,
                checksum: UInt32(truncatingIfNeeded: bytes.long(at + 16)), packed: packed, unpacked: unpacked,
                header: header)
            // Two entries of one name are how one reader is shown another file than the next.
            guard entries.updateValue(entry, forKey: name.lowercased()) == nil else {
                throw TabularError(.damagedArchive)
            }
            at = next
        }
        return entries
    }

    /// The entry of a name, whatever its case.
    func entry(_ name: String) -> Entry? { entries[name.lowercased()] }

    /// The unpacked bytes of an entry, in chunks.
    func stream(_ entry: Entry, limit: Int) throws(TabularError) -> ZipEntryStream {
        try ZipEntryStream(self, entry: entry, limit: limit)
    }
}

extension [UInt8] {
    /// Two bytes, little-endian; 0 outside.
    func word(_ at: Int) -> Int { at >= 0 && at + 2 <= count ? Int(self[at]) | Int(self[at + 1]) << 8 : 0 }
    /// Four bytes, little-endian.
    func long(_ at: Int) -> Int { word(at) | word(at + 2) << 16 }
    /// Eight bytes, little-endian; `nil` when they are no sensible size.
    func quad(_ at: Int) -> Int? {
        let high = long(at + 4)
        return high < 1 << 20 ? long(at) | high << 32 : nil
    }
}
