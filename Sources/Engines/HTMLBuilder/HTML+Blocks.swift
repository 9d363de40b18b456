extension HTML {
    /// `<p>`: a paragraph.
    @inlinable
    public mutating func p(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.p, class: classes, attributes: attributes, content: content)
    }

    /// `<p>` with one escaped text.
    @inlinable
    public mutating func p(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.p, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<ul>`: a list without order.
    @inlinable
    public mutating func ul(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.ul, class: classes, attributes: attributes, content: content)
    }

    /// `<ul>` with one escaped text.
    @inlinable
    public mutating func ul(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.ul, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<ol>`: a list with an order.
    @inlinable
    public mutating func ol(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.ol, class: classes, attributes: attributes, content: content)
    }

    /// `<ol>` with one escaped text.
    @inlinable
    public mutating func ol(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.ol, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<li>`: an entry of a list.
    @inlinable
    public mutating func li(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.li, class: classes, attributes: attributes, content: content)
    }

    /// `<li>` with one escaped text.
    @inlinable
    public mutating func li(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.li, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<dl>`: a list of names and values.
    @inlinable
    public mutating func dl(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.dl, class: classes, attributes: attributes, content: content)
    }

    /// `<dl>` with one escaped text.
    @inlinable
    public mutating func dl(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.dl, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<dt>`: a name in a list.
    @inlinable
    public mutating func dt(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.dt, class: classes, attributes: attributes, content: content)
    }

    /// `<dt>` with one escaped text.
    @inlinable
    public mutating func dt(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.dt, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<dd>`: a value in a list.
    @inlinable
    public mutating func dd(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.dd, class: classes, attributes: attributes, content: content)
    }

    /// `<dd>` with one escaped text.
    @inlinable
    public mutating func dd(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.dd, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<figure>`: a picture with its words.
    @inlinable
    public mutating func figure(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.figure, class: classes, attributes: attributes, content: content)
    }

    /// `<figure>` with one escaped text.
    @inlinable
    public mutating func figure(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.figure, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<figcaption>`: the words of a picture.
    @inlinable
    public mutating func figcaption(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.figcaption, class: classes, attributes: attributes, content: content)
    }

    /// `<figcaption>` with one escaped text.
    @inlinable
    public mutating func figcaption(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.figcaption, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<details>`: something that can be unfolded.
    @inlinable
    public mutating func details(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.details, class: classes, attributes: attributes, content: content)
    }

    /// `<details>` with one escaped text.
    @inlinable
    public mutating func details(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.details, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<summary>`: what is seen of folded details.
    @inlinable
    public mutating func summary(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.summary, class: classes, attributes: attributes, content: content)
    }

    /// `<summary>` with one escaped text.
    @inlinable
    public mutating func summary(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.summary, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<blockquote>`: words of another.
    @inlinable
    public mutating func blockquote(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.blockquote, class: classes, attributes: attributes, content: content)
    }

    /// `<blockquote>` with one escaped text.
    @inlinable
    public mutating func blockquote(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.blockquote, class: classes, attributes: attributes) { $0.text(content) }
    }
}
