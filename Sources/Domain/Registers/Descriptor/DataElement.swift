package import Diagnostics

/// A data element (数据元): what one datum is, defined once and referred to by registers, forms and contracts.
package struct DataElement: Sendable, Hashable {
    /// Which geometries are allowed.
    package enum GeometryKind: String, Sendable, Hashable, CaseIterable {
        case point, polygon, any
    }

    /// The package that defines it.
    package let package: String
    /// Its name, as FEEL and columns write it.
    package let name: String
    /// Its label.
    package let title: Text
    /// What it is, in more words.
    package let note: Text?
    /// Its type.
    package let type: ElementType
    /// The protection level, 1 public … 4 most sensitive; a county's scheme may raise it.
    package let level: Int
    /// Whether it says something about a person.
    package let personal: Bool
    /// Whether the law calls it sensitive (under-14s, health, faith …).
    package let sensitive: Bool
    /// The department it comes from.
    package let source: String?
    /// The codes, for type code.
    package let codes: CodeTable?
    /// Which geometries, for type geometry.
    package let geometry: GeometryKind?
    /// What narrows its values.
    package let limits: Limits
    /// A value to show as an example; invented.
    package let example: String?

    /// What narrows the values of an element.
    package struct Limits: Sendable, Hashable {
        /// The most Unicode scalars of a text.
        package var maxLength: Int?
        /// An ECMA 262 regular expression the whole text must match.
        package var pattern: String?
        /// The exact number of digits of a code-like text.
        package var digits: Int?
        /// The smallest number.
        package var minimum: Int?
        /// The largest number.
        package var maximum: Int?
        /// The most digits after the decimal point.
        package var scale: Int?

        package init() {}
    }

    /// Makes an element.
    package init(
        package: String, name: String, title: Text, note: Text? = nil, type: ElementType, level: Int, personal: Bool,
        sensitive: Bool = false, source: String? = nil, codes: CodeTable? = nil, geometry: GeometryKind? = nil,
        limits: Limits = Limits(), example: String? = nil
    ) {
        self.package = package
        self.name = name
        self.title = title
        self.note = note
        self.type = type
        self.level = level
        self.personal = personal
        self.sensitive = sensitive
        self.source = source
        self.codes = codes
        self.geometry = geometry
        self.limits = limits
        self.example = example
    }
}
