/// What kind of answer a field takes; its raw value is the word in a form's definition.
public enum FormFieldType: String, Sendable, Hashable, CaseIterable {
    /// One line of text.
    case text
    /// Several lines of text.
    case longText = "long_text"
    /// One of several options.
    case choice
    /// Some of several options.
    case choices
    /// Yes or no.
    case boolean
    /// A whole number.
    case integer
    /// A number with a fraction.
    case decimal
    /// An amount, typed in yuan and kept in fen (分).
    case money
    /// A civil date.
    case date
    /// A postal address in one line.
    case address
    /// A telephone number.
    case phone
    /// A citizen identity number (GB 11643).
    case idNumber = "id_number"
    /// A unified social credit code (GB 32100).
    case creditCode = "credit_code"
    /// A division code of twelve digits.
    case division
    /// A school's code.
    case school
    /// Uploaded files.
    case file

    /// The kind of answer that a data element's type asks for.
    init?(elementType: String) {
        switch elementType {
        case "code": self = .choice
        case "instant", "geometry": self = .text
        default: self.init(rawValue: elementType)
        }
    }

    /// Whether the answer is one of given options.
    var isChoice: Bool { self == .choice || self == .choices || self == .school }

    /// How it is put on a page when the author does not say.
    var widget: FormWidget {
        switch self {
        case .longText: .textarea
        case .choice: .radio
        case .choices: .checkbox
        case .boolean: .yesNo
        case .integer, .decimal, .money: .number
        case .date: .date
        case .address: .address
        case .phone: .phone
        case .idNumber: .idNumber
        case .school: .school
        case .file: .upload
        case .text, .creditCode, .division: .text
        }
    }
}

/// How a field is put on a page; its raw value is the word in a form's definition.
public enum FormWidget: String, Sendable, Hashable, CaseIterable {
    /// A line of text.
    case text
    /// Several lines of text.
    case textarea
    /// Round buttons of which one is chosen.
    case radio
    /// Boxes that are ticked.
    case checkbox
    /// A list that folds out.
    case select
    /// A date.
    case date
    /// A number.
    case number
    /// A telephone number.
    case phone
    /// An address.
    case address
    /// Files.
    case upload
    /// A school, with what helps to find it.
    case school
    /// Two buttons, yes and no.
    case yesNo = "yes_no"
    /// A citizen identity number.
    case idNumber = "id_number"

    /// The kind of answer it takes when nothing else says so.
    var type: FormFieldType {
        switch self {
        case .text: .text
        case .textarea: .longText
        case .radio, .select: .choice
        case .checkbox: .choices
        case .date: .date
        case .number: .decimal
        case .phone: .phone
        case .address: .address
        case .upload: .file
        case .school: .school
        case .yesNo: .boolean
        case .idNumber: .idNumber
        }
    }
}
