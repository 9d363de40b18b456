import Foundation

/// Functions of Java's standard classes that models name, by what they compute.
enum ExternalFunctions {
    private typealias Function = @Sendable ([FEELValue]) -> FEELValue

    /// The function of a class and a signature such as `max(double, double)`; `nil` if it is not known.
    static func callable(_ owner: String, _ signature: String) -> (any FEELCallable)? {
        guard let open = signature.firstIndex(of: "("), signature.hasSuffix(")") else { return nil }
        let name = String(signature[..<open]).filter { $0 != " " }
        let types = signature[signature.index(after: open)...].dropLast().split(separator: ",").map {
            $0.filter { $0 != " " }
        }
        let function: Function? =
            switch owner {
            case "java.lang.Math": mathematics(name, types)
            case "java.lang.String": text(name, types)
            default: number(owner, name, types)
            }
        return function.map { NativeCallable(body: $0) }
    }

    private static let numeric: Set<String> = ["double", "float", "int", "long", "short", "byte"]

    private static func mathematics(_ name: String, _ types: [String]) -> Function? {
        guard types.allSatisfy(numeric.contains) else { return nil }
        let unary: [String: @Sendable (Double) -> Double] = [
            "cos": { Foundation.cos($0) }, "sin": { Foundation.sin($0) }, "tan": { Foundation.tan($0) },
            "acos": { Foundation.acos($0) }, "asin": { Foundation.asin($0) }, "atan": { Foundation.atan($0) },
            "log10": { Foundation.log10($0) }, "cbrt": { Foundation.cbrt($0) },
        ]
        if types.count == 1, let function = unary[name] {
            return { arguments in
                arguments.first?.number.flatMap { FEELNumber(function($0.double)) }.map { .number($0) } ?? .null
            }
        }
        switch (name, types.count) {
        case ("abs", 1): return { $0.first?.number.map { .number($0.magnitude) } ?? .null }
        case ("sqrt", 1): return { $0.first?.number?.squareRoot().map { .number($0) } ?? .null }
        case ("floor", 1): return { $0.first?.number?.rounded(toScale: 0, .floor).map { .number($0) } ?? .null }
        case ("ceil", 1): return { $0.first?.number?.rounded(toScale: 0, .ceiling).map { .number($0) } ?? .null }
        case ("max", 2): return pair { $0 < $1 ? $1 : $0 }
        case ("min", 2): return pair { $1 < $0 ? $1 : $0 }
        case ("pow", 2): return pair { $0.raised(to: $1) }
        default: return nil
        }
    }

    private static func pair(_ body: @escaping @Sendable (FEELNumber, FEELNumber) -> FEELNumber?) -> Function {
        { arguments in
            guard arguments.count == 2, case .number(let left) = arguments[0], case .number(let right) = arguments[1]
            else { return .null }
            return body(left, right).map { .number($0) } ?? .null
        }
    }

    /// `valueOf` and `parse…` of the number classes, from a number or a text, within the class's range.
    private static func number(_ owner: String, _ name: String, _ types: [String]) -> Function? {
        let ranges: [String: ClosedRange<Int>?] = [
            "Byte": -128...127, "Short": -32_768...32_767, "Integer": -2_147_483_648...2_147_483_647,
            "Long": Int.min...Int.max, "Float": nil, "Double": nil,
        ]
        guard owner.hasPrefix("java.lang."), let range = ranges[String(owner.dropFirst(10))], types.count == 1,
            name == "valueOf" || name.hasPrefix("parse")
        else { return nil }
        let fromText = types[0] == "java.lang.String"
        guard fromText || numeric.contains(types[0]) else { return nil }
        return { arguments in
            let value: FEELNumber? =
                switch arguments.first {
                case .number(let number) where !fromText: number
                case .string(let text) where fromText: FEELNumber(text)
                default: nil
                }
            guard let value else { return .null }
            guard let range else { return .number(value) }
            return value.integer.map { range.contains($0) ? .number(value) : .null } ?? .null
        }
    }

    private static func text(_ name: String, _ types: [String]) -> Function? {
        if name == "valueOf", types == ["char"] {
            return { arguments in
                guard case .string(let text)? = arguments.first, text.unicodeScalars.count == 1 else { return .null }
                return .string(text)
            }
        }
        if name == "valueOf", types.count == 1 { return { .string($0.first?.text ?? "") } }
        if name == "format", types.first == "java.lang.String" { return { format($0) } }
        return nil
    }

    /// `String.format` with `%s`, `%d` and `%%`, the conversions that need no locale.
    private static func format(_ arguments: [FEELValue]) -> FEELValue {
        guard case .string(let pattern)? = arguments.first else { return .null }
        var rest = arguments.dropFirst().flatMap { value -> [FEELValue] in
            if case .list(let elements) = value { return elements }
            return [value]
        }[...]
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            guard isEscaped else {
                if scalar == "%" { isEscaped = true } else { result.append(scalar) }
                continue
            }
            isEscaped = false
            switch scalar {
            case "%": result.append("%")
            case "s", "d":
                guard let value = rest.popFirst() else { return .null }
                if scalar == "d", value.number?.isWhole != true { return .null }
                result.append(contentsOf: value.text.unicodeScalars)
            default: return .null
            }
        }
        return .string(String(result))
    }
}
