import Foundation
import Storage

/// The values of one statement as libpq takes them, in memory that is used again for the next.
///
/// Integers and texts go as text, so that the server settles their types from the statement; bytes go as they are.
struct PostgresParameters: ~Copyable {
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var pointers: [UnsafePointer<CChar>?] = []
    private(set) var lengths: [Int32] = []
    private(set) var formats: [Int32] = []

    init() {
        capacity = 16_384
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { memory.deallocate() }

    mutating func load(_ values: [SQLValue]) throws(StorageError) {
        pointers.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        reserve(for: values)
        var free = memory
        for index in values.indices {
            switch values[index] {
            case .null: append(nil, 0, 0)
            case .integer(let value):
                let count = Self.write(value, at: free)
                append(free, count, 0)
                free += count + 1
            case .text(var text):
                let count = text.withUTF8 { utf8 in
                    if let start = utf8.baseAddress { free.copyMemory(from: start, byteCount: utf8.count) }
                    return utf8.count
                }
                if memchr(free, 0, count) != nil {
                    throw .constraint(.type, name: "NUL in text parameter \(index + 1)")
                }
                free.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
                append(free, count, 0)
                free += count + 1
            case .bytes(let bytes):
                bytes.withUnsafeBytes { source in
                    if let start = source.baseAddress { free.copyMemory(from: start, byteCount: source.count) }
                }
                append(free, bytes.count, 1)
                free += bytes.count + 1
            }
        }
    }

    private mutating func append(_ start: UnsafeMutableRawPointer?, _ count: Int, _ format: Int32) {
        pointers.append(start.map { UnsafePointer($0.assumingMemoryBound(to: CChar.self)) })
        lengths.append(Int32(truncatingIfNeeded: count))
        formats.append(format)
    }

    private mutating func reserve(for values: [SQLValue]) {
        var needed = 0
        for value in values {
            switch value {
            case .null: break
            case .integer: needed += 21
            case .text(let text): needed += text.utf8.count + 1
            case .bytes(let bytes): needed += bytes.count + 1
            }
        }
        let isOversized = capacity > 1_048_576 && needed < 65_536
        guard needed > capacity || isOversized else { return }
        memory.deallocate()
        capacity = max(needed + needed / 2, 16_384)
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    /// Decimal digits with a closing NUL; returns how many characters there are before it.
    private static func write(_ value: Int64, at start: UnsafeMutableRawPointer) -> Int {
        var magnitude = value.magnitude
        var length = value < 0 ? 2 : 1
        var rest = magnitude / 10
        while rest > 0 {
            length += 1
            rest /= 10
        }
        start.storeBytes(of: 0, toByteOffset: length, as: UInt8.self)
        var position = length
        repeat {
            position -= 1
            start.storeBytes(of: UInt8(ascii: "0") + UInt8(magnitude % 10), toByteOffset: position, as: UInt8.self)
            magnitude /= 10
        } while magnitude > 0
        if value < 0 { start.storeBytes(of: UInt8(ascii: "-"), toByteOffset: 0, as: UInt8.self) }
        return length
    }
}
