public import Diagnostics

/// Why a part of an evaluation became `null`.
public struct FEELWarning: Sendable, Hashable {
    /// The kinds of warnings; the raw values are stable codes.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A name that is not in scope.
        case unknownName = "feel.unknown-name"
        /// A call of something that is no function.
        case notAFunction = "feel.not-a-function"
        /// Arguments that fit no form of the function.
        case wrongArguments = "feel.wrong-arguments"
        /// A value of a type that the operation does not take.
        case wrongType = "feel.wrong-type"
        /// Two values that cannot be compared.
        case notComparable = "feel.not-comparable"
        /// A division by zero.
        case divisionByZero = "feel.division-by-zero"
        /// A result outside the range of its type, or a position outside a list.
        case outOfRange = "feel.out-of-range"
        /// A text that is no date, number, duration or range.
        case invalidText = "feel.invalid-text"
        /// A regular expression that is wrong or takes too long.
        case invalidPattern = "feel.invalid-pattern"
        /// The limits of the evaluation were reached; the whole result is `null`.
        case tooComplex = "feel.too-complex"
        /// `now()` or `today()` without a clock.
        case noClock = "feel.no-clock"
        /// A value that needs itself.
        case cycle = "feel.cycle"
        /// A value that its item definition does not allow.
        case notAllowed = "feel.not-allowed"
        /// Several rules of a table that must not overlap did.
        case overlappingRules = "feel.overlapping-rules"
    }

    /// The kind.
    public let code: Code
    /// Where in the expression.
    public let location: SourceLocation?
    /// The element of a model that the expression belongs to, if any.
    public let element: String?

    /// Makes a warning.
    public init(_ code: Code, location: SourceLocation? = nil, element: String? = nil) {
        self.code = code
        self.location = location
        self.element = element
    }

    /// What it says, in both languages.
    public var message: Text {
        switch code {
        case .unknownName: Text(zh: "这个名称不在作用域内", en: "this name is not in scope")
        case .notAFunction: Text(zh: "被调用的不是函数", en: "what is called is not a function")
        case .wrongArguments: Text(zh: "参数的个数或名称不符", en: "the number or names of the arguments do not fit")
        case .wrongType: Text(zh: "值的类型不符", en: "a value has the wrong type")
        case .notComparable: Text(zh: "两个值无法比较", en: "the two values cannot be compared")
        case .divisionByZero: Text(zh: "除数为零", en: "division by zero")
        case .outOfRange: Text(zh: "超出允许的范围", en: "out of range")
        case .invalidText: Text(zh: "文本格式不正确", en: "the text does not have the expected form")
        case .invalidPattern: Text(zh: "正则表达式有误或过于复杂", en: "the regular expression is wrong or too complex")
        case .tooComplex: Text(zh: "计算超出限度，已停止", en: "the evaluation reached its limits and was stopped")
        case .noClock: Text(zh: "没有提供当前时间", en: "no current time was given")
        case .cycle: Text(zh: "计算时又用到自身", en: "the value depends on itself")
        case .notAllowed: Text(zh: "值不在允许的范围内", en: "the value is not among the allowed values")
        case .overlappingRules: Text(zh: "不应重叠的规则同时成立", en: "rules that must not overlap matched together")
        }
    }
}
