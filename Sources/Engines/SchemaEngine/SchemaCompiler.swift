import JSONTree
import PatternEngine

/// Makes nodes of a schema and of all that its references lead to.
struct SchemaCompiler {
    var index: SchemaIndex
    let options: SchemaOptions
    var tables = SchemaTables()
    private var numbers: [SchemaIndex.Place: Int32] = [:]
    private var waiting: [(place: SchemaIndex.Place, node: Int32)] = []
    /// Nodes with a reference to what is not known yet: a document loaded later may hold it.
    private var unresolved: [(place: SchemaIndex.Place, node: Int32, error: SchemaDefinitionError)] = []
    private var dynamicNames: Set<String> = []
    /// For each resource, the nodes that its dynamic anchors lead to.
    private var dynamicAnchors: [[String: Int32]] = []

    init(_ schema: JSON, options: SchemaOptions) throws(SchemaDefinitionError) {
        self.options = options
        index = SchemaIndex(options: options)
        let root = try index.add(schema, uri: options.baseURI)
        _ = node(at: root)
        var coveredResources = 0
        var coveredNames: Set<String> = []
        repeat {
            try compileWaiting()
            // A dynamic reference can lead to its anchor in any resource that is known, so these are compiled too.
            if coveredResources < index.resources.count || coveredNames != dynamicNames {
                coveredResources = index.resources.count
                coveredNames = dynamicNames
                for resource in index.resources {
                    for (name, place) in resource.dynamicAnchors where dynamicNames.contains(name) {
                        _ = node(at: place)
                    }
                }
            }
        } while !waiting.isEmpty
        dynamicAnchors = index.resources.map { [numbers] resource in
            resource.dynamicAnchors.compactMapValues { numbers[$0] }
        }
    }

    /// Compiles what waits. A reference that leads nowhere is tried again as long as other references load documents, so that
    /// it does not matter which of them comes first.
    private mutating func compileWaiting() throws(SchemaDefinitionError) {
        while true {
            let known = index.resources.count
            while let next = waiting.popLast() {
                do throws(SchemaDefinitionError) {
                    try compile(next.place, into: next.node)
                } catch {
                    guard error.code == .unresolvedReference else { throw error }
                    unresolved.append((next.place, next.node, error))
                }
            }
            guard let first = unresolved.first else { return }
            guard index.resources.count > known else { throw first.error }
            waiting = unresolved.map { ($0.place, $0.node) }
            unresolved = []
        }
    }

    /// What was compiled.
    var program: SchemaProgram { SchemaProgram(tables, dynamicAnchors: dynamicAnchors) }

    /// The number of the node for a place; it is compiled later if it is new.
    mutating func node(at place: SchemaIndex.Place) -> Int32 {
        if let known = numbers[place] { return known }
        let number = Int32(tables.nodes.count)
        tables.nodes.append(SchemaNode(resource: Int32(index.resource(of: place) ?? 0)))
        tables.locations.append(index.location(of: place))
        numbers[place] = number
        waiting.append((place, number))
        return number
    }

    private mutating func compile(_ place: SchemaIndex.Place, into node: Int32) throws(SchemaDefinitionError) {
        let number = Int(node)
        guard let schema = index.schema(at: place) else { return }
        if let accepts = schema.bool {
            tables.nodes[number].kind = .constant(accepts)
            return
        }
        guard schema.kind == .object else {
            throw SchemaDefinitionError(.notASchema, location: tables.locations[number])
        }
        let source = SchemaSource(schema: schema, place: place, location: tables.locations[number])
        let resource = Int(tables.nodes[number].resource)
        let dialect = index.resources[resource].dialect
        var rules = try referenceRules(source, resource: resource)
        if dialect.validates { rules += try assertionRules(source) }
        if dialect.knowsFormats { rules += try formatRules(source, dialect) }
        if dialect.appliesSubschemas { rules += try applicatorRules(source, dialect) }
        if dialect.appliesUnevaluated {
            if let child = try subschema(source, "unevaluatedItems") {
                rules.append(SchemaRule(keyword: .unevaluatedItems, test: .unevaluatedItems(child)))
            }
            if let child = try subschema(source, "unevaluatedProperties") {
                rules.append(SchemaRule(keyword: .unevaluatedProperties, test: .unevaluatedProperties(child)))
            }
        }
        let start = Int32(tables.rules.count)
        tables.rules += rules
        tables.nodes[number].rules = TableRange(start: start, end: Int32(tables.rules.count))
        tables.nodes[number].tracksEvaluation = rules.contains { $0.looksAtMarks }
    }

