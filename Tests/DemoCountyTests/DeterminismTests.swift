import DemoCounty
import Testing
import WorkCalendar

@Suite struct `The same plan` {
    @Test func `gives the same bytes, whatever the size of the batches`() {
        let again = DemoCounty(Sample.plan(people: 2_000))
        #expect(digest(Sample.small) == digest(again))
        #expect(digest(Sample.small, batch: 7) == digest(again, batch: 100_000))
    }

    /// Fails when the generator gives other people, or when a machine reckons otherwise. After a change to the
    /// generator the new value belongs here.
    @Test func `gives these bytes on every machine`() {
        #expect(digest(Sample.small) == 11_400_586_251_792_575_283)
    }

    @Test func `gives a city its own twelve months, and the same bytes`() {
        let plan = Sample.plan(people: 4_000, profile: .city)
        let city = DemoCounty(plan)
        #expect(digest(city) == 8_728_089_344_034_288_757)
        #expect(city.season.cohortFrom.iso == "2020-07-01")
        #expect(city.season.cohortThrough.iso == "2021-06-30")
        let schools = Set(Tables(city).texts(.school, "school_code"))
        #expect(city.thisYearPupils.allSatisfy { schools.contains($0.school) })
    }

    @Test func `with another seed or day gives others`() {
        #expect(digest(DemoCounty(Sample.plan(people: 2_000, seed: 2))) != digest(Sample.small))
        let later = Sample.plan(people: 2_000, today: Sample.today.adding(days: 1))
        #expect(digest(DemoCounty(later)) != digest(Sample.small))
    }

    @Test func `tells the same stories for every number of people`() {
        #expect(Sample.small.stories == Sample.large.stories)
        #expect(Sample.small.divisions() == Sample.large.divisions())
    }

    @Test func `has the season that is open on its day`() {
        func season(_ text: String) -> DemoSeason { DemoSeason(today: CivilDate(iso: text)!) }
        #expect(season("2026-08-31").year == 2026)
        #expect(season("2026-09-01").year == 2027)
        #expect(season("2026-11-21").cohortFrom.iso == "2020-09-01")
        #expect(season("2026-11-21").cohortThrough.iso == "2021-08-31")
        #expect(season("2026-11-21").cohortThrough.completedYears(at: CivilDate(iso: "2027-08-31")!) == 6)
        for month in 1...12 {
            let day = CivilDate(year: 2027, month: month, day: 15)!
            let county = DemoCounty(Sample.plan(people: 3_000, today: day))
            #expect(county.thisYearPupils.count > 20, "\(day)")
            #expect(county.lastYearPupils.count > 10, "\(day)")
        }
    }
}
