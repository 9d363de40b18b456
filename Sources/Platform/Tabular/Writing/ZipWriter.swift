/// Writes a ZIP archive into memory: each entry packed as it comes.
package struct ZipWriter {
    private struct Entry {
        let name: [UInt8]
        let start: Int
        var checksum: UInt32 = 0
        var packed = 0
        var unpacked = 0
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    private var deflater: Deflater?

    package init() {}

    /// Begins an entry; what is appended next belongs to it.
    package mutating func begin(_ name: String) {
        end()
        entries.append(Entry(name: Array(name.utf8), start: bytes.count))
        // Names in UTF-8 (bit 11); sizes are filled in when the entry ends.
        header(0x0403_4B50, entries[entries.count - 1])
        deflater = Deflater()
    }

    package mutating func append(_ content: [UInt8]) {
        deflater?.deflate(content, isLast: false, to: &bytes)
    }

    /// Adds a whole entry.
    package mutating func add(_ name: String, _ text: String) {
        begin(name)
        append(Array(text.utf8))
        end()
    }

    private mutating func end() {
        guard let deflater, !entries.isEmpty else { return }
        deflater.deflate([], isLast: true, to: &bytes)
        let last = entries.count - 1
        entries[last].checksum = deflater.checksum
        entries[last].unpacked = deflater.consumed
        entries[last].packed = bytes.count - entries[last].start - 30 - entries[last].name.count
        let sizes = ZipWriter.longs(
            entries[last].checksum, UInt32(clamping: entries[last].packed), UInt32(clamping: entries[last].unpacked))
        bytes.replaceSubrange((entries[last].start + 14)..<(entries[last].start + 26), with: sizes)
        self.deflater = nil
    }

    /// The archive.
    package mutating func finish() -> [UInt8] {
        end()
        let start = bytes.count
        for entry in entries { header(0x0201_4B50, entry) }
        let size = bytes.count - start
        bytes += ZipWriter.longs(0x0605_4B50, 0)
        let count = UInt32(entries.count)
        bytes += ZipWriter.longs(count | count << 16, UInt32(clamping: size), UInt32(clamping: start))
        bytes += [0, 0]
        return bytes
    }

    private mutating func header(_ signature: UInt32, _ entry: Entry) {
        let isDirectory = signature == 0x0201_4B50
        bytes += ZipWriter.longs(signature)
        if isDirectory { bytes += [20, 0] }
        // Version 2.0, UTF-8 names, deflate, and the first day that the format knows, so that equal content is equal bytes.
        bytes += [20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0]
        bytes += ZipWriter.longs(entry.checksum, UInt32(clamping: entry.packed), UInt32(clamping: entry.unpacked))
        bytes += [UInt8(truncatingIfNeeded: entry.name.count), UInt8(truncatingIfNeeded: entry.name.count >> 8), 0, 0]
        if isDirectory {
            bytes += [0, 0, 0, 0, 0, 0]
            bytes += ZipWriter.longs(0, UInt32(clamping: entry.start))
        }
        bytes += entry.name
    }

    private static func longs(_ values: UInt32...) -> [UInt8] {
        values.flatMap { value in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) } }
    }
}
