import Diagnostics
import Directory
import Services
import WorkOrders

/// What a leader's two words are about: a case, an order, a correction, or whatever else a page of the system shows.
struct SupervisedRecord: Sendable {
    /// As it is kept: `case:2026-…`, `hotline:QC…`, `correction:…`, `page:/cockpit/…`.
    let id: String
    private let kind: String
    private let number: String
    private static let longest = 160

    /// Reads what is kept; `nil` for what is none.
    init?(id: String) {
        guard let colon = id.firstIndex(of: ":"), id.utf8.count <= Self.longest else { return nil }
        self.id = id
        kind = String(id[..<colon])
        number = String(id[id.index(after: colon)...])
        if kind == "page", !Self.isPage(number) { return nil }
    }

    /// What the page of a path is about; `nil` for pages that are about nothing in particular, such as one's own inbox.
    init?(path: String, orderKinds: [String]) {
        let parts = path.split(separator: "/").map(String.init)
        switch (parts.first, parts.dropFirst().first, parts.count) {
        case ("desk", "cases", 3...): self.init(id: "case:\(parts[2])")
        case ("desk", "corrections", 3...): self.init(id: "correction:\(parts[2])")
        case ("desk", "orders", 4...) where orderKinds.contains(parts[2]): self.init(id: "\(parts[2]):\(parts[3])")
        case ("desk", "orders", _) where parts.last == "supervise", ("desk", nil, _): return nil
        default: self.init(id: "page:\(path)")
        }
    }

    /// A path of officials' pages, without anything that was asked for in it.
    private static func isPage(_ path: String) -> Bool {
        ["/desk/", "/cockpit"].contains { path.hasPrefix($0) }
            && path.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                    || byte == 0x2F || byte == 0x2D || byte == 0x2E
            }
    }

    /// What it is called.
    var label: Text {
        switch kind {
        case "case": Text(zh: "办件 \(number)", en: "case \(number)")
        case "correction": Text(zh: "校核 \(number)", en: "correction \(number)")
        case "page" where number.hasPrefix("/cockpit"): Text(zh: "驾驶舱里的数字", en: "figures of the cockpit")
        case "page": Text(zh: "一网协同里的一页", en: "a page of the desk")
        default: Text(zh: "工单 \(number)", en: "order \(number)")
        }
    }

    var address: String {
        switch kind {
        case "case": "/desk/cases/\(number)"
        case "correction": "/desk/corrections/\(number)"
        case "page": number
        default: "/desk/orders/\(kind)/\(number)"
        }
    }

    /// The office that it is usually handed to, if the leader may see it at all.
    ///
    /// - Throws: what the owner of the record throws for who may not see it.
    func department(for official: Official, _ services: PortalServices) async throws -> String? {
        switch kind {
        case "case":
            // Whoever sees the figures may speak of a case that is behind them; nothing of it is shown here.
            let found = try await services.cases.find(number: number, in: official.scope)
            return try? services.desk.runtime(found.service).service.department
        case "correction": return try await services.desk.correction(number, for: official).provider
        case "page": return nil
        default:
            return try await services.orders.orders.find(kind: kind, number: number, in: official.scope).department
        }
    }
}
