import Foundation

/// A file on disk, read piece by piece.
package final class FileSource: ByteSource {
    private let descriptor: Int32
    package let count: Int

    /// Opens a file.
    package init(path: String) throws(TabularError) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw TabularError(.unreadable) }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else {
            close(descriptor)
            throw TabularError(.unreadable)
        }
        self.descriptor = descriptor
        count = Int(size)
    }

    deinit { close(descriptor) }

    package func read(at offset: Int, count wanted: Int) throws(TabularError) -> [UInt8] {
        guard offset >= 0, wanted > 0, offset < count else { return [] }
        let length = min(wanted, count - offset)
        var isBroken = false
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            while filled < length {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, length - filled, off_t(offset + filled))
                if got < 0 && errno == EINTR { continue }
                if got <= 0 {
                    isBroken = true
                    return
                }
                filled += got
            }
        }
        if isBroken { throw TabularError(.unreadable) }
        return bytes
    }
}
