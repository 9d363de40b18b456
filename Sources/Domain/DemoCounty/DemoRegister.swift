/// The registers of package `base`, in the order in which they are generated.
package enum DemoRegister: String, Sendable, Hashable, CaseIterable {
    case person, household, guardianship, marriage, birth, property
    case villageHouse = "village_house"
    case residencePermit = "residence_permit"
    case school
    case schoolArea = "school_area"
    case schoolRoll = "school_roll"
    case disability, beneficiary, firm, licence
    case labourContract = "labour_contract"
    case takenLandVillage = "taken_land_village"

    /// The columns in order.
    package var columns: [String] {
        switch self {
        case .person:
            [
                "id_number", "name", "former_name", "sex", "birth_date", "ethnicity", "household_no",
                "relation_to_head",
                "registered_address", "registered_division", "registered_since", "death_date", "phone", "presence",
            ]
        case .household:
            ["household_no", "head_id_number", "address", "address_key", "registered_division", "kind"]
        case .guardianship: ["child_id_number", "guardian_id_number", "relation", "since", "until"]
        case .marriage: ["certificate_no", "husband_id_number", "wife_id_number", "status", "registered_on"]
        case .birth:
            [
                "child_id_number", "certificate_no", "mother_id_number", "father_id_number", "issued_province",
                "issued_on",
            ]
        case .property:
            [
                "certificate_no", "owner_id_number", "share", "address", "address_key", "division", "location", "use",
                "registered_on", "cancelled_on",
            ]
        case .villageHouse:
            [
                "statement_no", "holder_id_number", "division", "group_no", "address", "location", "issued_on",
                "valid_until",
            ]
        case .residencePermit:
            ["permit_no", "holder_id_number", "address", "address_key", "division", "valid_from", "valid_to"]
        case .school:
            ["school_code", "name", "stage", "division", "address", "places", "phone", "location", "status"]
        case .schoolArea:
            ["area_no", "school_code", "kind", "division", "address_key", "polygon", "year", "rank"]
        case .schoolRoll: ["student_id_number", "school_code", "grade", "entered_on", "status", "county"]
        case .disability:
            ["certificate_no", "holder_id_number", "category", "grade", "issued_on", "valid_to", "assessment"]
        case .beneficiary: ["holder_id_number", "category", "issued_on"]
        case .firm:
            [
                "credit_code", "name", "legal_person_id_number", "kind", "division", "address", "status",
                "registered_on",
            ]
        case .licence: ["licence_no", "credit_code", "item", "valid_to"]
        case .labourContract:
            ["contract_no", "employee_id_number", "employer_credit_code", "signed_on", "ends_on"]
        case .takenLandVillage: ["division", "project", "taken_on"]
        }
    }
}
