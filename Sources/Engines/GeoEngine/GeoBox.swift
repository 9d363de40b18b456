/// The smallest rectangle along the axes around something. Does not cross the 180th meridian.
public struct GeoBox: Sendable, Hashable {
    /// The western edge in degrees.
    public let west: Double
    /// The southern edge in degrees.
    public let south: Double
    /// The eastern edge in degrees.
    public let east: Double
    /// The northern edge in degrees.
    public let north: Double

    /// The box around points; `nil` for none.
    public init?(around points: some Sequence<GeoPoint>) {
        var box: (west: Double, south: Double, east: Double, north: Double)?
        for point in points {
            let old = box ?? (point.longitude, point.latitude, point.longitude, point.latitude)
            box = (
                min(old.west, point.longitude), min(old.south, point.latitude), max(old.east, point.longitude),
                max(old.north, point.latitude)
            )
        }
        guard let box else { return nil }
        west = box.west
        south = box.south
        east = box.east
        north = box.north
    }

    /// Whether a point lies in the box or on its edge.
    public func contains(_ point: GeoPoint) -> Bool {
        west <= point.longitude && point.longitude <= east && south <= point.latitude && point.latitude <= north
    }

    /// Whether two boxes share at least a point.
    public func intersects(_ other: GeoBox) -> Bool {
        west <= other.east && other.west <= east && south <= other.north && other.south <= north
    }
}
