import Diagnostics
import FEELEngine
import FormEngine
import JSONTree

/// A form in the shape that a package's author writes, as JSON.
enum FormSamples {
    static func text(_ zh: String, _ en: String) -> JSON { ["zh": .string(zh), "en": .string(en)] }

    static let elements: [String: FormElement] = [
        "contact_phone": FormElement(title: Text(zh: "联系电话", en: "Contact phone"), type: "phone"),
        "id_number": FormElement(title: Text(zh: "公民身份号码", en: "Citizen identity number"), type: "id_number"),
        "sex": FormElement(
            title: Text(zh: "性别", en: "Sex"), type: "code",
            options: [
                FormOption(value: "M", title: Text(zh: "男", en: "Male")),
                FormOption(value: "F", title: Text(zh: "女", en: "Female")),
            ]),
        "note": FormElement(title: Text(zh: "说明", en: "Note"), type: "text", schema: ["maxLength": 20]),
    ]

    static var sources: FormSources {
        FormSources(
            element: { elements[$0] },
            variables: ["child", "applicant", "child_record", "schools", "parameters", "case"])
    }

    static let enrolment: JSON = [
        "form": "enrolment", "title": text("入学登记", "Enrolment"), "filled_by": "citizen",
        "pages": [
            [
                "id": "address", "title": text("孩子住在哪里？", "Where does the child live?"),
                "fields": [
                    [
                        "name": "home_address", "type": "address", "title": text("住址", "Address"),
                        "known": "child_record.registered_address",
                    ]
                ],
            ],
            [
                "id": "phone", "title": text("怎么找您？", "How can we reach you?"),
                "fields": [
                    [
                        "name": "contact_phone", "element": "contact_phone", "prefill": "applicant.phone",
                        "errors": ["required": text("请填能打通的电话", "Enter a number that reaches you")],
                    ]
                ],
            ],
            [
                "id": "sibling", "title": text("有哥哥姐姐在读吗？", "Is there an elder child at a school?"),
                "fields": [
                    ["name": "has_sibling", "type": "boolean", "title": text("有在读的哥哥姐姐", "Elder child at a school")]
                ],
            ],
            [
                "id": "sibling-number", "title": text("是哪个孩子？", "Which child?"), "show_if": "has_sibling = true",
                "fields": [
                    [
                        "name": "sibling_id_number", "element": "id_number",
                        "rules": [
                            [
                                "if": "sibling_id_number = child.id_number", "code": "same-child",
                                "message": text("请填另一个孩子", "Enter the other child"),
                            ]
                        ],
                    ]
                ],
            ],
            [
                "id": "school", "title": text("想上哪所学校？", "Which school?"),
                "fields": [
                    ["name": "school", "type": "school", "title": text("学校", "School"), "options_from": "schools"],
                    [
                        "name": "reason", "type": "long_text", "title": text("理由", "Reason"), "required": false,
                        "show_if": "school = \"S2\"", "schema": ["maxLength": 10],
                    ],
                ],
            ],
            [
                "id": "visits", "title": text("住过哪里？", "Where did you live before?"),
                "repeat": ["min": 0, "max": 2, "item": text("一处", "Place"), "name": "places"],
                "rules": [
                    [
                        "if": "count(places) > 1 and places[1].since = places[2].since",
                        "message": text("日期相同", "Same date"),
                    ]
                ],
                "fields": [
                    ["name": "place", "type": "text", "title": text("地方", "Place")],
                    [
                        "name": "since", "type": "date", "title": text("从何时起", "Since"),
                        "rules": [
                            ["if": "since > today()", "code": "future", "message": text("不能晚于今天", "Not in the future")]
                        ],
                    ],
                ],
            ],
            ["id": "check", "title": text("核对", "Check"), "check": true],
        ],
    ]

    static func form(_ definition: JSON = enrolment) -> Form { Form.read(definition, sources: sources).form! }

    static func context(record: FEELValue = .null) -> FEELContext {
        FEELContext([
            ("child", ["id_number": "990121201805031232"]), ("applicant", ["phone": "13900000000"]),
            ("child_record", record),
            ("schools", [["code": "S1", "name": "一小"], ["code": "S2", "name": "二小"]]), ("parameters", .context(.empty)),
            ("case", .context(.empty)),
        ])
    }

    static let now = FEELDateTime(epochSeconds: 1_767_225_600)
}
