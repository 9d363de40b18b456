import Diagnostics

extension Fieldset {
    package static let specimen = Specimen(
        of: "fieldset", title: Text(zh: "字段组", en: "Fieldset"),
        purpose: Text(zh: "把属于一件事的字段放在一起。", en: "Fields that belong together."),
        parameters: [.id, .label, .hint, .error, .isPageHeading, .init("content", zh: "各字段", en: "The fields")],
        accessibility: [Text(zh: "组名随每个字段读出。", en: "The group's name is read with each field.")],
        examples: [
            (
                Text(zh: "联系人", en: "A contact"),
                Fieldset(id: "example-contact", label: Text(zh: "紧急联系人", en: "Emergency contact")) { html in
                    html.add(TextInput(name: "example-contact-name", label: Text(zh: "姓名", en: "Name")))
                    html.add(
                        TextInput(
                            name: "example-contact-phone", label: Text(zh: "手机号码", en: "Mobile number"), kind: .phone,
                            width: .characters(11)))
                }
            )
        ])
}