    private mutating func referenceRules(
        _ source: SchemaSource, resource: Int
    ) throws(SchemaDefinitionError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        // Draft 2019-09 has a reference of its own that looks further, and does not know this one's.
        let isPrevious = index.resources[resource].dialect.hasItemLists
        for keyword in [SchemaKeyword.reference, isPrevious ? .recursiveReference : .dynamicReference] {
            guard let reference = try source.string(keyword.rawValue) else { continue }
            guard let place = try index.resolve(reference, from: resource) else {
                throw source.error(.unresolvedReference, keyword.rawValue)
            }
            let target = node(at: place)
            let fragment = URIReference.removingPercentEncoding(URIReference(reference).fragment ?? "") ?? ""
            // Only a reference whose first target is a dynamic anchor looks further (core §8.2.3.2).
            if keyword == .recursiveReference, index.schema(at: place)?["$recursiveAnchor"]?.bool == true {
                dynamicNames.insert("")
                rules.append(SchemaRule(keyword: keyword, test: .dynamicReference(target, anchor: tables.anchor(""))))
            } else if keyword == .dynamicReference, index.schema(at: place)?["$dynamicAnchor"]?.string == fragment {
                dynamicNames.insert(fragment)
                let anchor = tables.anchor(fragment)
                rules.append(SchemaRule(keyword: keyword, test: .dynamicReference(target, anchor: anchor)))
            } else {
                rules.append(SchemaRule(keyword: keyword, test: .reference(target)))
            }
        }
        for keyword in ["$id", "$anchor", "$dynamicAnchor"] { _ = try source.string(keyword) }
        return rules
    }

    private mutating func formatRules(
        _ source: SchemaSource, _ dialect: SchemaDialect
    ) throws(SchemaDefinitionError) -> [SchemaRule] {
        guard let name = try source.string("format") else { return [] }
        let isAsserted =
            dialect.assertsFormats || options.assertsFormats
            || (dialect.assertsNationalFormats && Formats.national.contains(name))
        guard isAsserted else { return [] }
        guard let check = options.formats[name].map(FormatCheck.text) ?? Formats.check(name) else {
            // The vocabulary that asserts formats does not let an unknown one pass (validation §7.2.3).
            if dialect.assertsFormats { throw source.error(.unknownFormat, "format") }
            return []
        }
        return [SchemaRule(keyword: .format, test: .format(tables.format(name, check)))]
    }

    /// The node of a keyword that holds one subschema.
    mutating func subschema(_ source: SchemaSource, _ keyword: String) throws(SchemaDefinitionError) -> Int32? {
        guard source.schema[keyword] != nil else { return nil }
        return node(at: source.inside(keyword))
    }

    /// The nodes of a keyword that holds a list of subschemas.
    mutating func subschemas(_ source: SchemaSource, _ keyword: String) throws(SchemaDefinitionError) -> TableRange? {
        guard let value = source.schema[keyword] else { return nil }
        guard value.kind == .array, value.count > 0 else { throw source.error(.invalidKeyword, keyword) }
        let numbers = (0..<value.count).map { node(at: source.inside(keyword, String($0))) }
        return tables.list(numbers)
    }

    /// The nodes of a keyword that holds subschemas by name.
    mutating func namedSubschemas(
        _ source: SchemaSource, _ keyword: String
    ) throws(SchemaDefinitionError) -> [(name: String, node: Int32)]? {
        guard let value = source.schema[keyword] else { return nil }
        guard value.kind == .object else { throw source.error(.invalidKeyword, keyword) }
        return value.members.map { ($0.name, node(at: source.inside(keyword, $0.name))) }
    }
}

/// A subschema that is being compiled, and how its keywords' values are read.
struct SchemaSource {
    let schema: JSON
    let place: SchemaIndex.Place
    let location: String

    func inside(_ tokens: String...) -> SchemaIndex.Place {
        SchemaIndex.Place(document: place.document, pointer: JSONPointer(place.pointer.tokens + tokens))
    }

    func error(_ code: SchemaDefinitionError.Code, _ keyword: String) -> SchemaDefinitionError {
        SchemaDefinitionError(code, location: location, keyword: keyword)
    }

    func string(_ keyword: String) throws(SchemaDefinitionError) -> String? {
        guard let value = schema[keyword] else { return nil }
        guard let string = value.string else { throw error(.invalidKeyword, keyword) }
        return string
    }

    func number(_ keyword: String) throws(SchemaDefinitionError) -> JSONNumber? {
        guard let value = schema[keyword] else { return nil }
        guard let number = value.number else { throw error(.invalidKeyword, keyword) }
        return number
    }

    /// A number of things: an integer from 0; one too large for any instance counts as the largest.
    func count(_ keyword: String) throws(SchemaDefinitionError) -> Int? {
        guard let number = try number(keyword) else { return nil }
        guard number.isInteger, number >= JSONNumber(0) else { throw error(.invalidKeyword, keyword) }
        return number.integer ?? .max
    }

    func strings(_ value: JSON, _ keyword: String) throws(SchemaDefinitionError) -> [String] {
        var result: [String] = []
        guard value.kind == .array else { throw error(.invalidKeyword, keyword) }
        for element in value.elements {
            guard let string = element.string else { throw error(.invalidKeyword, keyword) }
            result.append(string)
        }
        return result
    }

    func pattern(_ text: String, _ keyword: String) throws(SchemaDefinitionError) -> Pattern {
        do throws(PatternError) {
            return try Pattern(text, syntax: .ecma)
        } catch {
            throw self.error(.invalidPattern, keyword)
        }
    }
}
