package import Diagnostics
package import Directory
package import Foundation
import JSONTree
import ScenarioKit
package import WorkCalendar
package import Workflow

/// A county as its folder describes it: names, numbers, offices, posts, people, calendars, packages.
package struct CountyProfile: Sendable {
    /// Six digits.
    package let code: String
    package let name: Text
    package let province: Text
    package let population: Int
    package let seed: UInt64
    package let profile: String
    package let packages: [String]
    package let hotlineName: Text
    package let hotline: String
    package let enquiries: String
    package let supervision: String
    package let hallName: Text
    package let hallAddress: Text
    package let hallHours: Text
    package let towns: [Town]
    package let officeAddresses: [String: (address: Text, phone: String)]
    package let townDepartments: [Department]
    package let posts: [(code: String, department: String, permissions: [String], title: Text?)]
    package let people: [Person]
    package let calendars: [CalendarDescription]
    /// When offices work.
    package let hours: OfficeHours

    /// A town and the size of its territory.
    package struct Town: Sendable, Hashable {
        package let code: String
        package let name: Text
        package let isSeat: Bool
        package let communities: Int?
        package let villages: Int?
    }

    /// A demo official.
    package struct Person: Sendable, Hashable {
        package let account: String
        package let name: Text
        package let department: String
        package let post: String
        package let divisions: [String]
    }

    /// Why a county's folder cannot be used.
    package struct Unusable: Error, Sendable {
        package let diagnostics: [Diagnostic]
    }

    /// Reads a county's folder.
    package init(folder: URL) throws {
        var diagnostics: [Diagnostic] = []
        func read(_ url: URL) -> JSON {
            guard let data = FileManager.default.contents(atPath: url.path) else { return [:] }
            let (json, found) = YAMLDocument.json(Array(data), file: url.lastPathComponent)
            diagnostics += found.filter { $0.severity == .error }
            return json ?? [:]
        }
        let base = folder.deletingLastPathComponent()
        let own = read(folder.appendingPathComponent("county.yaml"))
        // A profile of the same county keeps offices, posts and people where the county has them.
        let parent = own["extends"]?.string.map { base.appendingPathComponent($0, isDirectory: true) }
        func inherited(_ file: String) -> JSON {
            let url = folder.appendingPathComponent(file)
            if FileManager.default.fileExists(atPath: url.path) { return read(url) }
            return parent.map { read($0.appendingPathComponent(file)) } ?? [:]
        }
        let county = parent.map { read($0.appendingPathComponent("county.yaml")).merging(own) } ?? own
        func text(_ json: JSON?) -> Text { Text(zh: json?["zh"]?.string ?? "", en: json?["en"]?.string ?? "") }
        code = county["code"]?.string ?? ""
        name = text(county["name"])
        province = text(county["province"]?["name"])
        population = county["population"]?.integer ?? 300_000
        seed = UInt64(county["seed"]?.integer ?? 1)
        profile = county["profile"]?.string ?? "county"
        packages = county["packages"]?.elements.compactMap(\.string) ?? []
        hotlineName = text(county["hotline"]?["name"])
        hotline = county["hotline"]?["phone"]?.string ?? "12345"
        enquiries = county["enquiries"]?["phone"]?.string ?? ""
        supervision = county["supervision"]?["phone"]?.string ?? ""
        hallName = text(county["hall"]?["name"])
        hallAddress = text(county["hall"]?["address"])
        hallHours = text(county["hall"]?["hours"])
        towns = (county["towns"]?.elements.map { $0 } ?? []).map { town in
            Town(
                code: town["code"]?.string ?? "", name: text(town["name"]), isSeat: town["seat"]?.bool ?? false,
                communities: town["communities"]?.integer, villages: town["villages"]?.integer)
        }
        let offices = inherited("departments.yaml")["departments"] ?? [:]
        officeAddresses = Dictionary(
            offices.members.map { ($0.name, (text($0.value["address"]), $0.value["phone"]?.string ?? "")) },
            uniquingKeysWith: { _, last in last })
        townDepartments = offices.members.compactMap { name, office in
            guard office["level"]?.string == "town" else { return nil }
            return Department(
                code: name, name: text(office["title"]), level: "town", division: office["division"]?.string,
                phone: office["phone"]?.string)
        }
        posts = (inherited("posts.yaml")["posts"]?.members.map { $0 } ?? []).map { name, post in
            (
                name, post["department"]?.string ?? "*", post["permissions"]?.elements.compactMap(\.string) ?? [],
                post["title"].map { text($0) }
            )
        }
        hours = CountyProfile.hours(county["hours"], posts: inherited("posts.yaml")["posts"], &diagnostics)
        people = (inherited("people.yaml")["people"]?.elements.map { $0 } ?? []).map { person in
            Person(
                account: person["account"]?.string ?? "",
                name: Text(zh: person["name"]?.string ?? "", en: person["english"]?.string ?? ""),
                department: person["department"]?.string ?? "", post: person["post"]?.string ?? "",
                divisions: person["divisions"]?.elements.compactMap(\.string) ?? [])
        }
        var calendars: [CalendarDescription] = []
        for id in county["calendars"]?.elements.compactMap(\.string) ?? [] {
            let json = read(base.appendingPathComponent("calendars/\(id).yaml"))
            if let calendar = CalendarDescription(id: id, json: json) { calendars.append(calendar) }
        }
        self.calendars = calendars
        if code.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .error, code: "county.unreadable",
                    message: Text(zh: "县配置 \(folder.path) 不能用", en: "The county folder \(folder.path) cannot be used"),
                    hint: Text(zh: "检查 county 设置和 county.yaml", en: "Check the setting `county` and county.yaml")))
        }
        if !diagnostics.isEmpty { throw Unusable(diagnostics: diagnostics) }
    }
}

extension CalendarDescription {
    /// A calendar file: `from`, `through`, `source`, and lists of days with names.
    init?(id: String, json: JSON) {
        func date(_ json: JSON?) -> CivilDate? { json?.string.flatMap { CivilDate(iso: $0) } }
        func text(_ json: JSON?) -> Text { Text(zh: json?["zh"]?.string ?? "", en: json?["en"]?.string ?? "") }
        func entries(_ name: String) -> [CalendarEntry] {
            (json[name]?.elements.map { $0 } ?? []).flatMap { item -> [CalendarEntry] in
                let title = text(item["name"])
                if let day = date(item["date"]) ?? date(item) { return [CalendarEntry(date: day, name: title)] }
                if let first = date(item["from"]), let last = date(item["through"] ?? item["to"]), first <= last {
                    return (0...first.days(until: last)).map {
                        CalendarEntry(date: first.adding(days: $0), name: title)
                    }
                }
                return (item["dates"]?.elements.compactMap { date($0) } ?? []).map {
                    CalendarEntry(date: $0, name: title)
                }
            }
        }
        guard let from = date(json["from"]), let through = date(json["through"] ?? json["to"]) else { return nil }
        self.init(
            id: id, from: from, through: through, holidays: entries("holidays"),
            makeUpDays: entries(json["make_up_days"] == nil ? "make_up" : "make_up_days"),
            source: json["source"]?.string ?? json["source"]?["zh"]?.string ?? "")
    }
}
