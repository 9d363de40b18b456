package import Definitions
import Diagnostics
import JSONTree

extension ServiceDefinition {
    static let keys = [
        "service", "title", "summary", "keywords", "themes", "audience", "department", "owner_post", "item", "roles",
        "subject", "one_case_per", "guide", "materials", "limits", "clocks", "channels", "form", "process",
        "correction_process",
        "decision", "decided_by", "taking_part", "parts", "contracts", "documents", "notices", "season", "window",
        "allotment", "phone", "places",
        "appointment", "basis",
        "retention",
        "exceptions",
    ]

    /// Reads a declaration; `nil` when it cannot be used, with the reasons in the reader's collector.
    package init?(_ reader: DescriptorReader, package: String) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("service")?.identifier()
        let title = reader.text("title")
        let summary = reader.text("summary")
        let keywords = reader.required("keywords").flatMap(Self.keywords)
        let audience = reader.choice("audience", Audience.self)
        let department = reader.string("department")
        let item = reader.required("item").flatMap { ServiceItem($0) }
        let roles = (reader.required("roles")?.entries() ?? []).compactMap { ServiceRole($0.value, name: $0.key) }
        let subject = reader.string("subject")
        if let subject, !roles.contains(where: { $0.name == subject }) {
            reader.child("subject")?.error(
                "service.role.unknown", Text(zh: "没有角色“\(subject)”", en: "There is no role ‘\(subject)’"))
        }
        let guide = reader.required("guide").flatMap { ServiceGuide($0) }
        let materials = (reader.required("materials")?.items() ?? []).compactMap { ServiceMaterial($0) }
        let limits = reader.required("limits")
        limits?.expectObject(keys: ["statutory", "promised", "instant", "text"])
        let statutory = limits?.required("statutory").flatMap { $0.json.string == "none" ? nil : $0.timeLimit() }
        let promised = limits?.required("promised")?.timeLimit()
        let channels = reader.choices("channels", Channel.self)
        let form = reader.required("form")?.reference()
        let process = reader.required("process")?.reference()
        let decision = reader.required("decision").flatMap(Self.decision)
        let contracts = (reader.required("contracts")?.items() ?? []).compactMap { $0.reference() }
        let season = reader.string("season", required: false)
        let phone = reader.string("phone")
        let retention = reader.retention()
        if retention == nil {
            reader.error(
                "service.retention.missing",
                Text(zh: "要写明办件保存期限", en: "The service must say how long its cases are kept"))
        }
        if season == nil, reader.strings("one_case_per", required: false).contains("season") {
            reader.child("one_case_per")?.error(
                "service.season.missing",
                Text(zh: "按年度限报一次的事项要写明年度参数", en: "A service with one case per season needs the season's parameter"))
        }
        let basis = reader.basis()
        let places = (reader.required("places")?.items() ?? []).compactMap { ServicePlace($0) }
        let clocks = (reader.child("clocks")?.items() ?? []).compactMap { ServiceClock($0) }
        let exceptions = (reader.child("exceptions")?.items() ?? []).compactMap { ServiceException($0) }
        guard let id, let title, let summary, let keywords, let audience, let department, let item, let subject,
            let guide, let promised, let form, let process, let decision, let phone, let retention
        else { return nil }
        self.package = package
        self.id = id
        self.title = title
        self.summary = summary
        self.keywords = keywords
        themes = reader.strings("themes")
        self.audience = audience
        self.department = department
        ownerPost = reader.string("owner_post", required: false)
        self.item = item
        self.roles = roles
        self.subject = subject
        oneCasePer = reader.strings("one_case_per", required: false)
        self.guide = guide
        self.materials = materials
        statutoryLimit = statutory
        promisedLimit = promised
        isInstant = limits?.boolean("instant", default: false) ?? false
        limitText = limits?.text("text", required: false)
        self.clocks = clocks
        self.channels = channels
        self.form = form
        self.process = process
        correctionProcess = reader.child("correction_process")?.reference()
        self.decision = decision
        decidedBy = reader.child("decided_by") == nil ? .rules : reader.choice("decided_by", Decider.self) ?? .rules
        takingPart = reader.strings("taking_part", required: false)
        parts = (reader.child("parts")?.items() ?? []).compactMap { ServicePart($0) }
        self.contracts = contracts
        documents = Self.references(reader, "documents")
        notices = Self.references(reader, "notices")
        self.season = season
        window = reader.child("window").flatMap(Self.window)
        allotment = reader.child("allotment").flatMap(Self.allotment)
        self.phone = phone
        self.places = places
        appointment = reader.child("appointment").flatMap(Self.appointment)
        self.basis = basis
        self.retention = retention
        self.exceptions = exceptions
    }

    private static func keywords(_ reader: DescriptorReader) -> Keywords? {
        guard reader.expectObject(keys: ["zh", "en"]) else { return nil }
        return Keywords(zh: reader.strings("zh"), en: reader.strings("en"))
    }

    private static func decision(_ reader: DescriptorReader) -> DecisionReference? {
        guard reader.expectObject(keys: ["file", "name", "asks_for"]) else { return nil }
        guard let file = reader.required("file")?.reference(), let name = reader.string("name") else { return nil }
        return DecisionReference(file: file, name: name, asksFor: reader.string("asks_for", required: false))
    }

    private static func references(_ reader: DescriptorReader, _ key: String) -> [String: DefinitionReference] {
        var references: [String: DefinitionReference] = [:]
        for (event, part) in reader.child(key)?.entries() ?? [] { references[event] = part.reference() }
        return references
    }

    private static func window(_ reader: DescriptorReader) -> Window? {
        guard reader.expectObject(keys: ["opens", "closes", "always_open_in_demo"]) else { return nil }
        guard let opens = reader.string("opens"), let closes = reader.string("closes") else { return nil }
        return Window(
            opens: opens, closes: closes, alwaysOpenInDemo: reader.boolean("always_open_in_demo", default: false))
    }

    private static func allotment(_ reader: DescriptorReader) -> Allotment? {
        guard reader.expectObject(keys: ["signal", "order"]) else { return nil }
        guard let signal = reader.string("signal"), let order = reader.string("order") else { return nil }
        return Allotment(signal: signal, order: order)
    }

    private static func appointment(_ reader: DescriptorReader) -> Appointment? {
        guard reader.expectObject(keys: ["places", "slots_per_day", "minutes"]) else { return nil }
        guard let slots = reader.integer("slots_per_day"), let minutes = reader.integer("minutes") else { return nil }
        return Appointment(
            places: reader.strings("places", required: false), slotsPerDay: slots, minutes: minutes)
    }
}
