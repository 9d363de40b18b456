package import AddressEngine
import GeoEngine

/// The published areas of schools (学区), found by village, by compound and by boundary.
package struct SchoolAreas: Sendable {
    /// One line of the published list.
    package struct Area: Sendable, Hashable {
        /// How the area is drawn.
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            case village, compound, polygon
        }

        package let school: String
        package let kind: Kind
        package let division: String?
        package let addressKey: String?
        /// WKT.
        package let polygon: String?
        /// 1 for the own school, then the next by the published order.
        package let rank: Int

        /// Makes an area.
        package init(school: String, kind: Kind, division: String?, addressKey: String?, polygon: String?, rank: Int) {
            self.school = school
            self.kind = kind
            self.division = division
            self.addressKey = addressKey
            self.polygon = polygon
            self.rank = rank
        }
    }

    private var byDivision: [String: [Area]] = [:]
    private var byCompound: [String: [Area]] = [:]
    private var boundaries: [(area: Area, polygon: GeoPolygon)] = []

    /// Indexes the areas of one year. A boundary that is no geometry is left out and counted.
    package init(_ areas: some Sequence<Area>) {
        var unusable = 0
        for area in areas {
            switch area.kind {
            case .village: if let division = area.division { byDivision[division, default: []].append(area) }
            case .compound: if let key = area.addressKey { byCompound[Self.place(key), default: []].append(area) }
            case .polygon:
                if let text = area.polygon, case .polygon(let polygon)? = try? Geometry(wkt: text) {
                    boundaries.append((area, polygon))
                } else {
                    unusable += 1
                }
            }
        }
        unusableBoundaries = unusable
    }

    /// How many boundaries could not be read.
    package let unusableBoundaries: Int

    /// An address key without the county before its first slash, which an address may leave out.
    private static func place(_ key: String) -> String {
        key.firstIndex(of: "/").map { String(key[$0...]) } ?? key
    }

    /// The schools whose area covers a place, in the published order, each once; empty when no line covers it.
    ///
    /// - Parameters:
    ///   - division: The division code of 12 digits, already the one valid now.
    ///   - address: The address as written.
    ///   - location: A point as WKT.
    package func schools(division: String?, address: String?, location: String?, reader: AddressReader) -> [String] {
        var found: [Area] = []
        if let division { found += byDivision[division] ?? [] }
        // Reading an address and a point is most of the work: only where a line could be found by it.
        if !byCompound.isEmpty, let address, let read = try? reader.read(address),
            let key = reader.compoundKey(read) ?? reader.key(read)
        {
            found += byCompound[Self.place(key.text)] ?? []
        }
        if !boundaries.isEmpty, let location, case .point(let point)? = try? Geometry(wkt: location) {
            found += boundaries.filter { $0.polygon.contains(point) }.map(\.area)
        }
        if found.count <= 1 { return found.map(\.school) }
        var seen: Set<String> = []
        return found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element.school).filter { seen.insert($0).inserted }
    }
}
