import NationalCodes
import WorkCalendar

/// What an identity number itself says of a person (GB 11643-1999).
struct ChildIdentity {
    let birthDate: CivilDate
    let sex: String

    init?(idNumber: String) {
        guard let number = try? CitizenID(idNumber) else { return nil }
        birthDate = number.birthDate
        sex = number.sex.rawValue
    }
}
