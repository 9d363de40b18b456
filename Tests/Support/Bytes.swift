/// Looks for bytes in bytes.
package enum Bytes {
    /// Whether the UTF-8 bytes of a text occur.
    package static func contain(_ text: String, in bytes: [UInt8]) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        var index = 0
        let last = bytes.count - wanted.count
        return bytes.withUnsafeBufferPointer { all in
            while index <= last {
                if all[index] == first, all[index..<index + wanted.count].elementsEqual(wanted) { return true }
                index += 1
            }
            return false
        }
    }
}
