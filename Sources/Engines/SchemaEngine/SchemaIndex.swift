import JSONTree

/// All documents that a schema reaches: which subschemas they hold, and by which URIs and anchors these are found.
struct SchemaIndex {
    /// A schema resource (core §4.3.5): a root, or a subschema with an identifier of its own.
    struct Resource {
        let uri: String
        let place: Place
        let dialect: SchemaDialect
        var anchors: [String: Place] = [:]
        var dynamicAnchors: [String: Place] = [:]
    }

    /// A text that is the same as another only if all code points are.
    private struct ExactText: Hashable {
        private let bytes: [UInt8]

        init(_ text: String) { bytes = Array(text.utf8) }
    }

    /// Where a subschema stands.
    struct Place: Hashable {
        let document: Int
        let pointer: JSONPointer
    }

    static let maximumSubschemas = 100_000
    static let maximumDepth = 200

    let options: SchemaOptions
    private(set) var documents: [JSON] = []
    private(set) var resources: [Resource] = []
    private var resourceNumbers: [ExactText: Int] = [:]
    private var subschemas: [Place: Int] = [:]
    private var dialects: [String: SchemaDialect] = [
        SchemaDialect.root + "schema": .standard, SchemaDialect.previous: SchemaDialect(previous: ()),
    ]

    init(options: SchemaOptions) {
        self.options = options
    }

    /// Takes in a document found at a URI and gives its root's place.
    mutating func add(_ document: JSON, uri: String) throws(SchemaDefinitionError) -> Place {
        documents.append(document)
        let place = Place(document: documents.count - 1, pointer: JSONPointer())
        let base = URIReference(uri)
        let number = try addResource(uri: base.withoutFragment, at: place, schema: document, outer: .standard)
        try scan(document, at: place, resource: number, isRoot: true)
        return place
    }

    /// The subschema at a place.
    func schema(at place: Place) -> JSON? { documents[place.document][place.pointer] }

    /// The resource that a place belongs to.
    func resource(of place: Place) -> Int? { subschemas[place] }

    /// A place as a URI with a JSON Pointer.
    func location(of place: Place) -> String {
        guard let number = subschemas[place] else { return place.pointer.fragment }
        let resource = resources[number]
        let inside = place.pointer.tokens.dropFirst(resource.place.pointer.tokens.count)
        return resource.uri + JSONPointer(Array(inside)).fragment
    }

    private mutating func addResource(
        uri: String, at place: Place, schema: JSON, outer: SchemaDialect
    ) throws(SchemaDefinitionError) -> Int {
        var dialect = outer
        if let name = schema["$schema"]?.string { dialect = try self.dialect(named: name, at: uri) }
        resources.append(Resource(uri: uri, place: place, dialect: dialect))
        resourceNumbers[ExactText(uri)] = resources.count - 1
        return resources.count - 1
    }

    private mutating func dialect(named name: String, at uri: String) throws(SchemaDefinitionError) -> SchemaDialect {
        let name = URIReference(name).withoutFragment
        if let known = dialects[name] { return known }
        guard let metaschema = Metaschemas.document(name) ?? options.loader?(name) else {
            throw SchemaDefinitionError(.unknownDialect, location: uri, keyword: "$schema")
        }
        var dialect = SchemaDialect.standard
        if let vocabulary = metaschema["$vocabulary"], vocabulary.kind == .object {
            guard let read = SchemaDialect(vocabulary: vocabulary) else {
                throw SchemaDefinitionError(.unknownVocabulary, location: uri, keyword: "$schema")
            }
            dialect = read
        }
        dialects[name] = dialect
        return dialect
    }

