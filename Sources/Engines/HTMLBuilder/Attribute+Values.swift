extension Attribute {
    /// `id`: the element's identifier, unique in the page.
    public static func id(_ value: String?) -> Attribute {
        Attribute("id", value.map(Value.string) ?? .absent)
    }

    /// `class`: classes that are computed; known ones go into `class:`.
    public static func `class`(_ value: String?) -> Attribute {
        Attribute("class", value.map(Value.string) ?? .absent)
    }

    /// `name`: the name under which a control is submitted.
    public static func name(_ value: String?) -> Attribute {
        Attribute("name", value.map(Value.string) ?? .absent)
    }

    /// `lang`: the BCP 47 tag of the language of the content.
    public static func lang(_ value: String?) -> Attribute {
        Attribute("lang", value.map(Value.string) ?? .absent)
    }

    /// `role`: the WAI-ARIA role.
    public static func role(_ value: String?) -> Attribute {
        Attribute("role", value.map(Value.string) ?? .absent)
    }

    /// `autocomplete`: what a browser may fill in (HTML 4.10.18.7).
    public static func autocomplete(_ value: String?) -> Attribute {
        Attribute("autocomplete", value.map(Value.string) ?? .absent)
    }

    /// `inputmode`: which keyboard a phone shows.
    public static func inputmode(_ value: String?) -> Attribute {
        Attribute("inputmode", value.map(Value.string) ?? .absent)
    }

    /// `pattern`: the pattern that a value has to match.
    public static func pattern(_ value: String?) -> Attribute {
        Attribute("pattern", value.map(Value.string) ?? .absent)
    }

    /// `accept`: the kinds of file that can be chosen.
    public static func accept(_ value: String?) -> Attribute {
        Attribute("accept", value.map(Value.string) ?? .absent)
    }

    /// `enctype`: how a form is encoded.
    public static func enctype(_ value: String?) -> Attribute {
        Attribute("enctype", value.map(Value.string) ?? .absent)
    }

    /// `scope`: what a table header heads: `col` or `row`.
    public static func scope(_ value: String?) -> Attribute {
        Attribute("scope", value.map(Value.string) ?? .absent)
    }

    /// `datetime`: the machine-readable date.
    public static func datetime(_ value: String?) -> Attribute {
        Attribute("datetime", value.map(Value.string) ?? .absent)
    }

    /// `rel`: the relation to what is linked.
    public static func rel(_ value: String?) -> Attribute {
        Attribute("rel", value.map(Value.string) ?? .absent)
    }

    /// `target`: where the link opens.
    public static func target(_ value: String?) -> Attribute {
        Attribute("target", value.map(Value.string) ?? .absent)
    }

    /// `type`: the kind of control, button, link or script.
    public static func type(_ value: String?) -> Attribute {
        Attribute("type", value.map(Value.string) ?? .absent)
    }

    /// `charset`: the character encoding.
    public static func charset(_ value: String?) -> Attribute {
        Attribute("charset", value.map(Value.string) ?? .absent)
    }

    /// `width`: the width.
    public static func width(_ value: String?) -> Attribute {
        Attribute("width", value.map(Value.string) ?? .absent)
    }

    /// `height`: the height.
    public static func height(_ value: String?) -> Attribute {
        Attribute("height", value.map(Value.string) ?? .absent)
    }

    /// `viewBox`: the user space of an SVG.
    public static func viewBox(_ value: String?) -> Attribute {
        Attribute("viewBox", value.map(Value.string) ?? .absent)
    }

    /// `d`: the data of an SVG path.
    public static func d(_ value: String?) -> Attribute {
        Attribute("d", value.map(Value.string) ?? .absent)
    }

    /// `form`: the identifier of the form a control belongs to.
    public static func form(_ value: String?) -> Attribute {
        Attribute("form", value.map(Value.string) ?? .absent)
    }

    /// `for`: the identifier of the control that a label names.
    public static func `for`(_ id: String?) -> Attribute { Attribute("for", id.map(Value.string) ?? .absent) }

    /// `value`: the value of a control.
    public static func value(_ value: (some HTMLContent)?) -> Attribute {
        Attribute("value", value?.attributeValue ?? .absent)
    }

    /// `title`: a short advice; never the only place of something important.
    public static func title(_ value: (some HTMLContent)?) -> Attribute {
        Attribute("title", value?.attributeValue ?? .absent)
    }

    /// `alt`: what an image says.
    public static func alt(_ value: (some HTMLContent)?) -> Attribute {
        Attribute("alt", value?.attributeValue ?? .absent)
    }

    /// `placeholder`: an example inside an empty control; never instead of a label.
    public static func placeholder(_ value: (some HTMLContent)?) -> Attribute {
        Attribute("placeholder", value?.attributeValue ?? .absent)
    }

    /// `content`: the content of a `meta`.
    public static func content(_ value: (some HTMLContent)?) -> Attribute {
        Attribute("content", value?.attributeValue ?? .absent)
    }

    /// `maxlength`: the greatest length in UTF-16 units.
    public static func maxlength(_ value: Int?) -> Attribute {
        Attribute("maxlength", value.map(Value.integer) ?? .absent)
    }

    /// `rows`: the height of a text area in lines.
    public static func rows(_ value: Int?) -> Attribute {
        Attribute("rows", value.map(Value.integer) ?? .absent)
    }

    /// `colspan`: how many columns a cell spans.
    public static func colspan(_ value: Int?) -> Attribute {
        Attribute("colspan", value.map(Value.integer) ?? .absent)
    }

    /// `rowspan`: how many rows a cell spans.
    public static func rowspan(_ value: Int?) -> Attribute {
        Attribute("rowspan", value.map(Value.integer) ?? .absent)
    }

    /// `tabindex`: the order of focus; only 0 and -1.
    public static func tabindex(_ value: Int?) -> Attribute {
        Attribute("tabindex", value.map(Value.integer) ?? .absent)
    }

    /// `start`: the first number of a list.
    public static func start(_ value: Int?) -> Attribute {
        Attribute("start", value.map(Value.integer) ?? .absent)
    }

    /// `min`: the least value.
    public static func min(_ value: String?) -> Attribute {
        Attribute("min", value.map(Value.string) ?? .absent)
    }

    /// `max`: the greatest value.
    public static func max(_ value: String?) -> Attribute {
        Attribute("max", value.map(Value.string) ?? .absent)
    }

    /// `step`: the step of a number.
    public static func step(_ value: String?) -> Attribute {
        Attribute("step", value.map(Value.string) ?? .absent)
    }
}
