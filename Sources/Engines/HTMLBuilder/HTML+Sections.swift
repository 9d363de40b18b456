extension HTML {
    /// `<div>`: a block without meaning.
    @inlinable
    public mutating func div(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.div, class: classes, attributes: attributes, content: content)
    }

    /// `<div>` with one escaped text.
    @inlinable
    public mutating func div(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.div, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<section>`: a part with a heading.
    @inlinable
    public mutating func section(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.section, class: classes, attributes: attributes, content: content)
    }

    /// `<section>` with one escaped text.
    @inlinable
    public mutating func section(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.section, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<article>`: a part that stands alone.
    @inlinable
    public mutating func article(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.article, class: classes, attributes: attributes, content: content)
    }

    /// `<article>` with one escaped text.
    @inlinable
    public mutating func article(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.article, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<nav>`: links to move around.
    @inlinable
    public mutating func nav(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.nav, class: classes, attributes: attributes, content: content)
    }

    /// `<nav>` with one escaped text.
    @inlinable
    public mutating func nav(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.nav, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<main>`: what the page is about; once a page.
    @inlinable
    public mutating func main(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.main, class: classes, attributes: attributes, content: content)
    }

    /// `<main>` with one escaped text.
    @inlinable
    public mutating func main(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.main, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<header>`: what leads a page or part.
    @inlinable
    public mutating func header(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.header, class: classes, attributes: attributes, content: content)
    }

    /// `<header>` with one escaped text.
    @inlinable
    public mutating func header(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.header, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<footer>`: what closes a page or part.
    @inlinable
    public mutating func footer(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.footer, class: classes, attributes: attributes, content: content)
    }

    /// `<footer>` with one escaped text.
    @inlinable
    public mutating func footer(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.footer, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<aside>`: what stands beside.
    @inlinable
    public mutating func aside(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.aside, class: classes, attributes: attributes, content: content)
    }

    /// `<aside>` with one escaped text.
    @inlinable
    public mutating func aside(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.aside, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<h1>`: the page's heading; once a page.
    @inlinable
    public mutating func h1(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.h1, class: classes, attributes: attributes, content: content)
    }

    /// `<h1>` with one escaped text.
    @inlinable
    public mutating func h1(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.h1, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<h2>`: a heading of the second level.
    @inlinable
    public mutating func h2(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.h2, class: classes, attributes: attributes, content: content)
    }

    /// `<h2>` with one escaped text.
    @inlinable
    public mutating func h2(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.h2, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<h3>`: a heading of the third level.
    @inlinable
    public mutating func h3(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.h3, class: classes, attributes: attributes, content: content)
    }

    /// `<h3>` with one escaped text.
    @inlinable
    public mutating func h3(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.h3, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<h4>`: a heading of the fourth level.
    @inlinable
    public mutating func h4(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.h4, class: classes, attributes: attributes, content: content)
    }

    /// `<h4>` with one escaped text.
    @inlinable
    public mutating func h4(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.h4, class: classes, attributes: attributes) { $0.text(content) }
    }
}
