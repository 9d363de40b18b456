extension Attribute {
    /// `href`: where a link leads; a scheme that can run a script is written as `#`.
    public static func href(_ address: String?) -> Attribute {
        Attribute("href", address.map(Value.address) ?? .absent)
    }

    /// `src`: where an image or a script is; a scheme that can run a script is written as `#`.
    public static func src(_ address: String?) -> Attribute {
        Attribute("src", address.map(Value.address) ?? .absent)
    }

    /// `action`: where a form is sent; a scheme that can run a script is written as `#`.
    public static func action(_ address: String?) -> Attribute {
        Attribute("action", address.map(Value.address) ?? .absent)
    }

    /// `formaction`: where this button sends the form; a scheme that can run a script is written as `#`.
    public static func formaction(_ address: String?) -> Attribute {
        Attribute("formaction", address.map(Value.address) ?? .absent)
    }

    /// `checked`: a box that is ticked.
    public static func checked(_ isSet: Bool = true) -> Attribute { Attribute("checked", isSet ? .present : .absent) }

    /// `selected`: an option that is chosen.
    public static func selected(_ isSet: Bool = true) -> Attribute { Attribute("selected", isSet ? .present : .absent) }

    /// `disabled`: a control that cannot be used.
    public static func disabled(_ isSet: Bool = true) -> Attribute { Attribute("disabled", isSet ? .present : .absent) }

    /// `required`: a control that must be filled.
    public static func required(_ isSet: Bool = true) -> Attribute { Attribute("required", isSet ? .present : .absent) }

    /// `readonly`: a control that cannot be changed.
    public static func readonly(_ isSet: Bool = true) -> Attribute { Attribute("readonly", isSet ? .present : .absent) }

    /// `multiple`: a control that takes several values.
    public static func multiple(_ isSet: Bool = true) -> Attribute { Attribute("multiple", isSet ? .present : .absent) }

    /// `open`: details that are unfolded.
    public static func open(_ isSet: Bool = true) -> Attribute { Attribute("open", isSet ? .present : .absent) }

    /// `hidden`: an element that is not shown.
    public static func hidden(_ isSet: Bool = true) -> Attribute { Attribute("hidden", isSet ? .present : .absent) }

    /// `autofocus`: an element that has the focus at first.
    public static func autofocus(_ isSet: Bool = true) -> Attribute {
        Attribute("autofocus", isSet ? .present : .absent)
    }

    /// `novalidate`: a form whose fields the server checks.
    public static func novalidate(_ isSet: Bool = true) -> Attribute {
        Attribute("novalidate", isSet ? .present : .absent)
    }

    /// How a form is sent.
    public enum Method: String, Sendable {
        /// Nothing changes; the fields stand in the address.
        case get
        /// Something changes, or the fields must not stand in an address.
        case post
    }

    /// `method`: how a form is sent.
    public static func method(_ method: Method) -> Attribute { Attribute("method", .string(method.rawValue)) }

    /// `aria-…`: a WAI-ARIA state or property.
    @inlinable
    public static func aria(_ name: StaticString, _ value: (some HTMLContent)?) -> Attribute {
        Attribute(name, prefix: "aria-", value?.attributeValue ?? .absent)
    }

    /// `aria-…="true"` or `"false"`.
    public static func aria(_ name: StaticString, _ value: Bool) -> Attribute {
        Attribute(name, prefix: "aria-", .string(value ? "true" : "false"))
    }

    /// `data-…`: a value for our own scripts.
    @inlinable
    public static func data(_ name: StaticString, _ value: (some HTMLContent)?) -> Attribute {
        Attribute(name, prefix: "data-", value?.attributeValue ?? .absent)
    }

    /// `data-…` without a value.
    public static func data(_ name: StaticString) -> Attribute { Attribute(name, prefix: "data-", .present) }

    /// Any other attribute, by its name. Never an event handler or `style`: the content security policy refuses both.
    public static func attribute(_ name: StaticString, _ value: (some HTMLContent)?) -> Attribute {
        Attribute(name, value?.attributeValue ?? .absent)
    }
}
