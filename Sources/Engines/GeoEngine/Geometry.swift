/// A point or a polygon.
public enum Geometry: Sendable, Hashable {
    /// A point.
    case point(GeoPoint)
    /// A polygon.
    case polygon(GeoPolygon)

    /// Reads well-known text (OGC 06-103r4, clause 7): `POINT (lon lat)` or `POLYGON ((lon lat, …), (…))`.
    ///
    /// Letters of either case and any white space. At most 1 MiB and 100 000 points.
    /// - Throws: ``GeoError`` with the place.
    public init(wkt: String) throws(GeoError) {
        var reader = WKTReader(wkt)
        self = try reader.geometry()
    }

    /// The box around it.
    public var box: GeoBox? {
        switch self {
        case .point(let point): GeoBox(around: [point])
        case .polygon(let polygon): polygon.box
        }
    }

    /// The well-known text, numbers in their shortest exact form.
    public var wkt: String {
        func ring(_ points: [GeoPoint]) -> String {
            "("
                + points.map { "\(Geometry.number($0.longitude)) \(Geometry.number($0.latitude))" }
                .joined(separator: ", ") + ")"
        }
        switch self {
        case .point(let point):
            return "POINT(\(Geometry.number(point.longitude)) \(Geometry.number(point.latitude)))"
        case .polygon(let polygon):
            return "POLYGON(" + ([polygon.outer] + polygon.holes).map(ring).joined(separator: ", ") + ")"
        }
    }

    /// Swift prints the shortest decimal that reads back as the same number; `.0` is left out.
    private static func number(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
