package import FEELEngine
package import Registers
import WorkCalendar

extension FieldValue {
    /// The value as FEEL sees it: dates as dates, numbers as numbers, everything else as strings.
    package var feelValue: FEELValue {
        switch self {
        case .null: .null
        case .text(let text): .string(text)
        case .integer(let number): .number(FEELNumber(number))
        case .decimal(let digits): FEELNumber(digits).map(FEELValue.number) ?? .null
        case .boolean(let flag): .boolean(flag)
        case .date(let date):
            FEELDate(year: date.year, month: date.month, day: date.day).map(FEELValue.date) ?? .null
        case .instant(let moment):
            FEELDateTime(
                epochSeconds: Int(moment.quotientRoundedDown(1_000_000)),
                nanosecond: Int(moment - moment.quotientRoundedDown(1_000_000) * 1_000_000) * 1000
            ).map(FEELValue.dateTime) ?? .null
        }
    }
}

extension ContractAnswer {
    /// The answer as it is bound to the contract's `as` name: null is 查不到, never “no”.
    package var feelValue: FEELValue {
        let saysFound = cardinality == .one && absence == .complete
        return feelValue(shape: FEELShape(saysFound ? names + ["found"] : names))
    }

    /// The same with the form of a row made beforehand: the names, and `found` for the single row of a complete register.
    func feelValue(shape: FEELShape) -> FEELValue {
        switch (cardinality, status) {
        case (.one, .found): row(rows[0], shape)
        case (.one, .none): .context(FEELContext(names.map { ($0, .null) } + [("found", .boolean(false))]))
        case (.many, .found): .list(rows.map { row($0, shape) })
        case (.many, .none): .list([])
        default: .null
        }
    }

    private func row(_ row: Row, _ shape: FEELShape) -> FEELValue {
        var values: [FEELValue] = []
        values.reserveCapacity(shape.names.count)
        for value in row.values { values.append(value.feelValue) }
        if values.count < shape.names.count { values.append(.boolean(true)) }
        return .context(FEELContext(shape: shape, values: values))
    }
}

extension Int64 {
    /// The quotient rounded towards the past.
    fileprivate func quotientRoundedDown(_ divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
