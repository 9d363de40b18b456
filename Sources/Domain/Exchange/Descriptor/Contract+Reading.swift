package import Definitions
import Diagnostics
import JSONTree
package import Registers

extension Contract {
    static let keys = [
        "contract", "title", "register", "provider", "consumer", "purpose", "basis", "posts", "subject", "match",
        "where", "fields", "as", "answer", "absence", "consent", "ladder", "order", "limit", "retention", "if",
    ]

    /// Names that an answer cannot be bound to, because the case already has them.
    package static let reservedVariables = Set(ContractPath.caseRoots + ["today", "now"])

    /// Reads a declaration. `register` finds the register a reference names; `nil` is reported here.
    package convenience init?(
        _ reader: DescriptorReader, package: String, register find: (DefinitionReference) -> RegisterDescriptor?,
        registerNames: [String] = []
    ) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("contract")?.identifier()
        let title = reader.text("title")
        let provider = reader.string("provider")
        let consumer = reader.string("consumer")
        let purpose = reader.text("purpose")
        let basis = reader.basis()
        let posts = reader.strings("posts")
        let subject = reader.choice("subject", Subject.self)
        let variable = reader.required("as")?.variableName()
        let answer = reader.choice("answer", Cardinality.self)
        let absence = reader.choice("absence", Absence.self)
        let ladder = reader.choices("ladder", Rung.self)
        if let variable, Self.reservedVariables.contains(variable) {
            reader.child("as")?.error(
                "contract.as.reserved", Text(zh: "“\(variable)”已有他用", en: "‘\(variable)’ has another meaning"))
        }
        guard let part = reader.required("register"), let reference = part.reference() else { return nil }
        guard let register = find(reference) else {
            part.error(
                "register.unknown", Text(zh: "没有登记簿“\(reference)”", en: "There is no register ‘\(reference)’"),
                hint: NearestName.of(reference.id, among: registerNames).map {
                    Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?")
                })
            return nil
        }
        if let provider, provider != register.owner {
            reader.child("provider")?.error(
                "contract.provider.not-owner",
                Text(
                    zh: "登记簿属于“\(register.owner)”，提供方不能是“\(provider)”",
                    en: "The register belongs to ‘\(register.owner)’, so ‘\(provider)’ cannot provide it"))
        }
        let match = Self.match(reader, register: register)
        let conditions = Self.conditions(reader, register: register)
        let fields = Self.fields(reader, "fields", register: register)
        let order = Self.order(reader, register: register)
        let limit = reader.integer("limit", required: false) ?? 50
        if !(1...1000).contains(limit) {
            reader.child("limit")?.error(
                "contract.limit.range", Text(zh: "上限应在 1 到 1000 之间", en: "The limit is from 1 to 1000"))
        }
        if absence == .complete, answer == .one, fields.contains(where: { $0.name == "found" }) {
            reader.error(
                "contract.found.reserved", Text(zh: "字段名“found”由平台使用", en: "The field name ‘found’ is the platform's"))
        }
        guard let id, let title, let provider, let consumer, let purpose, let subject, let variable, let answer,
            let absence, !match.isEmpty, !fields.isEmpty
        else { return nil }
        self.init(
            package: package, id: id, title: title, register: register.qualifiedID, provider: provider,
            consumer: consumer, purpose: purpose, basis: basis, posts: posts, subject: subject, match: match,
            where: conditions, fields: fields, variable: variable, answer: answer, absence: absence,
            consent: reader.choice("consent", required: false), ladder: ladder, order: order, limit: limit,
            condition: reader.string("if", required: false), retention: reader.retention())
    }

    private static func match(_ reader: DescriptorReader, register: RegisterDescriptor) -> [Match] {
        (reader.required("match")?.entries() ?? []).compactMap { name, part in
            guard let field = register.field(name) else {
                part.unknownField(name, among: register.fields.map(\.name))
                return nil
            }
            if field.lookup != .exact {
                part.error(
                    "contract.match.not-indexed",
                    Text(
                        zh: "字段“\(name)”没有声明 lookup: exact,不能据以查询",
                        en: "The field ‘\(name)’ has no lookup: exact and cannot be matched"))
            }
            guard let text = part.string() else { return nil }
            guard let path = ContractPath(text) else {
                part.error(
                    "contract.path.invalid", Text(zh: "“\(text)”不是取值路径", en: "‘\(text)’ is not a path"),
                    hint: Text(zh: "如 child.id_number", en: "Such as child.id_number"))
                return nil
            }
            return Match(field: name, path: path)
        }
    }

    private static func conditions(_ reader: DescriptorReader, register: RegisterDescriptor) -> [Condition] {
        guard let parts = reader.child("where")?.entries() else { return [] }
        return parts.compactMap { name, part -> Condition? in
            guard let field = register.field(name) else {
                part.unknownField(name, among: register.fields.map(\.name))
                return nil
            }
            let items = part.json.kind == .array ? part.items() : [part]
            return Condition(field: name, values: items.compactMap { constant($0, of: field) })
        }
    }

    private static func constant(_ reader: DescriptorReader, of field: RegisterField) -> FieldValue? {
        do {
            return try FieldValue(json: reader.json, element: field.element)
        } catch {
            reader.error(
                error.rawValue,
                Text(zh: "这个值不能是“\(field.name)”的值", en: "This cannot be a value of ‘\(field.name)’"))
            return nil
        }
    }

    private static func fields(
        _ reader: DescriptorReader, _ key: String, register: RegisterDescriptor
    ) -> [RegisterField] {
        (reader.required(key)?.items() ?? []).compactMap { part in
            guard let name = part.string() else { return nil }
            guard let field = register.field(name) else {
                part.unknownField(name, among: register.fields.map(\.name))
                return nil
            }
            return field
        }
    }

    private static func order(_ reader: DescriptorReader, register: RegisterDescriptor) -> [Order] {
        (reader.child("order")?.items() ?? []).compactMap { part in
            guard let text = part.string() else { return nil }
            let descending = text.hasPrefix("-")
            let name = descending ? String(text.dropFirst()) : text
            guard register.field(name) != nil else {
                part.unknownField(name, among: register.fields.map(\.name))
                return nil
            }
            return Order(field: name, descending: descending)
        }
    }
}
