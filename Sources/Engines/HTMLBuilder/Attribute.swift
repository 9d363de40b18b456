public import Diagnostics
import Localisation

/// One attribute of an element; its value is escaped and quoted when it is written.
///
/// A value of `nil` or `false` writes no attribute at all.
public struct Attribute: Sendable {
    /// What an attribute can hold.
    public enum Value: Sendable {
        /// Nothing: the attribute is not written.
        case absent
        /// The attribute stands without a value.
        case present
        /// Data.
        case string(String)
        /// A wording in the document's language.
        case text(Text)
        /// A number.
        case integer(Int)
        /// An address; schemes other than http, https, mailto and tel are refused.
        case address(String)
    }

    let prefix: StaticString
    let name: StaticString
    let value: Value

    @usableFromInline
    init(_ name: StaticString, prefix: StaticString = "", _ value: Value) {
        self.prefix = prefix
        self.name = name
        self.value = value
    }

    func write(into html: inout HTML) {
        switch value {
        case .absent:
            return
        case .present:
            html.buffer.append(" ", prefix, name, "")
            return
        default:
            html.buffer.append(" ", prefix, name, "=\"")
        }
        switch value {
        case .absent, .present: break
        case .string(let string): html.append(escaping: string)
        case .text(let text): html.append(escaping: text.in(html.language))
        case .integer(let number): html.append(number)
        case .address(let address): html.append(escaping: Address.isSafe(address) ? address : "#")
        }
        html.buffer.append(UInt8(ascii: "\""))
    }
}