    /// Registers a subschema and those inside it.
    private mutating func scan(
        _ schema: JSON, at place: Place, resource: Int, isRoot: Bool = false
    ) throws(SchemaDefinitionError) {
        var resource = resource
        guard place.pointer.tokens.count <= Self.maximumDepth, subschemas.count < Self.maximumSubschemas else {
            throw SchemaDefinitionError(.tooLarge, location: resources[resource].uri)
        }
        if schema.kind == .object, let id = schema["$id"]?.string {
            let resolved = URIReference(resources[resource].uri).resolving(URIReference(id))
            let uri = resolved.withoutFragment
            if isRoot {
                // The identifier and the URI it was found at both lead here.
                resourceNumbers[ExactText(uri)] = resource
                resources[resource] = Resource(uri: uri, place: place, dialect: resources[resource].dialect)
            } else {
                if let known = resourceNumbers[ExactText(uri)], resources[known].place.document == place.document {
                    throw SchemaDefinitionError(.duplicateIdentifier, location: uri, keyword: "$id")
                }
                resource = try addResource(uri: uri, at: place, schema: schema, outer: resources[resource].dialect)
            }
        }
        subschemas[place] = resource
        if resources[resource].dialect.hasItemLists, schema["$recursiveAnchor"]?.bool == true,
            resources[resource].place == place
        {
            resources[resource].dynamicAnchors[""] = place
        }
        guard schema.kind == .object else { return }
        // The draft before does not know dynamic anchors.
        for keyword in resources[resource].dialect.hasItemLists ? ["$anchor"] : ["$anchor", "$dynamicAnchor"] {
            guard let name = schema[keyword]?.string else { continue }
            if let known = resources[resource].anchors.updateValue(place, forKey: name), known != place {
                throw SchemaDefinitionError(.duplicateIdentifier, location: location(of: place), keyword: keyword)
            }
            if keyword == "$dynamicAnchor" { resources[resource].dynamicAnchors[name] = place }
        }
        for (keyword, value) in schema.members {
            let pointer = place.pointer.appending(keyword)
            switch SchemaKeywords.shape[keyword] {
            case .schema where value.kind != .array:
                try scan(value, at: Place(document: place.document, pointer: pointer), resource: resource)
            case .list, .schema:
                for (index, element) in value.elements.enumerated() {
                    let inside = Place(document: place.document, pointer: pointer.appending(index))
                    try scan(element, at: inside, resource: resource)
                }
            case .named:
                for (name, element) in value.members {
                    let inside = Place(document: place.document, pointer: pointer.appending(name))
                    try scan(element, at: inside, resource: resource)
                }
            case nil: break
            }
        }
    }

    /// Finds what a reference leads to from a resource; loads its document if need be.
    mutating func resolve(_ reference: String, from resource: Int) throws(SchemaDefinitionError) -> Place? {
        let target = URIReference(resources[resource].uri).resolving(URIReference(reference))
        let uri = target.withoutFragment
        if resourceNumbers[ExactText(uri)] == nil, let document = Metaschemas.document(uri) ?? options.loader?(uri) {
            _ = try add(document, uri: uri)
        }
        guard let number = resourceNumbers[ExactText(uri)] else { return nil }
        guard let fragment = URIReference.removingPercentEncoding(target.fragment ?? "") else { return nil }
        if fragment.isEmpty { return resources[number].place }
        guard fragment.hasPrefix("/") else { return resources[number].anchors[fragment] }
        guard let inside = try? JSONPointer(parsing: fragment) else { return nil }
        let root = resources[number].place
        let place = Place(document: root.document, pointer: JSONPointer(root.pointer.tokens + inside.tokens))
        guard let schema = schema(at: place) else { return nil }
        if subschemas[place] == nil {
            // A place that no keyword makes a schema: it belongs to the nearest subschema around it.
            var around = place.pointer.tokens
            while subschemas[Place(document: place.document, pointer: JSONPointer(around))] == nil, !around.isEmpty {
                around.removeLast()
            }
            let owner = subschemas[Place(document: place.document, pointer: JSONPointer(around))] ?? number
            try scan(schema, at: place, resource: owner)
        }
        return place
    }
}
