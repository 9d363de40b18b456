import Foundation

extension GeoPoint {
    /// The distance along the earth's surface in metres by the haversine formula, on a sphere; right to half a percent.
    public func distance(to other: GeoPoint) -> Double {
        let radians = Double.pi / 180
        let latitudes = (other.latitude - latitude) * radians
        let longitudes = (other.longitude - longitude) * radians
        let a = sin(latitudes / 2)
        let b = sin(longitudes / 2)
        let h = a * a + cos(latitude * radians) * cos(other.latitude * radians) * b * b
        return 2 * GeoPoint.earthRadius * asin(min(1, h.squareRoot()))
    }
}
