// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import GeoEngine
import Testing

@Suite struct `Points and polygons` {
    private func point(_ x: Double, _ y: Double) -> GeoPoint { GeoPoint(longitude: x, latitude: y)! }

    private func polygon(_ wkt: String) throws -> GeoPolygon {
        guard case .polygon(let polygon) = try Geometry(wkt: wkt) else { throw Failure() }
        return polygon
    }
    private struct Failure: Error {}

    @Test(arguments: [
        ("POINT(113.5 34.7)", "POINT(113.5 34.7)"), ("  point ( -1e1   2.50 ) ", "POINT(-10 2.5)"),
        ("POLYGON((0 0,4 0,4 4,0 4,0 0))", "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))"),
        (
            "Polygon ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))",
            "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))"
        ),
    ])
    func `well-known text is read and printed`(text: String, printed: String) throws {
        let geometry = try Geometry(wkt: text)
        #expect(geometry.wkt == printed)
        #expect(try Geometry(wkt: printed) == geometry)
    }

    @Test(arguments: [
        ("", GeoError.Kind.syntax), ("POINT", .syntax), ("POINT()", .coordinate), ("POINT(1)", .coordinate),
        ("POINT(1 2", .syntax),
        ("POINT(1 2) x", .syntax), ("POINT(181 0)", .coordinate), ("POINT(nan 0)", .coordinate),
        ("POINT(1e999 0)", .coordinate),
        ("LINESTRING(0 0, 1 1)", .type), ("POLYGON((0 0,1 1,0 0))", .ring), ("POLYGON((0 0,1 0,1 1,0 1))", .ring),
        ("POLYGON EMPTY", .syntax), ("POLYGON((((((((", .coordinate),
    ])
    func `anything else is refused with its kind`(text: String, kind: GeoError.Kind) {
        #expect { try Geometry(wkt: text) } throws: { ($0 as? GeoError)?.kind == kind }
    }

    @Test func `hostile sizes are refused`() {
        let many = "POLYGON((" + String(repeating: "0 0,", count: 120_000) + "0 0))"
        #expect { try Geometry(wkt: many) } throws: { ($0 as? GeoError)?.kind == .size }
        let long = "POINT(" + String(repeating: " ", count: 1_200_000) + "0 0)"
        #expect { try Geometry(wkt: long) } throws: { ($0 as? GeoError)?.kind == .size }
    }

    @Test func `points in a polygon with a hole`() throws {
        let area = try polygon("POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))")
        #expect(area.contains(point(1, 1)))
        #expect(!area.contains(point(5, 5)))
        #expect(!area.contains(point(11, 5)))
        #expect(area.contains(point(0, 5)))
        #expect(area.contains(point(10, 10)))
        #expect(area.contains(point(4, 5)))
    }

    @Test func `a horn at the height of the point does not confuse it`() throws {
        let area = try polygon("POLYGON((0 0,4 4,8 0,8 8,0 8,0 0))")
        #expect(area.contains(point(1, 4)))
        #expect(!area.contains(point(4, 2)))
        #expect(area.contains(point(4, 4)))
        #expect(!area.contains(point(-1, 4)))
        #expect(!area.contains(point(9, 0)))
    }

    @Test func `a ring's direction does not matter`() throws {
        let left = try polygon("POLYGON((0 0,5 1,6 6,1 5,0 0))")
        let right = try polygon("POLYGON((0 0,1 5,6 6,5 1,0 0))")
        for x in stride(from: -1.0, through: 7, by: 0.25) {
            for y in stride(from: -1.0, through: 7, by: 0.25) {
                #expect(left.contains(point(x, y)) == right.contains(point(x, y)))
            }
        }
    }

    @Test func `distances`() {
        #expect(abs(point(0, 0).distance(to: point(1, 0)) - 111_195) < 1)
        #expect(abs(point(0, 0).distance(to: point(180, 0)) - 20_015_115) < 2)
        #expect(point(113, 34).distance(to: point(113, 34)) == 0)
    }

    @Test func `boxes`() throws {
        let box = try #require(GeoBox(around: [point(1, 5), point(3, 2)]))
        #expect(box.contains(point(2, 3)) && !box.contains(point(2, 6)))
        #expect(box.intersects(try #require(GeoBox(around: [point(3, 5), point(9, 9)]))))
        #expect(!box.intersects(try #require(GeoBox(around: [point(4, 6), point(9, 9)]))))
        #expect(GeoBox(around: []) == nil)
    }
}
