/// Base64 with the URL-safe alphabet and without padding (RFC 4648, section 5).
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The text form of the bytes.
    package static func encoded(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBufferPointer { bytes in
            String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { encode(bytes, into: $0) }
        }
    }

    /// Writes the text form into memory that is large enough; returns its length.
    package static func encode(
        _ bytes: UnsafeBufferPointer<UInt8>, into text: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        precondition(text.count >= (bytes.count * 4 + 2) / 3)
        var count = 0
        var buffer: UInt32 = 0
        var held: UInt32 = 0
        alphabet.withUnsafeBufferPointer { alphabet in
            for byte in bytes {
                buffer = buffer << 8 | UInt32(byte)
                held += 8
                while held >= 6 {
                    held -= 6
                    text[count] = alphabet[Int(buffer >> held & 63)]
                    count += 1
                }
            }
            if held > 0 {
                text[count] = alphabet[Int(buffer << (6 - held) & 63)]
                count += 1
            }
        }
        return count
    }

    /// The bytes of a text form, or `nil` when it is not one.
    package static func decoded(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var held = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(held)))
            }
        }
        return bytes
    }
}
