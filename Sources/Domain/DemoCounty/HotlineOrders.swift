import Diagnostics
package import WorkCalendar

/// Orders of the invented city's hotline for one county. Equal seeds, counts and days give equal orders.
///
/// About 7 in 100 are repeats: the same caller, place and class within 60 days in other words. 3 in 100 stand under the
/// class of another office than their words tell; their handler follows the words. 8 in 100 mention a second matter,
/// 1 in 100 is a danger, and a few belong to a court, a review, an arbitration or petitions.
///
/// Moments are counted in minutes since 1970 on the county's clock.
package struct HotlineOrders: Sendable {
    private enum Stream {
        static let arrival: UInt64 = 0x4852_4152
        static let words: UInt64 = 0x4852_574F
        static let course: UInt64 = 0x4852_434F
        static let number: UInt64 = 0x4852_4E4F
    }

    /// An order as it comes; how it goes on is decided afterwards.
    private struct Draft {
        let receivedAt: Int
        /// The class that the words tell.
        let matter: HotlineClass
        /// The class that the city wrote.
        let className: String
        let text: HotlineText
        let caller: String
        let phone: String
        let town: Int
        let place: String
        var isRepeat = false
        var isEmergency = false
        /// What another door it belongs to says of itself.
        var otherDoor: (said: String, told: String)?

        /// When the city's clock ends: 24 hours for a danger, otherwise at 18:00 after so many weekdays.
        var dueAt: Int {
            if isEmergency { return receivedAt + HotlineOrders.day }
            let isShort = ["consult", "help", "praise"].contains(text.kind)
            return HotlineOrders.closing(weekdays: isShort ? 5 : 15, after: receivedAt)
        }
    }

    private static let day = 1440
    /// Calls by the hour of the day.
    private static let hours = [
        1, 1, 1, 1, 1, 2, 6, 18, 62, 95, 92, 70, 34, 38, 66, 84, 80, 68, 44, 34, 26, 16, 7, 3,
    ]
    private static let hourTotal = hours.reduce(0, +)

    private let outline: CountyOutline
    private let geography: DemoGeography
    private let villages: [Int]
    private let seed: UInt64

    /// Makes the generator for a county's own towns, villages and roads.
    package init(outline: CountyOutline, seed: UInt64) {
        self.outline = outline
        self.seed = seed
        let geography = DemoGeography(outline: outline, profile: .county)
        self.geography = geography
        villages = geography.villages.indices.filter { !geography.villages[$0].isCommunity }
    }

    /// The orders of some days, in order of receipt.
    ///
    /// - Parameters:
    ///   - last: the last day on which calls come; its end is the moment at which the orders are looked at.
    ///   - days: how many days calls come, the last one included.
    package func orders(count: Int, through last: CivilDate, days: Int = 92) -> [DemoOrder] {
        guard count > 0, days > 0, !villages.isEmpty, !geography.compounds.isEmpty else { return [] }
        var drafts: [Draft] = []
        drafts.reserveCapacity(count)
        for (index, moment) in arrivals(count: count, through: last, days: days).enumerated() {
            let draft = draft(index, receivedAt: moment, earlier: drafts)
            drafts.append(draft)
        }
        let end = (last.dayNumber + 1) * HotlineOrders.day
        let numbers = numbers(of: drafts)
        return drafts.indices.map { order($0, drafts[$0], number: numbers[$0], end: end) }
    }
}

// MARK: - What comes

extension HotlineOrders {
    private func arrivals(count: Int, through last: CivilDate, days: Int) -> [Int] {
        var random = DemoRandom(seed: seed, stream: Stream.arrival, index: 0)
        let first = last.dayNumber - days + 1
        let weights = (0..<days).map { CivilDate(dayNumber: first + $0).weekday <= 5 ? 100 : 55 }
        let total = weights.reduce(0, +)
        var moments: [Int] = []
        for _ in 0..<count {
            let day = first + random.weighted(weights, total: total)
            let hour = random.weighted(HotlineOrders.hours, total: HotlineOrders.hourTotal)
            moments.append(day * HotlineOrders.day + hour * 60 + random.below(60))
        }
        return moments.sorted()
    }

    private func draft(_ index: Int, receivedAt: Int, earlier: [Draft]) -> Draft {
        var random = DemoRandom(seed: seed, stream: Stream.words, index: index)
        if random.thousandths(73), let draft = repeated(receivedAt, earlier, &random) { return draft }
        let isEmergency = random.thousandths(10)
        let matter =
            isEmergency
            ? random.pick(HotlineTexts.emergencies)
            : HotlineTexts.classes[random.weighted(HotlineTexts.weights, total: HotlineTexts.weightTotal)]
        var text = random.pick(matter.texts)
        if !isEmergency, random.thousandths(25) { text = random.pick(HotlineTexts.praises) }
        var className = matter.name
        if !isEmergency, random.thousandths(30) {
            className = random.pick(HotlineTexts.classes.filter { $0.office != matter.office }).name
        }
        let (town, place) = place(matter.ground, &random)
        var draft = Draft(
            receivedAt: receivedAt, matter: matter, className: className, text: text, caller: caller(&random),
            phone: phone(index), town: town, place: place)
        draft.isEmergency = isEmergency
        if text.kind == "complaint", !isEmergency, random.thousandths(30) {
            let isWages = matter.office == "human-resources" && random.thousandths(500)
            draft.otherDoor = isWages ? HotlineTexts.arbitration : random.pick(HotlineTexts.otherDoors)
        }
        return draft
    }

