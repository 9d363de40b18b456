import Diagnostics
import WorkCalendar

extension Emitter {
    func properties<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for household in world.households.indices {
            let one = world.households[household]
            switch one.kind {
            case .migrant: continue
            case .compound:
                guard one.holder >= 0, !world.has(.noDeed, household: household) else { continue }
                try flat(&out, household, owner: Int(one.holder), compound: Int(one.compound), body)
            case .village:
                if one.townHome >= 0 {
                    try flat(
                        &out, household, owner: world.townHomeOwner(household), compound: Int(one.townHome), body)
                }
                if world.hasVillageDeed(household) {
                    let division = world.geography.villages[Int(one.village)].code
                    try deed(
                        &out, household, serial: 2, owner: Int(one.holder), share: "单独所有",
                        address: world.villageAddress(one, style: spelling(household)), key: world.groupKey(one),
                        division: division, point: world.housePoint(household), body)
                }
            }
        }
    }

    private func flat<E: Error>(
        _ out: inout BatchWriter, _ household: Int, owner: Int, compound: Int, _ body: (DemoBatch) throws(E) -> Void
    ) throws(E) {
        let one = world.households[household]
        let place = world.geography.compounds[compound]
        let style = spelling(household)
        let address = world.flat(one, style: style, oldRoad: household % 7 == 1 && one.story < 0)
        let isJoint = world.isJoint(household) && Int(one.holder) == owner
        let owners = isJoint ? [owner, Int(world.people[owner].partner)] : [owner]
        for (serial, owner) in owners.enumerated() {
            try deed(
                &out, household, serial: serial, owner: owner, share: isJoint ? "共同共有" : "单独所有", address: address,
                key: place.key, division: world.geography.villages[place.village].code, point: place.point, body)
        }
    }

    private func deed<E: Error>(
        _ out: inout BatchWriter, _ household: Int, serial: Int, owner: Int, share: String, address: String,
        key: String,
        division: String, point: String, _ body: (DemoBatch) throws(E) -> Void
    ) throws(E) {
        var random = world.random(0x4445_4544, household)
        let day = world.plan.today.adding(days: -400 - random.below(4_000))
        let isCancelled = world.has(.cancelledDeed, household: household)
        out.add("禾(\(day.year))\(world.plan.outline.name.zh)不动产权第\(Numerals.padded(household * 4 + serial, 8))号")
        out.add(world.departmentID(owner, table: 1))
        out.add(share)
        out.add(address)
        out.add(key)
        out.add(division)
        out.add(point)
        out.add("residential")
        out.add(.date(day))
        out.add(isCancelled ? .date(day.adding(days: 300)) : .null)
        try out.end(body)
    }

    /// The way an address is written in a deed or permit: as in the booklet, or otherwise.
    private func spelling(_ household: Int) -> Int {
        if world.has(.twoSpellings, household: household) { return 1 + household % 3 }
        return world.has(.fullWidthDigits, household: household) ? 4 : 0
    }

    func villageHouses<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for household in world.households.indices where world.hasStatement(household) {
            let one = world.households[household]
            let village = world.geography.villages[Int(one.village)]
            var random = world.random(0x484F_5553, household)
            let isOld = world.has(.oldStatement, household: household)
            let issued = world.plan.today.adding(days: isOld ? -1_830 - random.below(700) : -30 - random.below(1_500))
            out.add("\(village.code)-\(issued.year)-\(Numerals.padded(household, 7))")
            out.add(world.departmentID(Int(one.holder), table: 2))
            out.add(village.code)
            out.add(Int(one.group))
            out.add(world.villageAddress(one, style: household % 5))
            out.add(world.housePoint(household))
            out.add(.date(issued))
            out.add(.date(issued.adding(years: 5)))
            try out.end(body)
        }
    }

    func permits<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for household in world.households.indices {
            guard let (from, through) = world.permit(household) else { continue }
            let one = world.households[household]
            let place = world.geography.compounds[Int(one.compound)]
            for person in world.members(household) where world.isAdult(person) {
                out.add(world.plan.outline.code + Numerals.padded(person, 9))
                out.add(world.id(person))
                out.add(world.flat(one, style: spelling(household)))
                out.add(place.key)
                out.add(world.geography.villages[place.village].code)
                out.add(.date(from))
                out.add(.date(through))
                try out.end(body)
            }
        }
    }

    func takenLand<E: Error>(_ out: inout BatchWriter, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for (order, village) in world.geography.villages.enumerated() where village.landTaken {
            out.add(village.code)
            out.add(["县城东扩安置工程", "高铁站前广场", "职教园区"][order % 3])
            out.add(.date(CivilDate(year: 2016 + order % 5, month: 5, day: 18) ?? .earliest))
            try out.end(body)
        }
    }
}
