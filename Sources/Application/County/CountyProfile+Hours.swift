import Diagnostics
import JSONTree
import WorkCalendar
import Workflow

extension CountyProfile {
    /// The hours of the county's offices and of posts with their own: `{windows: ["08:30-12:00"], season: {from:
    /// "05-01", through: "09-30", windows: [...]}}`. Without any they are from 9 to 12 and from 13 to 17.
    static func hours(_ json: JSON?, posts: JSON?, _ diagnostics: inout [Diagnostic]) -> OfficeHours {
        func read(_ json: JSON, _ place: String) -> WorkingHours? {
            func windows(_ json: JSON?) -> [WorkingHours.Window] {
                (json?.elements.map { $0 } ?? []).compactMap { $0.string.flatMap(window) }
            }
            var season: WorkingHours.Season?
            if let part = json["season"] {
                guard let from = part["from"]?.string.flatMap(monthAndDay),
                    let through = part["through"]?.string.flatMap(monthAndDay)
                else { return refuse(place, &diagnostics) }
                season = WorkingHours.Season(from: from, through: through, windows: windows(part["windows"]))
            }
            guard windows(json["windows"]).count == json["windows"]?.elements.count,
                let hours = try? WorkingHours(windows: windows(json["windows"]), season: season)
            else { return refuse(place, &diagnostics) }
            return hours
        }
        var own: [String: WorkingHours] = [:]
        for (name, post) in posts?.members.map({ ($0.name, $0.value) }) ?? [] {
            if let written = post["hours"] { own[name] = read(written, "posts.yaml, \(name)") }
        }
        return OfficeHours(ordinary: json.flatMap { read($0, "county.yaml") } ?? .usual, posts: own)
    }

    private static func refuse(_ place: String, _ diagnostics: inout [Diagnostic]) -> WorkingHours? {
        diagnostics.append(
            Diagnostic(
                .error, code: "county.hours",
                message: Text(zh: "\(place)：办公时间看不懂", en: "\(place): the office hours cannot be read"),
                hint: Text(
                    zh: "写成 windows: [\"08:30-12:00\", \"14:30-18:00\"]，先后不重叠",
                    en: "Write windows: [\"08:30-12:00\", \"14:30-18:00\"], in order and apart")))
        return nil
    }

    /// `08:30-12:00`.
    private static func window(_ text: String) -> WorkingHours.Window? {
        let parts = text.split(separator: "-").map { minute($0) }
        guard parts.count == 2, let start = parts[0], let end = parts[1] else { return nil }
        return WorkingHours.Window(start: start, end: end)
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// `05-01` as 501.
    private static func monthAndDay(_ text: String) -> Int? {
        let parts = text.split(separator: "-").map { Int($0) }
        guard parts.count == 2, let month = parts[0], let day = parts[1], (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        return month * 100 + day
    }
}