    /// An earlier matter of the last 60 days, told again by the same caller.
    private func repeated(_ receivedAt: Int, _ earlier: [Draft], _ random: inout DemoRandom) -> Draft? {
        guard !earlier.isEmpty else { return nil }
        for _ in 0..<12 {
            let old = random.pick(earlier)
            guard !old.isEmergency, old.text.kind != "praise", receivedAt - old.receivedAt > 120,
                receivedAt - old.receivedAt < 60 * HotlineOrders.day
            else { continue }
            let text = random.pick(old.matter.texts.filter { $0.title != old.text.title })
            return Draft(
                receivedAt: receivedAt, matter: old.matter, className: old.className, text: text, caller: old.caller,
                phone: old.phone, town: old.town, place: old.place, isRepeat: true)
        }
        return nil
    }

    private func place(_ ground: HotlineClass.Ground, _ random: inout DemoRandom) -> (town: Int, place: String) {
        let isStreet = ground == .streets || ground == .anywhere && random.thousandths(420)
        guard isStreet else {
            let village = geography.villages[random.pick(villages)]
            let group = random.between(1, village.groups)
            let house = random.thousandths(500) ? "\(random.between(1, 60))号" : ""
            return (village.town, "\(village.name.zh)\(group)组\(house)")
        }
        let compound = random.pick(geography.compounds)
        let house = random.thousandths(500) ? "\(random.between(1, 18))栋" : ""
        let road = geography.roads[compound.road].name.zh
        return (geography.seat, "\(road)\(compound.number)号\(compound.name)\(house)")
    }

    private func caller(_ random: inout DemoRandom) -> String {
        let isMale = random.thousandths(520)
        let surname =
            NameParts.surnames[random.weighted(NameParts.surnameWeights, total: NameParts.surnameTotal)]
        let given = NameParts.given(male: isMale, year: random.between(1945, 2004))
        if random.thousandths(120) { return surname + (isMale ? "先生" : "女士") }
        return surname + random.pick(given) + (random.thousandths(850) ? random.pick(given) : "")
    }

    /// Numbers in an order of their own, each used once until all ten thousand are.
    private func phone(_ index: Int) -> String {
        "1990000" + Numerals.padded((index * 7919 + Int(seed % 10_000)) % 10_000, 4)
    }

    /// The city's numbers: rising through the day, with gaps for other counties.
    private func numbers(of drafts: [Draft]) -> [String] {
        var random = DemoRandom(seed: seed, stream: Stream.number, index: 0)
        var today = Int.min
        var serial = 0
        return drafts.map { draft in
            let (day, _) = HotlineOrders.split(draft.receivedAt)
            if day != today { (today, serial) = (day, 0) }
            serial += random.between(1, 9)
            let (year, month, dayOfMonth) = CivilDate(dayNumber: day).parts
            let date = "\(year)\(Numerals.padded(month, 2))\(Numerals.padded(dayOfMonth, 2))"
            return "QC\(date)\(Numerals.padded(serial, 5))"
        }
    }
}

// MARK: - How it goes on

extension HotlineOrders {
    private struct Ending {
        var at: Int?
        var contacted: Bool?
        var solved: Bool?
        var satisfied: String?
    }

    private func order(_ index: Int, _ draft: Draft, number: String, end: Int) -> DemoOrder {
        var random = DemoRandom(seed: seed, stream: Stream.course, index: index)
        let town = outline.towns[draft.town]
        let isTowns = draft.matter.office == "town"
        let townOffice = town.name.zh + (town.name.zh.hasSuffix("街道") ? "办事处" : "人民政府")
        let office = isTowns ? townOffice : HotlineTexts.offices[draft.matter.office] ?? draft.matter.office
        let slots = HotlineSlots(
            place: draft.place, brand: random.pick(HotlineTexts.brands), days: random.between(2, 15),
            count: random.between(2, 9), office: office, item: draft.matter.item)
        let channel = random.weighted([72, 18, 10], total: 100)
        let title = slots.fill((random.thousandths(350) ? "{place}" : "") + draft.text.title)
        let content = slots.fill(content(draft, channel, &random))
        let isUrgent = ["help", "complaint"].contains(draft.text.kind) && random.thousandths(60)
        let ending = ending(draft, end: end, &random)
        let reply = ending.at == nil ? nil : slots.fill(reply(draft, ending, &random))
        let (received, due) = (HotlineOrders.split(draft.receivedAt), HotlineOrders.split(draft.dueAt))
        let finished = ending.at.map(HotlineOrders.split)
        return DemoOrder(
            number: number, receivedOn: CivilDate(dayNumber: received.day), receivedMinute: received.minute,
            dueOn: CivilDate(dayNumber: due.day), dueMinute: due.minute, kind: draft.text.kind,
            matterClass: draft.className, title: title, content: content, callerName: draft.caller,
            callerPhone: draft.phone, place: town.name.zh + draft.place, town: town.name.zh,
            urgency: draft.isEmergency ? "emergency" : isUrgent ? "urgent" : "normal",
            channel: HotlineTexts.channels[channel], isDone: ending.at != nil, handler: office,
            handlerCode: isTowns ? "town-\(town.code.prefix(9).suffix(3))" : draft.matter.office, reply: reply,
            finishedOn: finished.map { CivilDate(dayNumber: $0.day) }, finishedMinute: finished?.minute,
            contacted: ending.contacted, solved: ending.solved, satisfied: ending.satisfied)
    }

