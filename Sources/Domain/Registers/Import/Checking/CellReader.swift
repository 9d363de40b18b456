import NationalCodes
package import Tabular
import WorkCalendar

/// Reads the cells of one column as values of one field.
package struct CellReader: Sendable {
    private let field: RegisterField
    private let codes: [String: String]
    private let serial: SerialDate
    /// How many 分 one of the column's units is.
    private let unit: Int

    package init(_ field: RegisterField, note: String, serial: SerialDate) {
        self.field = field
        self.serial = serial
        codes = field.element.codes.map(CodeReading.writings) ?? [:]
        // People write yuan; a heading may say otherwise.
        unit = note.contains("万元") ? 1_000_000 : note == "分" || note == "单位分" ? 1 : 100
    }

    /// The value, null for a blank cell.
    package func value(_ cell: Cell) throws(ImportProblem) -> FieldValue {
        switch cell {
        case .empty: return .null
        case .fault(let fault): throw problem(fault)
        case .date(let date): return try dated(date, second: 0, shown: date.iso)
        case .moment(let date, let second): return try dated(date, second: second, shown: cell.display)
        case .time: return try read(cell.display)
        case .boolean(let flag):
            if field.type == .boolean { return .boolean(flag) }
            return try read(flag ? "true" : "false")
        case .number(let number):
            if !number.isExact, field.type != .decimal { throw ImportProblem(.rounded, field: field.name) }
            return try read(number.digits)
        case .text(let text):
            let trimmed = PlainText.trimmed(text)
            return trimmed.isEmpty ? .null : try read(trimmed)
        }
    }

    private func problem(_ fault: CellFault) -> ImportProblem {
        switch fault {
        case .formulaError: ImportProblem(.formulaError, field: field.name)
        case .noValue: ImportProblem(.formulaWithoutValue, field: field.name)
        case .lostCharacters, .missingText: ImportProblem(.lostCharacters, field: field.name)
        case .noSuchDate: ImportProblem(.notDate, field: field.name)
        }
    }

    private func dated(_ date: CivilDate, second: Int, shown: String) throws(ImportProblem) -> FieldValue {
        switch field.type {
        case .date: .date(date)
        case .instant: .instant((Int64(date.dayNumber) * 86_400 + Int64(second) - 28_800) * 1_000_000)
        case .text, .address: .text(shown)
        // A number that somebody's sheet shows as a date is a mistake to be seen, not to be undone by guessing.
        default: throw fail()
        }
    }

    private func read(_ text: String) throws(ImportProblem) -> FieldValue {
        switch field.type {
        case .text, .address:
            return try checked(text)
        case .idNumber:
            if let id = CodeReading.identity(text) { return .text(id) }
            if PlainText.isAbbreviated(PlainText.narrowed(text)) {
                throw ImportProblem(.abbreviated, field: field.name)
            }
            let (code, detail) = CodeReading.identityProblem(text)
            throw ImportProblem(code, field: field.name, detail: detail)
        case .creditCode:
            if let code = try? CreditCode(text) { return .text(code.text) }
            throw abbreviated(text) ?? ImportProblem(.creditCode, field: field.name)
        case .division:
            let narrow = PlainText.narrowed(text)
            guard let code = try? DivisionCode(narrow), code.text.utf8.count == 12 else {
                throw abbreviated(text) ?? ImportProblem(.division, field: field.name)
            }
            return .text(code.text)
        case .code:
            if let code = codes[PlainText.narrowed(text).lowercased()] { return .text(code) }
            throw ImportProblem(.unknownCode, field: field.name)
        case .phone:
            return try checked(PlainText.narrowed(text))
        case .date:
            switch DateReading.read(text, serial: serial) {
            case .date(let date): return .date(date)
            case .ambiguous: throw ImportProblem(.ambiguousDate, field: field.name)
            case .none: throw ImportProblem(.notDate, field: field.name)
            }
        case .instant:
            guard let moment = DateReading.instant(text) else { throw ImportProblem(.notInstant, field: field.name) }
            return .instant(moment)
        case .boolean: return try checked(PlainText.narrowed(text))
        case .integer, .decimal: return try number(text)
        case .money: return try money(text)
        case .geometry: return try checked(text)
        }
    }

    private func abbreviated(_ text: String) -> ImportProblem? {
        PlainText.isAbbreviated(PlainText.narrowed(text)) ? ImportProblem(.abbreviated, field: field.name) : nil
    }

    private func number(_ text: String) throws(ImportProblem) -> FieldValue {
        var digits = PlainText.narrowed(text).replacing(",", with: "")
        if digits.hasPrefix("+") { digits.removeFirst() }
        if field.type == .integer, let point = digits.firstIndex(of: "."),
            digits[digits.index(after: point)...].allSatisfy({ $0 == "0" })
        {
            digits = String(digits[..<point])
        }
        if field.type == .decimal, let scale = field.element.limits.scale, let point = digits.firstIndex(of: "."),
            digits[digits.index(after: point)...].count > scale
        {
            throw ImportProblem(.notDecimal, field: field.name)
        }
        return try checked(digits)
    }

    private func money(_ text: String) throws(ImportProblem) -> FieldValue {
        var digits = PlainText.narrowed(text).filter { !",，¥￥元".contains($0) }
        let isNegative = digits.hasPrefix("-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), parts[0].allSatisfy(\.isASCII), whole >= 0
        else {
            throw fail()
        }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.utf8.allSatisfy(PlainText.isDigit) else { throw fail() }
        let places = unit == 1 ? 0 : unit == 100 ? 2 : 6
        let kept = fraction.prefix(places)
        guard fraction.dropFirst(places).allSatisfy({ $0 == "0" }) else { throw fail() }
        let small = Int(kept + String(repeating: "0", count: places - kept.count)) ?? 0
        let (large, overflow) = whole.multipliedReportingOverflow(by: unit)
        let (sum, isTooLarge) = large.addingReportingOverflow(small)
        guard !overflow, !isTooLarge else { throw fail() }
        return try checked("\(isNegative ? "-" : "")\(sum)")
    }

    private func checked(_ text: String) throws(ImportProblem) -> FieldValue {
        do {
            return try FieldValue(text: text, element: field.element)
        } catch {
            throw ImportProblem(CellReader.code(of: error), field: field.name)
        }
    }

    private func fail() -> ImportProblem {
        switch field.type {
        case .money: ImportProblem(.notMoney, field: field.name)
        case .integer: ImportProblem(.notInteger, field: field.name)
        case .decimal: ImportProblem(.notDecimal, field: field.name)
        case .boolean: ImportProblem(.notBoolean, field: field.name)
        case .code: ImportProblem(.unknownCode, field: field.name)
        case .idNumber: ImportProblem(.rounded, field: field.name)
        case .creditCode: ImportProblem(.creditCode, field: field.name)
        case .division: ImportProblem(.division, field: field.name)
        default: ImportProblem(.notText, field: field.name)
        }
    }

    private static func code(of rejection: FieldValue.Rejection) -> ImportProblem.Code {
        switch rejection {
        case .notText: .notText
        case .notInteger: .notInteger
        case .notDecimal: .notDecimal
        case .notBoolean: .notBoolean
        case .notDate: .notDate
        case .notInstant: .notInstant
        case .unknownCode: .unknownCode
        case .notDivision: .division
        case .tooLong: .tooLong
        case .wrongDigits: .wrongDigits
        case .outOfRange: .outOfRange
        case .notGeometry: .notGeometry
        }
    }
}
