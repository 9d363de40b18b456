/// A surface with one outer ring and any number of holes (OGC Simple Features 6.1.11).
public struct GeoPolygon: Sendable, Hashable {
    /// The outer ring, closed: the last point equals the first.
    public let outer: [GeoPoint]
    /// The holes, each closed.
    public let holes: [[GeoPoint]]
    /// The box around the outer ring.
    public let box: GeoBox

    /// Makes a polygon from closed rings of at least four points.
    ///
    /// - Throws: ``GeoError`` of kind `ring` for a ring that is open or too short. Rings are not checked for crossing.
    public init(outer: [GeoPoint], holes: [[GeoPoint]] = []) throws(GeoError) {
        for ring in [outer] + holes {
            guard ring.count >= 4, ring.first == ring.last else { throw GeoError(.ring, position: 0) }
        }
        guard let box = GeoBox(around: outer) else { throw GeoError(.ring, position: 0) }
        self.outer = outer
        self.holes = holes
        self.box = box
    }

    /// Whether a point lies in the polygon.
    ///
    /// A point on the outer ring or on a hole's ring lies in it, so that a house on the line between two catchments
    /// belongs to both and a person decides. Edges are straight in degrees.
    public func contains(_ point: GeoPoint) -> Bool {
        guard box.contains(point) else { return false }
        switch GeoPolygon.side(of: point, ring: outer) {
        case .outside: return false
        case .edge: return true
        case .inside: break
        }
        return !holes.contains { GeoPolygon.side(of: point, ring: $0) == .inside }
    }

    private enum Side { case inside, edge, outside }

    private static func side(of point: GeoPoint, ring: [GeoPoint]) -> Side {
        var inside = false
        for index in 1..<ring.count {
            let a = ring[index - 1]
            let b = ring[index]
            let cross =
                (b.longitude - a.longitude) * (point.latitude - a.latitude)
                - (b.latitude - a.latitude) * (point.longitude - a.longitude)
            if cross == 0, min(a.longitude, b.longitude) <= point.longitude,
                point.longitude <= max(a.longitude, b.longitude), min(a.latitude, b.latitude) <= point.latitude,
                point.latitude <= max(a.latitude, b.latitude)
            {
                return .edge
            }
            if (a.latitude > point.latitude) != (b.latitude > point.latitude) {
                // The sign of the cross product says on which side of a rising or falling edge the point lies.
                if (cross > 0) == (b.latitude > a.latitude) { inside.toggle() }
            }
        }
        return inside ? .inside : .outside
    }
}
