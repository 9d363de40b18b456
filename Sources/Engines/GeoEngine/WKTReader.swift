/// Reads well-known text from bytes, without recursion.
struct WKTReader {
    private let bytes: [UInt8]
    private var index = 0
    private var points = 0

    init(_ text: String) {
        bytes = Array(text.utf8.prefix(1_048_577))
    }

    mutating func geometry() throws(GeoError) -> Geometry {
        guard bytes.count <= 1_048_576 else { throw GeoError(.size, position: 1_048_576) }
        skipSpace()
        let start = index
        let word = keyword()
        let result: Geometry
        switch word {
        case "POINT":
            try expect("(")
            result = .point(try point())
            try expect(")")
        case "POLYGON":
            let rings = try rings()
            do throws(GeoError) {
                result = .polygon(try GeoPolygon(outer: rings[0], holes: Array(rings.dropFirst())))
            } catch {
                throw GeoError(error.kind, position: start)
            }
        case "": throw GeoError(.syntax, position: start)
        default: throw GeoError(.type, position: start)
        }
        skipSpace()
        guard index == bytes.count else { throw GeoError(.syntax, position: index) }
        return result
    }

    /// At least one ring.
    private mutating func rings() throws(GeoError) -> [[GeoPoint]] {
        var rings: [[GeoPoint]] = []
        try expect("(")
        repeat {
            try expect("(")
            var ring: [GeoPoint] = []
            repeat { ring.append(try point()) } while take(",")
            try expect(")")
            rings.append(ring)
        } while take(",")
        try expect(")")
        return rings
    }

    private mutating func point() throws(GeoError) -> GeoPoint {
        points += 1
        guard points <= 100_000 else { throw GeoError(.size, position: index) }
        skipSpace()
        let start = index
        let longitude = try number()
        let latitude = try number()
        guard let point = GeoPoint(longitude: longitude, latitude: latitude) else {
            throw GeoError(.coordinate, position: start)
        }
        return point
    }

    private mutating func number() throws(GeoError) -> Double {
        skipSpace()
        let start = index
        while index < bytes.count, index - start < 40 {
            switch bytes[index] {
            case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                index += 1
                continue
            default: break
            }
            break
        }
        guard let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)), value.isFinite else {
            throw GeoError(.coordinate, position: start)
        }
        return value
    }

    private mutating func keyword() -> String {
        let start = index
        while index < bytes.count, index - start < 32, (0x41...0x5A).contains(bytes[index] & 0xDF) { index += 1 }
        return String(decoding: bytes[start..<index].map { $0 & 0xDF }, as: UTF8.self)
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ sign: Character) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == sign.asciiValue else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ sign: Character) throws(GeoError) {
        guard take(sign) else { throw GeoError(.syntax, position: index) }
    }
}
