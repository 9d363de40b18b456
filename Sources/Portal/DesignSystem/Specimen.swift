package import Diagnostics
import HTMLBuilder

/// What is to be known about a component: what it is for, its parameters, its accessibility criteria, examples.
package struct Specimen: Sendable {
    /// What one parameter of a component means.
    package struct Parameter: Sendable {
        /// The name of the stored property.
        package let name: String
        /// What it means, in both languages.
        package let meaning: Text

        /// Makes the description of a parameter.
        package init(_ name: String, zh: String, en: String) {
            self.name = name
            meaning = Text(zh: zh, en: en)
        }
    }

    /// One example of a component.
    package struct Example: Sendable {
        /// What the example shows.
        package let title: Text
        /// Writes the example.
        package let render: Slot
    }

    /// The component's name in addresses and classes.
    package let name: String
    /// The component's title.
    package let title: Text
    /// When to use it, and when not.
    package let purpose: Text
    /// What its parameters mean.
    package let parameters: [Parameter]
    /// What has to be true for everyone to be able to use it.
    package let accessibility: [Text]
    /// Examples with invented content.
    package let examples: [Example]
    /// The names of the stored properties, found by reflection; equal to the names of ``parameters``.
    package let properties: [String]

    /// Describes a component.
    package init<Model: Component>(
        of name: String, title: Text, purpose: Text, parameters: [Parameter], accessibility: [Text],
        examples: [(title: Text, model: Model)]
    ) {
        self.name = name
        self.title = title
        self.purpose = purpose
        self.parameters = parameters
        self.accessibility = accessibility
        self.examples = examples.map { example in
            Example(title: example.title) { html in html.add(example.model) }
        }
        properties = examples.first.map { Mirror(reflecting: $0.model).children.compactMap(\.label) } ?? []
    }
}

extension Specimen.Parameter {
    static let label = Self("label", zh: "控件的名称，写出要填什么", en: "The control's name: what is to be entered")
    static let hint = Self("hint", zh: "帮助填写的一句话，显示在名称下", en: "One sentence of help below the label")
    static let error = Self("error", zh: "出错时的说明：哪里不对、怎么改", en: "What is wrong and how to mend it")
    static let name = Self("name", zh: "提交时的字段名，也是控件的编号", en: "The field's name, also the control's id")
    static let value = Self("value", zh: "已填的内容", en: "What has been entered")
    static let isOptional = Self("isOptional", zh: "可以不填，名称后注明（选填）", en: "May stay empty; marked (optional)")
    static let isPageHeading = Self(
        "isPageHeading", zh: "名称就是这一页的大标题", en: "The label is the page's heading")
    static let href = Self("href", zh: "去往的地址", en: "Where it leads")
    static let title = Self("title", zh: "标题", en: "The heading")
    static let id = Self("id", zh: "页面内的编号", en: "The identifier within the page")
}
