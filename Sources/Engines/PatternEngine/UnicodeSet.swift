import Foundation
import Synchronization

/// The scalars that have a property of the Unicode Character Database which the standard library does not tell, such as a
/// script, a joining type or a bidirectional class (Unicode Standard Annex 44).
///
/// What has it is asked of Foundation's own Unicode data, once for each property. Planes without assigned characters and those
/// for private use are left out.
public final class UnicodeSet: Sendable, Hashable {
    /// Where ranges begin, and where they have ended, in turn.
    private let bounds: [UInt32]

    private init(_ bounds: [UInt32]) { self.bounds = bounds }

    /// Whether a scalar is in it.
    public func contains(_ scalar: UInt32) -> Bool {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= scalar { low = middle + 1 } else { high = middle }
        }
        return low & 1 == 1
    }

    /// Sets of one property are one object.
    public static func == (left: UnicodeSet, right: UnicodeSet) -> Bool { left === right }

    /// By identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    private static let known = Mutex<[String: UnicodeSet]>([:])

    /// The set of a property, such as `Emoji_Component`, or of one of its values, such as `Script` and `Greek`.
    ///
    /// - Returns: `nil` for a property or value that is not known.
    public static func having(_ property: String, _ value: String? = nil) -> UnicodeSet? {
        let name = value.map { "\(property)=\($0)" } ?? property
        guard name.utf8.allSatisfy({ $0 | 0x20 &- 0x61 < 26 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "=") })
        else { return nil }
        if let set = known.withLock({ $0[name] }) { return set }
        guard let expression = try? NSRegularExpression(pattern: "\\p{\(name)}+") else { return nil }
        var bounds: [UInt32] = []
        for plane in planes {
            let whole = NSRange(location: 0, length: plane.text.utf16.count)
            for match in expression.matches(in: plane.text, range: whole) {
                let (start, end) = (plane.scalar(at: match.range.location), plane.scalar(at: match.range.upperBound))
                if bounds.last == start { bounds[bounds.count - 1] = end } else { bounds += [start, end] }
            }
        }
        let set = UnicodeSet(bounds)
        return known.withLock { sets in
            // Whoever was first counts.
            if let first = sets[name] { return first }
            sets[name] = set
            return set
        }
    }

    /// Scalars one after another.
    private struct Stretch: Sendable {
        let first: UInt32
        let text: String

        init(_ range: ClosedRange<UInt32>) {
            first = range.lowerBound
            var view = String.UnicodeScalarView()
            for value in range { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
            text = String(view)
        }

        /// The scalar at an offset in UTF-16.
        func scalar(at offset: Int) -> UInt32 {
            first + UInt32(first > 0xFFFF ? offset / 2 : offset)
        }
    }

    private static let planes = [0...0xD7FF, 0xE000...0xFFFF, 0x10000...0x323AF, 0xE0000...0xE0FFF].map(Stretch.init)
}
