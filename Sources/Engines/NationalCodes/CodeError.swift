public import Diagnostics

/// Why a text is not the code it should be. Carries positions and counts, never the text itself.
public struct CodeError: Error, Sendable, Hashable {
    /// The kinds of failure.
    public enum Kind: Sendable, Hashable {
        /// Nothing is left after spaces are taken away.
        case empty
        /// A length the code cannot have; the length found, in characters.
        case length(Int)
        /// A character the code cannot have; its position from 1.
        case character(Int)
        /// The check character disagrees with the rest.
        case check
        /// The part for the date of birth is no day.
        case birthDate
        /// The part for the division cannot be one.
        case division
        /// A history that follows itself round in a circle, or names a period that ends before it begins.
        case history
    }

    /// Which code was read; the prefix of ``code``.
    public enum Subject: String, Sendable, Hashable {
        /// Citizen identity number.
        case citizenID = "citizen-id"
        /// Unified social credit code.
        case creditCode = "credit-code"
        /// Organisation code.
        case organisationCode = "organisation-code"
        /// Division code.
        case division
    }

    /// Which code was read.
    public let subject: Subject
    /// What is wrong.
    public let kind: Kind

    init(_ subject: Subject, _ kind: Kind) {
        self.subject = subject
        self.kind = kind
    }

    /// The stable code, such as `citizen-id.check`.
    public var code: String {
        let name =
            switch kind {
            case .empty: "empty"
            case .length: "length"
            case .character: "character"
            case .check: "check"
            case .birthDate: "birth-date"
            case .division: "division"
            case .history: "history"
            }
        return "\(subject.rawValue).\(name)"
    }

    /// The wording in both languages.
    public var message: Text {
        let title: (zh: String, en: String) =
            switch subject {
            case .citizenID: ("公民身份号码", "The identity number")
            case .creditCode: ("统一社会信用代码", "The unified social credit code")
            case .organisationCode: ("组织机构代码", "The organisation code")
            case .division: ("区划代码", "The division code")
            }
        switch kind {
        case .empty: return Text(zh: "\(title.zh)没有填写。", en: "\(title.en) is missing.")
        case .length(let count):
            return Text(
                zh: "\(title.zh)长度不对,现有 \(count) 位。", en: "\(title.en) has the wrong length: \(count) characters.")
        case .character(let position):
            return Text(
                zh: "\(title.zh)第 \(position) 位的字符不对。", en: "\(title.en) has a wrong character at position \(position)."
            )
        case .check:
            return Text(
                zh: "\(title.zh)校验不通过,请核对是否抄错一位。", en: "\(title.en) fails its check; a character may be mistyped.")
        case .birthDate:
            return Text(zh: "\(title.zh)中的出生日期不存在。", en: "\(title.en) contains a date of birth that does not exist.")
        case .division: return Text(zh: "\(title.zh)中的区划部分不对。", en: "\(title.en) contains an impossible division.")
        case .history:
            return Text(zh: "区划沿革首尾相接成环,或起止日期颠倒。", en: "The history of divisions runs in a circle or backwards.")
        }
    }
}
