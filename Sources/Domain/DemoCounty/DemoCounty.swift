package import AddressEngine

/// The invented county 松禾县 with its people and what the departments' registers say about them.
///
/// Pure: everything follows from the ``DemoPlan``. Making it places the people in memory (about forty bytes each); rows
/// are written when asked for, register by register, and not kept.
package struct DemoCounty: Sendable {
    /// What it was made from.
    package let plan: DemoPlan
    /// The open season.
    package let season: DemoSeason
    /// Named people for demonstrations, each with what is expected.
    package let stories: [DemoStory]
    let world: DemoWorld

    /// Makes the county.
    package init(_ plan: DemoPlan) {
        self.plan = plan
        season = DemoSeason(today: plan.today, profile: plan.profile)
        var population = Population(plan: plan, geography: DemoGeography(outline: plan.outline, profile: plan.profile))
        let drafts = population.addStories()
        population.fill()
        let world = population.world
        self.world = world
        stories = drafts.map { $0.finished(in: world) }
    }

    /// The divisions with their past, the county first, every parent before its children.
    package func divisions() -> [DivisionRow] { world.geography.divisions() }

    /// The book that addresses of the county are read with.
    package var addressBook: AddressBook { world.geography.addressBook }

    /// The children of the open season with their applicants, in order.
    package var thisYearPupils: [PupilApplicant] { world.pupils(of: season) }

    /// The children of last year's season with their applicants, in order. They are not in the school roll: enrolling
    /// them is the engines' work.
    package var lastYearPupils: [PupilApplicant] { world.pupils(of: season.previous) }

    /// Writes every register, in order, in batches of rows.
    package func emit<E: Error>(batch: Int = 2_000, _ body: (DemoBatch) throws(E) -> Void) throws(E) {
        for register in DemoRegister.allCases { try emit(register, batch: batch, body) }
    }

    /// Writes one register in batches of rows.
    package func emit<E: Error>(
        _ register: DemoRegister, batch: Int = 2_000, _ body: (DemoBatch) throws(E) -> Void
    ) throws(E) {
        var writer = BatchWriter(register, limit: batch)
        let emitter = Emitter(world: world)
        switch register {
        case .person: try emitter.people(&writer, body)
        case .household: try emitter.households(&writer, body)
        case .guardianship: try emitter.guardianships(&writer, body)
        case .marriage: try emitter.marriages(&writer, body)
        case .birth: try emitter.births(&writer, body)
        case .property: try emitter.properties(&writer, body)
        case .villageHouse: try emitter.villageHouses(&writer, body)
        case .residencePermit: try emitter.permits(&writer, body)
        case .school: try emitter.schools(&writer, body)
        case .schoolArea: try emitter.areas(&writer, body)
        case .schoolRoll: try emitter.rolls(&writer, body)
        case .disability: try emitter.disabilities(&writer, body)
        case .beneficiary: try emitter.beneficiaries(&writer, body)
        case .firm: try emitter.firms(&writer, body)
        case .licence: try emitter.licences(&writer, body)
        case .labourContract: try emitter.contracts(&writer, body)
        case .takenLandVillage: try emitter.takenLand(&writer, body)
        }
        try writer.flush(body)
    }
}
