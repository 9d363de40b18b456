import JSONTree

/// The schemas of what is sent and answered (JSON Schema 2020-12), by the names under which the document has them.
enum Shape {
    /// An object with exactly these members.
    private static func object(_ required: [(String, JSON)], optional: [(String, JSON)] = []) -> JSON {
        [
            "type": "object", "properties": .object(required + optional),
            "required": .array(required.map { .string($0.0) }), "additionalProperties": false,
        ]
    }

    static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

    private static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }
    private static func list(_ name: String) -> JSON { list(reference(name)) }
    private static func orNull(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }
    private static func word(_ values: [String]) -> JSON {
        ["type": "string", "enum": .array(values.map { .string($0) })]
    }

    private static let string: JSON = ["type": "string"]
    /// Text that somebody sends: no NUL, for which no text of ours has a place.
    private static func typed(atLeast minimum: Int = 0, atMost maximum: Int) -> JSON {
        [
            "type": "string", "minLength": .integer(minimum), "maxLength": .integer(maximum),
            "pattern": "^[^\\u0000]*$",
        ]
    }
    private static let flag: JSON = ["type": "boolean"]
    private static let count: JSON = ["type": "integer", "minimum": 0]
    private static let instant: JSON = ["type": "string", "format": "date-time"]
    private static let day: JSON = ["type": "string", "format": "date"]
    private static let text = reference("Text")
    private static let coded = reference("Coded")
    /// 18 characters, the last a check character (GB 11643); upper case.
    private static let idNumber: JSON = ["type": "string", "pattern": "^[0-9]{17}[0-9Xx]$"]

    /// The number of a case as people read it out.
    static let caseNumber: JSON = ["type": "string", "pattern": "^[0-9]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"]
    /// The identifier of a service, form page or the like.
    static let identifier: JSON = ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"]
    /// A season, such as a school year.
    static let season: JSON = ["type": "string", "pattern": "^[0-9A-Za-z-]{1,20}$"]
    /// The number of a page of a list, from 1.
    static let page: JSON = ["type": "integer", "minimum": 1, "maximum": 100_000, "default": 1]
    /// What the sender thinks up once for one act, and sends again when it does not know what became of it.
    static let idempotencyKey: JSON = ["type": "string", "minLength": 8, "maxLength": 80, "pattern": "^[!-~]{8,80}$"]
    /// The place in a list of receipts to go on from.
    static let before: JSON = ["type": "string", "pattern": "^[1-9][0-9]{0,17}$"]

    static let states = word(["draft", "in-review", "waiting", "decided", "withdrawn"])
    static let outcomes = word(["eligible", "ineligible", "unknown"])

    /// The number of an order as the city writes it.
    static let orderNumber: JSON = ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"]
    static let orderViews = word(["open", "late", "soon", "received", "reopened", "unresolved", "closed", "all"])

    static let all: JSON = .object(common + guide + sessions + cases + own + desk + orders)

    private static let orderMembers: [(String, JSON)] = [
        ("number", orderNumber),
        (
            "state",
            word([
                "received", "asked", "dispatched", "handling", "checking", "calling", "closed", "unresolved",
                "returned",
                "told", "merged", "withdrawn",
            ])
        ), ("class", orNull(string)), ("received_at", instant), ("due_at", orNull(instant)),
        ("department", orNull(coded)), ("finished_at", orNull(instant)), ("contacted", orNull(flag)),
        ("solved", orNull(flag)), ("satisfied", orNull(string)), ("reopened", count), ("merged_into", flag),
    ]

    private static let orders: [(String, JSON)] = [
        ("ListedOrder", object(orderMembers)), ("Order", object(orderMembers + [("reply", orNull(string))])),
        (
            "Orders",
            object([("orders", list("ListedOrder")), ("page", count), ("size", count), ("total", count)])
        ),
        (
            "OrderSent",
            object(
                [
                    ("received_at", instant), ("due_at", instant),
                    ("kind", word(["consult", "help", "complaint", "report", "suggestion", "praise"])),
                    ("title", typed(atLeast: 1, atMost: 200)),
                ],
                optional: [
                    ("class", typed(atMost: 100)), ("content", typed(atMost: 4000)), ("caller", typed(atMost: 100)),
                    ("phone", typed(atMost: 40)), ("place", typed(atMost: 200)), ("town", typed(atMost: 60)),
                    ("urgency", word(["normal", "urgent", "emergency"])), ("channel", typed(atMost: 40)),
                    ("state", word(["open", "done", "withdrawn"])),
                    (
                        "others",
                        [
                            "type": "object", "maxProperties": 20, "propertyNames": typed(atLeast: 1, atMost: 60),
                            "additionalProperties": typed(atMost: 200),
                        ]
                    ),
                ])
        ),
    ]

    private static let common: [(String, JSON)] = [
        ("Text", object([("zh", string), ("en", string)])),
        ("Coded", object([("code", string), ("name", text)])),
        (
            "Problem",
            object(
                [
                    ("type", ["type": "string", "format": "uri"]), ("title", string),
                    ("status", ["type": "integer", "minimum": 400, "maximum": 599]), ("detail", string),
                    ("code", string), ("instance", string),
                ], optional: [("errors", list(object([("place", string), ("code", string), ("detail", string)])))])
        ),
    ]

    private static let serviceMembers: [(String, JSON)] = [
        ("id", string), ("title", text), ("summary", text), ("department", coded), ("themes", list(string)),
        ("audience", word(["person", "firm"])), ("is_open", flag),
    ]
    private static let limit = object([("amount", count), ("unit", word(["working", "calendar", "minutes"]))])
    private static let place = object([("name", text), ("address", text), ("hours", text)])

    private static let guide: [(String, JSON)] = [
        (
            "County",
            object([
                ("code", string), ("name", text), ("hotline", string), ("enquiries", string),
                ("hall", object([("name", text), ("address", text), ("hours", text)])), ("is_demonstration", flag),
            ])
        ),
        ("Service", object(serviceMembers)), ("Services", object([("services", list("Service"))])),
        (
            "Guide",
            object(
                serviceMembers + [
                    ("item", object([("code", string), ("name", text), ("kind", string)])), ("who", text),
                    ("conditions", list(text)), ("steps", list(text)), ("results", list(text)), ("fee", text),
                    ("notes", list(text)), ("privacy", text), ("remedy", text),
                    (
                        "questions", list(object([("question", text), ("answer", text)]))
                    ),
                    (
                        "materials",
                        list(
                            object([
                                ("id", string), ("title", text), ("note", orNull(text)),
                                ("need", word(["always", "when-not-found", "condition"])), ("may_promise", flag),
                                ("replaced_by", list(object([("id", string), ("title", text), ("provider", coded)]))),
                            ]))
                    ),
                    ("limits", object([("statutory", orNull(limit)), ("promised", limit)])), ("basis", list(text)),
                    ("channels", list(word(["online", "counter", "village", "paper", "phone"]))),
                    ("places", list(place)), ("phone", string),
                ])
        ),
    ]

    private static let sessions: [(String, JSON)] = [
        (
            "SignIn",
            [
                "oneOf": [
                    object([
                        ("kind", ["const": "official"]),
                        ("account", typed(atLeast: 1, atMost: 60)),
                        ("password", typed(atLeast: 1, atMost: 200)),
                    ]),
                    object([
                        ("kind", ["const": "citizen"]), ("id_number", idNumber),
                        ("code", ["type": "string", "pattern": "^[0-9A-Za-z]{8}$"]),
                    ]),
                ]
            ]
        ),
        (
            "Principal",
            object(
                [("kind", word(["citizen", "official"])), ("name", string)],
                optional: [("department", coded), ("post", string), ("permissions", list(string))])
        ),
        ("Session", object([("token", string), ("principal", reference("Principal"))])),
    ]

    private static let caseMembers: [(String, JSON)] = [
        ("number", string), ("service", object([("id", string), ("title", text)])), ("state", states),
        ("outcome", orNull(outcomes)), ("opened_at", instant), ("submitted_at", orNull(instant)),
        ("decided_at", orNull(instant)), ("due_on", orNull(day)), ("is_due_provisional", flag),
    ]
    private static let result: [(String, JSON)] = [
        ("category", orNull(coded)), ("place", orNull(coded)),
        ("missing", list(object([("name", string), ("title", text)]))),
        ("reasons", list(object([("rule", string), ("text", text), ("source", text)]))),
        ("timeline", list(object([("code", string), ("title", text), ("at", instant), ("office", coded)]))),
    ]

    private static let cases: [(String, JSON)] = [
        ("CaseSummary", object(caseMembers)), ("Cases", object([("cases", list("CaseSummary"))])),
        ("Opening", object([("service", identifier)])),
        ("Case", object(caseMembers + result + [("journey", orNull(reference("Journey")))])),
        (
            "Journey",
            object([
                ("is_complete", flag), ("next", orNull(string)),
                (
                    "pages",
                    list(
                        object([
                            ("id", string), ("title", text),
                            (
                                "state",
                                word(["hidden", "known", "answered", "unanswered", "later", "check"])
                            ),
                            ("fields", list("Field")), ("rows", list(list("Field"))),
                        ]))
                ),
                ("problems", list(object([("field", string), ("code", string), ("text", text)]))),
            ])
        ),
        (
            "Field",
            object([
                ("name", string), ("title", text), ("hint", orNull(text)), ("type", string), ("is_required", flag),
                ("is_known", flag), ("value", true),
                ("options", list(object([("value", string), ("title", text)]))),
            ])
        ),
        (
            "Children",
            object([
                ("children", list(object([("id_number", string), ("birth_date", day), ("age", count)])))
            ])
        ),
        (
            "ChildChoice",
            object([("id_number", idNumber)], optional: [("name", typed(atMost: 60))])
        ),
        (
            "Answers",
            object([
                (
                    "answers",
                    [
                        "type": "object", "maxProperties": 200, "propertyNames": typed(atMost: 120),
                        "additionalProperties": [
                            "anyOf": [
                                typed(atMost: 4000), ["type": "boolean"], ["type": "number"],
                                ["type": "array", "maxItems": 100, "items": typed(atMost: 400)],
                            ]
                        ],
                    ]
                )
            ])
        ),
        (
            "Facts",
            object([
                (
                    "facts",
                    list(
                        object([
                            ("contract", string), ("title", text), ("provider", coded),
                            ("subject", word(["applicant", "child", "spouse", "household", "firm"])),
                            (
                                "status",
                                word([
                                    "found", "none", "not-found", "contradictory", "unreachable", "key-missing",
                                    "consent-missing", "not-asked",
                                ])
                            ),
                            ("recorded_at", orNull(instant)), ("is_finding", flag),
                            ("count", count),
                            ("fields", list(object([("name", string), ("title", text), ("value", text)]))),
                        ]))
                )
            ])
        ),
    ]

    private static let own: [(String, JSON)] = [
        (
            "Documents",
            object([
                (
                    "documents",
                    list(
                        object([
                            ("id", string), ("number", orNull(string)), ("title", text), ("paragraphs", list(text)),
                            ("remedy", orNull(text)), ("issued_at", instant),
                        ]))
                )
            ])
        ),
        (
            "Notices",
            object([
                (
                    "notices",
                    list(
                        object([
                            ("id", string), ("case", string), ("title", text), ("body", text), ("at", instant),
                            ("is_read", flag),
                        ]))
                )
            ])
        ),
        (
            "DataUse",
            object([
                ("id", string), ("type", string), ("at", instant), ("by", coded), ("post", string),
                ("from", orNull(coded)), ("fields", list(object([("name", string), ("title", text)]))),
                ("purpose", orNull(text)), ("basis", orNull(text)), ("rung", string), ("result", string),
                ("case", string),
            ])
        ),
        (
            "DataUses",
            object([
                ("uses", list("DataUse")), ("next", orNull(string)),
                ("wards", list(object([("uses", list("DataUse"))]))),
            ])
        ),
    ]

    private static let listed = object(
        caseMembers + [("division", coded), ("category", orNull(coded)), ("place", orNull(coded))])

    private static let desk: [(String, JSON)] = [
        (
            "Tasks",
            object([
                (
                    "tasks",
                    list(
                        object([
                            ("id", string), ("case", string), ("element", string), ("title", string),
                            ("created_at", instant), ("due_on", orNull(day)), ("is_due_provisional", flag),
                        ]))
                ), ("page", count), ("has_more", flag),
            ])
        ),
        ("ListedCases", object([("cases", list(listed)), ("page", count), ("size", count), ("total", count)])),
        (
            "DeskCase",
            object(
                caseMembers + result + [
                    ("division", coded),
                    (
                        "tasks",
                        list(
                            object([
                                ("id", string), ("element", string), ("title", string), ("is_open", flag),
                                ("state", word(["open", "held", "planned", "suspended", "done", "cancelled"])),
                                ("due_on", orNull(day)),
                            ]))
                    ),
                ])
        ),
    ]
}
