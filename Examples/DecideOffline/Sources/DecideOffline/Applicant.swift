/// Somebody who asks, with what is known. A value that is missing was not found; that is not the same as "no".
struct Applicant {
    let name: String
    let birthDate: String?
    let isRegisteredHere: Bool?

    /// Invented people: one for each answer, and one whom a missing value doesn't hinder.
    static let samples = [
        Applicant(name: "A", birthDate: "1958-07-01", isRegisteredHere: true),
        Applicant(name: "B", birthDate: "1958-07-01", isRegisteredHere: false),
        Applicant(name: "C", birthDate: "1958-07-01", isRegisteredHere: nil),
        Applicant(name: "D", birthDate: "1990-07-01", isRegisteredHere: nil),
    ]
}
