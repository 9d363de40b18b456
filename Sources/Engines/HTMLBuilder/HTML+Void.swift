extension HTML {
    /// `<input>`: a control of one line.
    @inlinable
    public mutating func input(class classes: StaticString = "", _ attributes: Attribute...) {
        open(.input, class: classes, attributes: attributes)
    }

    /// `<img>`: a picture.
    @inlinable
    public mutating func img(class classes: StaticString = "", _ attributes: Attribute...) {
        open(.img, class: classes, attributes: attributes)
    }

    /// `<br>`: a line end.
    @inlinable
    public mutating func br(class classes: StaticString = "", _ attributes: Attribute...) {
        open(.br, class: classes, attributes: attributes)
    }

    /// `<hr>`: a change of subject.
    @inlinable
    public mutating func hr(class classes: StaticString = "", _ attributes: Attribute...) {
        open(.hr, class: classes, attributes: attributes)
    }

    /// `<meta>`: something about the document.
    @inlinable
    public mutating func meta(class classes: StaticString = "", _ attributes: Attribute...) {
        open(.meta, class: classes, attributes: attributes)
    }

    /// `<link>`: a file the document uses.
    @inlinable
    public mutating func link(class classes: StaticString = "", _ attributes: Attribute...) {
        open(.link, class: classes, attributes: attributes)
    }

    /// `<col>`: a column.
    @inlinable
    public mutating func col(class classes: StaticString = "", _ attributes: Attribute...) {
        open(.col, class: classes, attributes: attributes)
    }
}
