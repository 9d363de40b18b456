/// What is wrong with the data of a real county, and how often. Rates are per 100 000 of what the second column names.
///
/// | kind | of | per 100 000 | what it does |
/// |---|---|---|---|
/// | `twoSpellings` | deeds, permits | 25 000 | 8号院 in one register, 八号 in another |
/// | `fullWidthDigits` | deeds | 2 000 | ８号院 |
/// | `formerVillage` | households of merged villages | 30 000 | still under the code and name of before 2019 |
/// | `splitCommunity` | households of the community split in 2021 | 25 000 | still under the code of before |
/// | `shortID` | deeds, statements, marriages of people born before 1985 | 6 000 | the 15-digit number |
/// | `noGuardianship` | children | 5 000 | no link to any guardian |
/// | `oneGuardian` | children | 4 000 | a link to one of two parents only |
/// | `noBirthRecord` | children | 6 000 | born before records were kept, or elsewhere |
/// | `birthWithoutFather` | births | 3 000 | father not written |
/// | `bornElsewhere` | births | 15 000 | certificate of another province |
/// | `noStatement` | village households | 11 000 | no statement for the house, nor a deed |
/// | `oldStatement` | statements | 3 000 | run out |
/// | `statementOfOther` | statements of households headed by a parent | 20 000 | made out to the head's spouse |
/// | `noDeed` | households in compounds | 9 000 | nothing in the register of property |
/// | `deedOfOther` | households with a deed | 12 000 | owner is not the parent who applies |
/// | `cancelledDeed` | deeds | 2 000 | sold since |
/// | `oldPermit` | permits | 12 000 | expired |
/// | `noPermit` | households from elsewhere | 10 000 | never asked for |
/// | `unknownMigrant` | households from elsewhere | 15 000 | the police do not know them |
/// | `divorced` | parents of children | 7 000 | one parent lives in another household |
/// | `grandparentsOnly` | families with grandparents | 4 000 | both parents away, grandparents apply |
/// | `deadParent` | parents of children | 900 | one parent has died |
/// | `noMarriage` | couples | 6 000 | no entry |
/// | `twoMarriages` | couples | 200 | one of them is married twice |
/// | `sharedPhone` | village groups | 4 000 | one number for everybody |
/// | `noPhone` | adults | 12 000 | no number |
/// | `sameName` | village households | 800 | the head is called as the neighbour |
/// | `rareCharacter` | people | 400 | 䶮, 𬭎 … in the name |
/// | `dottedName` | households | 150 | a name with · |
/// | `undeclaredDeath` | people of 85 and more | 4 000 | dead for years, still registered |
/// | `enrolledElsewhere` | children of the season | 1 500 | already on another county's roll |
/// | `noAssessment` | disabled children | 25 000 | no assessment of where to learn |
/// | `staleSchool` | pupils of the closed school | 40 000 | still on its roll |
package enum Dirt: Int, Sendable, Hashable, CaseIterable {
    case twoSpellings, fullWidthDigits, formerVillage, splitCommunity, shortID
    case noGuardianship, oneGuardian, noBirthRecord, birthWithoutFather, bornElsewhere
    case noStatement, oldStatement, statementOfOther, noDeed, deedOfOther, cancelledDeed
    case oldPermit, noPermit, unknownMigrant
    case divorced, grandparentsOnly, deadParent, noMarriage, twoMarriages
    case sharedPhone, noPhone, sameName, rareCharacter, dottedName, undeclaredDeath
    case enrolledElsewhere, noAssessment, staleSchool

    /// How many of 100 000.
    package var rate: Int {
        switch self {
        case .twoSpellings: 25_000
        case .fullWidthDigits: 2_000
        case .formerVillage: 30_000
        case .splitCommunity: 25_000
        case .shortID: 6_000
        case .noGuardianship: 5_000
        case .oneGuardian: 4_000
        case .noBirthRecord: 6_000
        case .birthWithoutFather: 3_000
        case .bornElsewhere: 15_000
        case .noStatement: 11_000
        case .oldStatement: 3_000
        case .statementOfOther: 20_000
        case .noDeed: 9_000
        case .deedOfOther: 12_000
        case .cancelledDeed: 2_000
        case .oldPermit: 12_000
        case .noPermit: 10_000
        case .unknownMigrant: 15_000
        case .divorced: 7_000
        case .grandparentsOnly: 4_000
        case .deadParent: 900
        case .noMarriage: 6_000
        case .twoMarriages: 200
        case .sharedPhone: 4_000
        case .noPhone: 12_000
        case .sameName: 800
        case .rareCharacter: 400
        case .dottedName: 150
        case .undeclaredDeath: 4_000
        case .enrolledElsewhere: 1_500
        case .noAssessment: 25_000
        case .staleSchool: 40_000
        }
    }

    /// The kind's bit in a story's mask.
    var bit: UInt64 { 1 << UInt64(rawValue) }

    /// Whether chance gives this dirt to an entity.
    package func strikes(seed: UInt64, _ entity: Int) -> Bool {
        var random = DemoRandom(seed: seed, stream: 0x4449_5254 + UInt64(rawValue), index: entity)
        return random.below(100_000) < rate
    }
}
