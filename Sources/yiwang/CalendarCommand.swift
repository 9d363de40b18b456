import Application
import ArgumentParser
import WorkCalendar

/// Commands about the working calendar.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "The county's working calendar.", subcommands: [Days.self])

    /// Lists days with what they are.
    struct Days: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List days: the date, whether it is worked, what it is, its name.",
            discussion: """
                Tab-separated: the date; `work` or `off`; `working`, `weekend`, `holiday` or `make-up`; the name of the holiday. \
                Days that no published notice covers end with `provisional`.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "The first day, such as 2026-01-01.")
        var from: String
        @Option(help: "The last day.")
        var through: String

        func run() async throws {
            guard let first = CivilDate(iso: from), let last = CivilDate(iso: through), first <= last else {
                throw ValidationError(common.say("日期写成 2026-01-01，先写早的一天。", "Dates as 2026-01-01, the earlier first."))
            }
            let profile = try CountyProfile(folder: try common.configuration().countyFolder)
            let calendar = try WorkingCalendar(profile.calendars)
            for number in first.dayNumber...last.dayNumber {
                let day = CivilDate(dayNumber: number)
                let kind =
                    switch calendar.kind(of: day) {
                    case .working: "working"
                    case .weekend: "weekend"
                    case .holiday: "holiday"
                    case .makeUp: "make-up"
                    }
                let name = calendar.name(of: day).map { common.say($0) } ?? ""
                let mark = calendar.isProvisional(day) ? "\tprovisional" : ""
                Console.print("\(day.iso)\t\(calendar.isWorkingDay(day) ? "work" : "off")\t\(kind)\t\(name)\(mark)")
            }
        }
    }
}
