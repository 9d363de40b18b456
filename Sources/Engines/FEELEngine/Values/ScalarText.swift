#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// Comparison and cutting of texts by Unicode scalars, as FEEL defines strings (no canonical equivalence).
enum ScalarText {
    /// Whether two texts are the same sequence of scalars.
    @inline(__always)
    static func equal(_ left: String, _ right: String) -> Bool {
        let count = left.utf8.count
        guard count == right.utf8.count else { return false }
        return compare(left, right) == 0
    }

    /// Order by scalars, which is the order of the UTF-8 bytes.
    static func compare(_ left: String, _ right: String) -> Int {
        let fast = left.utf8.withContiguousStorageIfAvailable { first -> Int? in
            right.utf8.withContiguousStorageIfAvailable { second -> Int in
                compareBytes(first, second)
            }
        }
        if let fast, let result = fast { return result }
        return Array(left.utf8).withUnsafeBufferPointer { first in
            Array(right.utf8).withUnsafeBufferPointer { second in compareBytes(first, second) }
        }
    }

    private static func compareBytes(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(first.count, second.count)
        if shared > 0, let left = first.baseAddress, let right = second.baseAddress {
            let order = memcmp(left, right, shared)
            if order != 0 { return order < 0 ? -1 : 1 }
        }
        return first.count == second.count ? 0 : (first.count < second.count ? -1 : 1)
    }

    /// The place where a text first occurs in another, in UTF-8 bytes; an empty one occurs at 0.
    static func find(_ part: String, in text: String) -> Int? {
        let haystack = Array(text.utf8)
        let needle = Array(part.utf8)
        guard let first = needle.first else { return 0 }
        guard haystack.count >= needle.count else { return nil }
        for start in 0...(haystack.count - needle.count) where haystack[start] == first {
            if haystack[start..<(start + needle.count)].elementsEqual(needle) { return start }
        }
        return nil
    }

    /// The text before or from a place in UTF-8 bytes.
    static func bytes(_ text: String, from start: Int = 0, to end: Int? = nil) -> String {
        let utf8 = Array(text.utf8)
        return String(decoding: utf8[start..<(end ?? utf8.count)], as: UTF8.self)
    }
}
