import WorkCalendar

/// The invented people and households, and the chance they were made by.
struct DemoWorld {
    let plan: DemoPlan
    let geography: DemoGeography
    var people: [DemoPerson] = []
    var households: [DemoHousehold] = []
    /// Names that are not made of the usual parts.
    var specialNames: [String] = []
    /// Chosen dirt of the stories, by story.
    var storyDirt: [UInt64] = []
    let season: DemoSeason
    let today: Int32

    init(plan: DemoPlan, geography: DemoGeography) {
        self.plan = plan
        self.geography = geography
        season = DemoSeason(today: plan.today, profile: plan.profile)
        today = Int32(plan.today.dayNumber)
        people.reserveCapacity(plan.people + 16)
        households.reserveCapacity(plan.people / 2)
    }

    /// Whether a household's datum is dirty in a way; entity tells apart several in one household.
    func has(_ dirt: Dirt, household: Int32, entity: Int) -> Bool {
        let story = households[Int(household)].story
        if story >= 0 { return storyDirt[Int(story)] & dirt.bit != 0 }
        return dirt.strikes(seed: plan.seed, entity)
    }

    func has(_ dirt: Dirt, household: Int) -> Bool { has(dirt, household: Int32(household), entity: household) }

    func has(_ dirt: Dirt, person: Int) -> Bool { has(dirt, household: people[person].household, entity: person) }

    func date(_ day: Int32) -> CivilDate { CivilDate(dayNumber: Int(day)) }

    /// Completed years, near enough for choosing what befalls whom.
    func age(_ person: Int) -> Int { Int(today - people[person].birth) / 365 }

    /// The members of a household.
    func members(_ household: Int) -> Range<Int> {
        let first = Int(households[household].first)
        return first..<first + Int(households[household].count)
    }

    /// The head of a household; its first member when nobody is.
    func head(_ household: Int) -> Int {
        let members = members(household)
        return members.first { people[$0].role == .head } ?? members.lowerBound
    }

    /// Whether the police do not know a household from elsewhere: no row of it in their registers.
    func isUnknown(_ household: Int) -> Bool {
        households[household].kind == .migrant && has(.unknownMigrant, household: household)
    }

    /// Chance for one use and one entity.
    func random(_ stream: UInt64, _ entity: Int) -> DemoRandom {
        DemoRandom(seed: plan.seed, stream: stream, index: entity)
    }

    func name(_ person: Int) -> String {
        let one = people[person]
        if one.special >= 0 { return specialNames[Int(one.special)] }
        let given = NameParts.given(male: one.isMale, year: date(one.birth).year)
        var text = NameParts.surnames[Int(one.surname)]
        text +=
            one.flags.contains(.rare)
            ? NameParts.rare[Int(one.first) % NameParts.rare.count] : given[Int(one.first) % given.count]
        if one.second != 255 { text += given[Int(one.second) % given.count] }
        return text
    }

    /// The 18 characters of the identity number.
    func id(_ person: Int) -> String {
        let one = people[person]
        let division = one.origin == 0 ? plan.outline.code : PlaceParts.outside[Int(one.origin) - 1].code
        let (year, month, day) = date(one.birth).parts
        return String(unsafeUninitializedCapacity: 18) { buffer in
            var place = 0
            for byte in division.utf8 {
                buffer[place] = byte
                place += 1
            }
            func put(_ value: Int, _ width: Int) {
                var rest = value
                for offset in stride(from: width - 1, through: 0, by: -1) {
                    buffer[place + offset] = 0x30 + UInt8(rest % 10)
                    rest /= 10
                }
                place += width
            }
            put(year, 4)
            put(month, 2)
            put(day, 2)
            put(Int(one.sequence), 3)
            // ISO 7064 MOD 11-2, as GB 11643 wants it.
            var sum = 0
            for index in 0..<17 { sum = (sum + Int(buffer[index]) - 0x30) * 2 % 11 }
            let check = (12 - sum) % 11
            buffer[17] = check == 10 ? UInt8(ascii: "X") : 0x30 + UInt8(check)
            return 18
        }
    }

    /// The number as an old table may hold it: 15 digits for some of those born before 1985.
    func departmentID(_ person: Int, table: Int) -> String {
        let full = id(person)
        guard people[person].birth < 5_479, people[person].birth >= -25_567,
            has(.shortID, household: people[person].household, entity: person * 4 + table)
        else { return full }
        let bytes = Array(full.utf8)
        return String(decoding: bytes[..<6] + bytes[8..<17], as: UTF8.self)
    }
}
