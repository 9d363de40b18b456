extension HTML {
    /// `<span>`: words without meaning of their own.
    @inlinable
    public mutating func span(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.span, class: classes, attributes: attributes, content: content)
    }

    /// `<span>` with one escaped text.
    @inlinable
    public mutating func span(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.span, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<a>`: a link.
    @inlinable
    public mutating func a(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.a, class: classes, attributes: attributes, content: content)
    }

    /// `<a>` with one escaped text.
    @inlinable
    public mutating func a(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.a, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<strong>`: something important.
    @inlinable
    public mutating func strong(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.strong, class: classes, attributes: attributes, content: content)
    }

    /// `<strong>` with one escaped text.
    @inlinable
    public mutating func strong(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.strong, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<em>`: something stressed.
    @inlinable
    public mutating func em(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.em, class: classes, attributes: attributes, content: content)
    }

    /// `<em>` with one escaped text.
    @inlinable
    public mutating func em(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.em, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<small>`: small print.
    @inlinable
    public mutating func small(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.small, class: classes, attributes: attributes, content: content)
    }

    /// `<small>` with one escaped text.
    @inlinable
    public mutating func small(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.small, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<b>`: a key word.
    @inlinable
    public mutating func b(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.b, class: classes, attributes: attributes, content: content)
    }

    /// `<b>` with one escaped text.
    @inlinable
    public mutating func b(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.b, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<code>`: a code.
    @inlinable
    public mutating func code(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.code, class: classes, attributes: attributes, content: content)
    }

    /// `<code>` with one escaped text.
    @inlinable
    public mutating func code(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.code, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<time>`: a date or time.
    @inlinable
    public mutating func time(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.time, class: classes, attributes: attributes, content: content)
    }

    /// `<time>` with one escaped text.
    @inlinable
    public mutating func time(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.time, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<abbr>`: a short form.
    @inlinable
    public mutating func abbr(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.abbr, class: classes, attributes: attributes, content: content)
    }

    /// `<abbr>` with one escaped text.
    @inlinable
    public mutating func abbr(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.abbr, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<kbd>`: a key to press.
    @inlinable
    public mutating func kbd(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.kbd, class: classes, attributes: attributes, content: content)
    }

    /// `<kbd>` with one escaped text.
    @inlinable
    public mutating func kbd(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.kbd, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<cite>`: the title of a source.
    @inlinable
    public mutating func cite(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.cite, class: classes, attributes: attributes, content: content)
    }

    /// `<cite>` with one escaped text.
    @inlinable
    public mutating func cite(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.cite, class: classes, attributes: attributes) { $0.text(content) }
    }
}
