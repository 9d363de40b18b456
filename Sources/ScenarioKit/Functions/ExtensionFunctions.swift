import AddressEngine
package import FEELEngine
import NationalCodes
import WorkCalendar

/// The functions that FEEL has here beside its own. Each gives null for what it cannot say: null never becomes no.
package enum ExtensionFunctions {
    /// The functions over a county's facts; `facts` is asked at each call and must be cheap.
    package static func all(_ facts: @escaping @Sendable () -> any CountyFacts) -> [FEELFunction] {
        [
            FEELFunction(name: "same address", parameters: ["a", "b"]) { arguments in
                guard let a = text(arguments, 0), let b = text(arguments, 1) else { return .null }
                return switch facts().addresses.compare(a, b).verdict {
                case .same: .boolean(true)
                case .different: .boolean(false)
                case .unclear: .null
                }
            },
            FEELFunction(name: "village now", parameters: ["division", "date"]) { arguments in
                guard let code = text(arguments, 0), let day = day(arguments, 1) else { return .null }
                return facts().divisionNow(code, on: day).map(FEELValue.string) ?? .null
            },
            FEELFunction(name: "division within", parameters: ["code", "ancestor"]) { arguments in
                guard let code = text(arguments, 0), let ancestor = text(arguments, 1) else { return .null }
                guard isDivision(code), isDivision(ancestor) else { return .null }
                return .boolean(code.hasPrefix(stem(of: ancestor)))
            },
            FEELFunction(name: "age on", parameters: ["birth_date", "date"]) { arguments in
                guard let birth = day(arguments, 0), let day = day(arguments, 1), birth <= day else { return .null }
                return .number(FEELNumber(birth.completedYears(at: day)))
            },
            FEELFunction(name: "area school", parameters: ["division", "address", "location"]) { arguments in
                let division = text(arguments, 0)
                let address = text(arguments, 1)
                let location = text(arguments, 2)
                if division == nil, address == nil, location == nil { return .null }
                let facts = facts()
                let schools = facts.schoolAreas.schools(
                    division: division, address: address, location: location, reader: facts.addresses)
                return .list(schools.map(FEELValue.string))
            },
            FEELFunction(name: "valid id", parameters: ["id_number"]) { arguments in
                guard let text = text(arguments, 0) else { return .null }
                return .boolean(CitizenID.isValid(text))
            },
        ]
    }

    private static func text(_ arguments: [FEELValue], _ index: Int) -> String? {
        guard arguments.indices.contains(index), case .string(let text) = arguments[index], !text.isEmpty else {
            return nil
        }
        return text
    }

    private static func day(_ arguments: [FEELValue], _ index: Int) -> CivilDate? {
        guard arguments.indices.contains(index), case .date(let date) = arguments[index] else { return nil }
        return CivilDate(year: date.year, month: date.month, day: date.day)
    }

    private static func isDivision(_ code: String) -> Bool {
        (6...15).contains(code.utf8.count) && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The digits that all codes below a division share: 6 of a county, 9 of a town, 12 of a village.
    private static func stem(of code: String) -> String {
        let digits = Array(code.utf8)
        func isZero(_ range: Range<Int>) -> Bool { digits[range].allSatisfy { $0 == 0x30 } }
        guard digits.count >= 12 else { return code }
        if isZero(6..<12) {
            if isZero(4..<6) { return String(code.prefix(isZero(2..<4) ? 2 : 4)) }
            return String(code.prefix(6))
        }
        return isZero(9..<12) ? String(code.prefix(9)) : code
    }
}
