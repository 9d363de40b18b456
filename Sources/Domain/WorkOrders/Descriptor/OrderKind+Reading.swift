package import Definitions
import Diagnostics
import Registers
import WorkCalendar

extension OrderKind {
    static let keys = [
        "order", "title", "department", "owner_post", "source", "opening_form", "process", "decision", "guard",
        "limit", "merge_days", "reply", "closing_replies", "together", "usual_days", "yellow_days", "reply_file",
        "handling_post", "basis", "retention",
    ]

    /// Reads a declaration; `nil` when it cannot be used, with the reasons in the reader's collector.
    package init?(_ reader: DescriptorReader, package: String) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("order")?.identifier()
        let title = reader.text("title")
        let department = reader.string("department")
        let post = reader.string("owner_post")
        let process = reader.required("process")?.reference()
        let source = reader.child("source").flatMap { Source($0) }
        let opening = reader.child("opening_form")?.reference()
        if source == nil, opening == nil {
            reader.error(
                "order.source.missing",
                Text(zh: "要写明工单从哪里来：source 或 opening_form", en: "Say where orders come from: source or opening_form"))
        }
        let retention = reader.retention()
        if retention == nil {
            reader.error(
                "order.retention.missing", Text(zh: "要写明工单保存期限", en: "Say how long orders are kept"))
        }
        let reply = reader.child("reply")
        reply?.expectObject(keys: ["form", "field"])
        let columns = (reader.child("reply_file")?.items() ?? []).compactMap { part -> ReplyColumn? in
            guard part.expectObject(keys: ["heading", "value"]), let heading = part.string("heading"),
                let value = part.choice("value", ReplyValue.self)
            else { return nil }
            return ReplyColumn(heading: heading, value: value)
        }
        let closing = (reader.child("closing_replies")?.items() ?? []).compactMap { part -> ClosingReply? in
            guard part.expectObject(keys: ["form", "field", "results"]), let form = part.string("form"),
                let field = part.string("field")
            else { return nil }
            return ClosingReply(form: form, field: field, results: part.strings("results"))
        }
        guard let id, let title, let department, let post, let process, let retention,
            source != nil || opening != nil
        else { return nil }
        self.package = package
        self.id = id
        self.title = title
        self.department = department
        ownerPost = post
        self.source = source
        openingForm = opening
        self.process = process
        decision = reader.child("decision").flatMap { Decision($0) }
        guarding = reader.child("guard").flatMap { Decision($0) }
        limit = reader.child("limit").flatMap { Limit($0) }
        mergeDays = reader.string("merge_days", required: false)
        replyForm = reply?.string("form")
        replyField = reply?.string("field")
        replyColumns = columns
        usualDays = reader.string("usual_days", required: false)
        yellowDays = reader.string("yellow_days", required: false)
        closingReplies = closing
        together = reader.strings("together", required: false)
        handlingPost = reader.string("handling_post", required: false)
        basis = reader.basis()
        self.retention = retention
    }
}

extension OrderKind.Source {
    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: ["register", "fields", "done", "withdrawn"]),
            let register = reader.required("register")?.reference(), let done = reader.string("done"),
            let withdrawn = reader.string("withdrawn")
        else { return nil }
        var fields: [OrderKind.Role: String] = [:]
        for (name, part) in reader.required("fields")?.entries() ?? [] {
            guard let role = OrderKind.Role(rawValue: name) else {
                part.unknownField(name, among: OrderKind.Role.allCases.map(\.rawValue))
                continue
            }
            fields[role] = part.string()
        }
        for role in [OrderKind.Role.number, .received, .due, .title] where fields[role] == nil {
            reader.error(
                "order.field.missing",
                Text(zh: "source 里缺 \(role.rawValue)", en: "The source lacks \(role.rawValue)"))
            return nil
        }
        self.init(register: register, fields: fields, done: done, withdrawn: withdrawn)
    }
}

extension OrderKind.Decision {
    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: ["file", "name"]), let file = reader.required("file")?.reference(),
            let name = reader.string("name")
        else { return nil }
        self.init(file: file, name: name)
    }
}

extension OrderKind.Limit {
    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: ["title", "margin", "extension", "warn", "basis"]),
            let title = reader.text("title")
        else { return nil }
        var warning: ClockPeriod?
        if let part = reader.child("warn"), let text = part.string() {
            warning = ClockPeriod(text)
            if warning == nil {
                part.error("order.limit.warn", Text(zh: "看不懂这个时间：写 1wd 或 2h", en: "Write 1wd or 2h"))
            }
        }
        self.init(
            title: title, margin: reader.string("margin", required: false),
            lengthening: reader.string("extension", required: false), warning: warning, basis: reader.basis())
    }
}
