/// A place on the earth in degrees, CGCS2000 (which differs from WGS 84 by centimetres).
public struct GeoPoint: Sendable, Hashable {
    /// Degrees east, −180 to 180.
    public let longitude: Double
    /// Degrees north, −90 to 90.
    public let latitude: Double

    /// The earth's mean radius in metres (IUGG).
    public static let earthRadius = 6_371_008.8

    /// Makes a point; `nil` outside the ranges or when not finite.
    public init?(longitude: Double, latitude: Double) {
        guard longitude >= -180, longitude <= 180, latitude >= -90, latitude <= 90 else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }
}
