public import Diagnostics

/// Why a text was not read as an address at all. Never carries the text.
public struct AddressError: Error, Sendable, Hashable {
    /// The kinds of failure.
    public enum Kind: String, Sendable, Hashable {
        /// Nothing is left after spaces and punctuation are taken away.
        case empty = "address.empty"
        /// More than 200 characters.
        case length = "address.length"
    }

    /// What is wrong.
    public let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    /// The stable code.
    public var code: String { kind.rawValue }

    /// The wording in both languages.
    public var message: Text {
        switch kind {
        case .empty: Text(zh: "没有填写地址。", en: "The address is missing.")
        case .length:
            Text(zh: "地址超过 200 个字,请只填写地址本身。", en: "The address has over 200 characters; give the address only.")
        }
    }
}
