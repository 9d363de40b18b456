package import JSONTree
import WorkCalendar

extension FieldValue {
    /// Why a text is not a value of its element.
    package enum Rejection: String, Error, Sendable, Hashable, CaseIterable {
        case notText = "value.text.expected"
        case notInteger = "value.integer.invalid"
        case notDecimal = "value.decimal.invalid"
        case notBoolean = "value.boolean.invalid"
        case notDate = "value.date.invalid"
        case notInstant = "value.instant.invalid"
        case unknownCode = "value.code.unknown"
        case notDivision = "value.division.invalid"
        case tooLong = "value.text.too-long"
        case wrongDigits = "value.digits.wrong"
        case outOfRange = "value.number.out-of-range"
        case notGeometry = "value.geometry.invalid"
    }

    /// Takes a value back from its canonical text, without checking it against the element again.
    package init(canonicalText text: String, type: ElementType) {
        switch type {
        case .integer, .money: self = Int(text).map(FieldValue.integer) ?? .text(text)
        case .decimal: self = .decimal(text)
        case .boolean: self = .boolean(text == "true" || text == "1")
        case .date: self = CivilDate(iso: text).map(FieldValue.date) ?? .text(text)
        case .instant: self = Int64(text).map(FieldValue.instant) ?? .text(text)
        default: self = .text(text)
        }
    }

    /// Reads a clean text (an import has already trimmed it and undone the spreadsheet's forms); empty is null.
    /// Check digits of identity numbers and credit codes are the importer's to judge, who may keep a wrong one.
    package init(text: String, element: DataElement) throws(Rejection) {
        if text.isEmpty {
            self = .null
            return
        }
        switch element.type {
        case .integer, .money:
            guard let number = Int(text) else { throw .notInteger }
            self = .integer(try Self.inRange(number, element))
        case .decimal:
            guard Self.isDecimal(text) else { throw .notDecimal }
            self = .decimal(text)
        case .boolean:
            switch text.lowercased() {
            case "true", "1", "是", "y", "yes": self = .boolean(true)
            case "false", "0", "否", "n", "no": self = .boolean(false)
            default: throw .notBoolean
            }
        case .date:
            guard let date = CivilDate(iso: text) else { throw .notDate }
            self = .date(date)
        case .instant:
            guard let moment = Int64(text) else { throw .notInstant }
            self = .instant(moment)
        default:
            self = .text(try Self.checkedText(text, element))
        }
    }

    /// Reads a JSON value as packages' tests and interfaces write it.
    package init(json: JSON, element: DataElement) throws(Rejection) {
        switch json.kind {
        case .null: self = .null
        case .boolean:
            guard element.type == .boolean, let flag = json.bool else { throw .notText }
            self = .boolean(flag)
        case .number:
            guard let text = json.numberText else { throw .notInteger }
            switch element.type {
            case .integer, .money:
                guard let number = json.integer else { throw .notInteger }
                self = .integer(try Self.inRange(number, element))
            case .decimal: self = .decimal(text)
            case .instant:
                guard let number = json.integer else { throw .notInstant }
                self = .instant(Int64(number))
            default: throw .notText
            }
        case .string:
            guard let text = json.string else { throw .notText }
            try self.init(text: text, element: element)
        case .array, .object: throw .notText
        }
    }

    private static func inRange(_ number: Int, _ element: DataElement) throws(Rejection) -> Int {
        if let minimum = element.limits.minimum, number < minimum { throw .outOfRange }
        if let maximum = element.limits.maximum, number > maximum { throw .outOfRange }
        return number
    }

    private static func checkedText(_ text: String, _ element: DataElement) throws(Rejection) -> String {
        if let most = element.limits.maxLength, text.unicodeScalars.count > most { throw .tooLong }
        if let digits = element.limits.digits {
            guard text.utf8.count == digits, text.utf8.allSatisfy(isDigit) else { throw .wrongDigits }
        }
        switch element.type {
        case .code:
            if let codes = element.codes, codes.title(of: text) == nil { throw .unknownCode }
        case .division:
            guard text.utf8.count == 12, text.utf8.allSatisfy(isDigit) else { throw .notDivision }
        case .geometry:
            let isKnown = ["POINT", "POLYGON", "MULTIPOLYGON", "LINESTRING"].contains { text.hasPrefix($0) }
            guard isKnown, text.hasSuffix(")") else { throw .notGeometry }
        default: break
        }
        return text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isDecimal(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
    }
}
