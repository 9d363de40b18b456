extension HTML {
    /// `<form>`: what is filled in and sent.
    @inlinable
    public mutating func form(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.form, class: classes, attributes: attributes, content: content)
    }

    /// `<form>` with one escaped text.
    @inlinable
    public mutating func form(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.form, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<fieldset>`: controls that belong together.
    @inlinable
    public mutating func fieldset(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.fieldset, class: classes, attributes: attributes, content: content)
    }

    /// `<fieldset>` with one escaped text.
    @inlinable
    public mutating func fieldset(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.fieldset, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<legend>`: what a group of controls asks.
    @inlinable
    public mutating func legend(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.legend, class: classes, attributes: attributes, content: content)
    }

    /// `<legend>` with one escaped text.
    @inlinable
    public mutating func legend(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.legend, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<label>`: the name of a control.
    @inlinable
    public mutating func label(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.label, class: classes, attributes: attributes, content: content)
    }

    /// `<label>` with one escaped text.
    @inlinable
    public mutating func label(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.label, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<button>`: something to press.
    @inlinable
    public mutating func button(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.button, class: classes, attributes: attributes, content: content)
    }

    /// `<button>` with one escaped text.
    @inlinable
    public mutating func button(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.button, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<select>`: a choice from a list.
    @inlinable
    public mutating func select(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.select, class: classes, attributes: attributes, content: content)
    }

    /// `<select>` with one escaped text.
    @inlinable
    public mutating func select(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.select, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<option>`: one choice.
    @inlinable
    public mutating func option(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.option, class: classes, attributes: attributes, content: content)
    }

    /// `<option>` with one escaped text.
    @inlinable
    public mutating func option(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.option, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<optgroup>`: choices that belong together.
    @inlinable
    public mutating func optgroup(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.optgroup, class: classes, attributes: attributes, content: content)
    }

    /// `<optgroup>` with one escaped text.
    @inlinable
    public mutating func optgroup(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.optgroup, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<textarea>`: a text of several lines.
    @inlinable
    public mutating func textarea(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.textarea, class: classes, attributes: attributes, content: content)
    }

    /// `<textarea>` with one escaped text.
    @inlinable
    public mutating func textarea(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.textarea, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<output>`: a result.
    @inlinable
    public mutating func output(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.output, class: classes, attributes: attributes, content: content)
    }

    /// `<output>` with one escaped text.
    @inlinable
    public mutating func output(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.output, class: classes, attributes: attributes) { $0.text(content) }
    }
}