    private func content(_ draft: Draft, _ channel: Int, _ random: inout DemoRandom) -> String {
        var text = random.pick(HotlineTexts.openings[channel])
        if draft.isRepeat, random.thousandths(600) { text += random.pick(HotlineTexts.again) }
        text += draft.text.content
        if draft.isEmergency || draft.text.kind == "praise" { return text }
        if random.thousandths(80) {
            let other = random.pick(HotlineTexts.classes)
            text += "另外，" + random.pick(other.texts).content
        }
        if let door = draft.otherDoor {
            text += door.said
        } else if random.thousandths(350) {
            text += random.pick(HotlineTexts.asides)
        }
        return text + random.pick(HotlineTexts.closings[draft.text.kind] ?? [""])
    }

    private func ending(_ draft: Draft, end: Int, _ random: inout DemoRandom) -> Ending {
        let age = (end - draft.receivedAt) / HotlineOrders.day
        let share = draft.isEmergency && age >= 2 ? 960 : age > 20 ? 800 : 300
        guard random.thousandths(share), draft.receivedAt + 60 < end else { return Ending() }
        var ending = Ending()
        let dueAt = draft.dueAt
        if dueAt + 120 < end, random.thousandths(87) {
            ending.at = officeTime(within: dueAt + 1...min(dueAt + 9 * HotlineOrders.day, end - 1), &random)
        } else {
            let range = draft.receivedAt + 30...max(draft.receivedAt + 30, min(dueAt, end - 1))
            let anyTime = random.between(range.lowerBound, range.upperBound)
            ending.at = draft.isEmergency ? anyTime : officeTime(within: range, &random)
        }
        let contacted = random.thousandths(960)
        let solved = random.thousandths(780)
        // Satisfied, fairly, not, no answer.
        let weights = !contacted ? [0, 0, 0, 100] : solved ? [68, 17, 4, 11] : [12, 28, 43, 17]
        ending.contacted = contacted
        ending.solved = solved
        ending.satisfied = ["satisfied", "fair", "dissatisfied", "none"][random.weighted(weights, total: 100)]
        return ending
    }

    private func reply(_ draft: Draft, _ ending: Ending, _ random: inout DemoRandom) -> String {
        let answers =
            switch draft.text.kind {
            case "consult": HotlineTexts.consultAnswers
            case "suggestion": HotlineTexts.suggestionAnswers
            case "praise": HotlineTexts.praiseAnswers
            default: draft.matter.answers
            }
        var text = "经{office}核实，" + (draft.otherDoor?.told ?? random.pick(answers)) + "。"
        if ending.solved == false { text += random.pick(HotlineTexts.unsolved) }
        text += ending.contacted == true ? "已向来电人反馈。" : "多次拨打来电号码无人接听。"
        return text
    }

    /// A moment within the bounds, on a weekday between 8:30 and 17:30 where the bounds allow it.
    private func officeTime(within range: ClosedRange<Int>, _ random: inout DemoRandom) -> Int {
        var (day, minute) = HotlineOrders.split(random.between(range.lowerBound, range.upperBound))
        day -= max(0, CivilDate(dayNumber: day).weekday - 5)
        if minute < 510 || minute >= 1050 { minute = random.between(510, 1049) }
        return min(max(day * HotlineOrders.day + minute, range.lowerBound), range.upperBound)
    }

    private static func split(_ moment: Int) -> (day: Int, minute: Int) { (moment / day, moment % day) }

    /// 18:00 of the weekday that is so many weekdays later.
    private static func closing(weekdays: Int, after moment: Int) -> Int {
        var (day, _) = split(moment)
        var left = weekdays
        while left > 0 {
            day += 1
            if CivilDate(dayNumber: day).weekday <= 5 { left -= 1 }
        }
        return day * HotlineOrders.day + 18 * 60
    }
}
