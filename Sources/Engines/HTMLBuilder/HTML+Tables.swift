extension HTML {
    /// `<table>`: a table.
    @inlinable
    public mutating func table(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.table, class: classes, attributes: attributes, content: content)
    }

    /// `<table>` with one escaped text.
    @inlinable
    public mutating func table(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.table, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<caption>`: the table's title.
    @inlinable
    public mutating func caption(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.caption, class: classes, attributes: attributes, content: content)
    }

    /// `<caption>` with one escaped text.
    @inlinable
    public mutating func caption(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.caption, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<thead>`: the heading rows.
    @inlinable
    public mutating func thead(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.thead, class: classes, attributes: attributes, content: content)
    }

    /// `<thead>` with one escaped text.
    @inlinable
    public mutating func thead(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.thead, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<tbody>`: the rows.
    @inlinable
    public mutating func tbody(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.tbody, class: classes, attributes: attributes, content: content)
    }

    /// `<tbody>` with one escaped text.
    @inlinable
    public mutating func tbody(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.tbody, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<tfoot>`: the rows that sum up.
    @inlinable
    public mutating func tfoot(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.tfoot, class: classes, attributes: attributes, content: content)
    }

    /// `<tfoot>` with one escaped text.
    @inlinable
    public mutating func tfoot(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.tfoot, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<tr>`: a row.
    @inlinable
    public mutating func tr(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.tr, class: classes, attributes: attributes, content: content)
    }

    /// `<tr>` with one escaped text.
    @inlinable
    public mutating func tr(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.tr, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<th>`: a heading cell.
    @inlinable
    public mutating func th(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.th, class: classes, attributes: attributes, content: content)
    }

    /// `<th>` with one escaped text.
    @inlinable
    public mutating func th(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.th, class: classes, attributes: attributes) { $0.text(content) }
    }

    /// `<td>`: a cell.
    @inlinable
    public mutating func td(
        class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(.td, class: classes, attributes: attributes, content: content)
    }

    /// `<td>` with one escaped text.
    @inlinable
    public mutating func td(
        _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        element(.td, class: classes, attributes: attributes) { $0.text(content) }
    }
}
