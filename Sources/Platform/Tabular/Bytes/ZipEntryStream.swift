/// One entry of an archive, unpacked as it is read; its length and checksum are verified at the end.
final class ZipEntryStream: ChunkStream {
    private let entry: ZipArchive.Entry
    private let packed: SourceStream
    private let inflater: Inflater?
    private var input: [UInt8] = []
    private var used = 0
    private var copied = 0
    /// Deflate makes at most 1 032 bytes of one; a workbook's sheets make 10 to 60.
    private static let maximumRatio = 300
    private static let ratioApplies = 8 << 20

    init(_ archive: ZipArchive, entry: ZipArchive.Entry, limit: Int) throws(TabularError) {
        guard !entry.isEncrypted else { throw TabularError(.encryptedArchive) }
        guard entry.unpacked <= limit else { throw TabularError(.tooLarge) }
        let header = try archive.source.read(at: entry.header, count: 30)
        guard header.count == 30, header.long(0) == 0x0403_4B50 else { throw TabularError(.damagedArchive) }
        let start = entry.header + 30 + header.word(26) + header.word(28)
        guard start <= archive.source.count, entry.packed <= archive.source.count - start else {
            throw TabularError(.damagedArchive)
        }
        self.entry = entry
        packed = SourceStream(archive.source, from: start, through: start + entry.packed)
        switch entry.method {
        case 0: inflater = nil
        case 8: inflater = try Inflater(limit: limit)
        default: throw TabularError(.unsupportedArchive)
        }
    }

    /// How many packed bytes have been read, for a progress bar.
    var packedDone: Int { entry.packed - (packed.remaining) }

    func append(to buffer: inout [UInt8]) throws(TabularError) -> Bool {
        guard let inflater else {
            let before = buffer.count
            guard try packed.append(to: &buffer) else {
                guard copied == entry.unpacked else { throw TabularError(.damagedArchive) }
                return false
            }
            copied += buffer.count - before
            return true
        }
        let before = buffer.count
        while buffer.count == before {
            if inflater.isFinished {
                guard inflater.produced == entry.unpacked,
                    UInt32(truncatingIfNeeded: inflater.checksum) == entry.checksum
                else { throw TabularError(.damagedArchive) }
                return false
            }
            if used == input.count {
                input.removeAll(keepingCapacity: true)
                used = 0
                guard try packed.append(to: &input) else { throw TabularError(.damagedArchive) }
            }
            used += try inflater.inflate(input[used...], to: &buffer)
            if inflater.produced > ZipEntryStream.ratioApplies,
                inflater.produced / ZipEntryStream.maximumRatio > max(1, packedDone)
            {
                throw TabularError(.tooLarge)
            }
        }
        return true
    }

    /// All of it.
    func bytes() throws(TabularError) -> [UInt8] {
        var bytes: [UInt8] = []
        while try append(to: &bytes) {}
        return bytes
    }
}

extension SourceStream {
    /// How many bytes are left.
    var remaining: Int { max(0, end - offset) }
}
