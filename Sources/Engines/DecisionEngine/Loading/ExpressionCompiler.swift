import Diagnostics
import FEELEngine
import XMLTree

/// Compiles boxed expressions (DMN 1.5, 10.2).
struct ExpressionCompiler {
    static let kinds: Set<String> = [
        "literalExpression", "decisionTable", "context", "relation", "list", "invocation", "functionDefinition",
        "conditional", "filter", "for", "some", "every",
    ]

    let model: ModelSource
    /// The name of the decision or business knowledge model.
    let owner: String
    let types: TypeCatalogue
    var found: Diagnoses

    /// The node for an expression element, coerced to its declared type.
    mutating func node(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        let node = bare(element, scope)
        guard element.name.local != "functionDefinition" else { return node }
        return CoercedNode.wrap(node, type(of: element))
    }

    mutating func type(of element: XMLTreeElement) -> FEELType {
        types.type(element.attribute("typeRef"), in: model, at: element, &found)
    }

    private mutating func bare(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        switch element.name.local {
        case "literalExpression": return literal(element, scope)
        case "decisionTable": return table(element, scope)
        case "context": return context(element, scope)
        case "relation": return relation(element, scope)
        case "list": return ListNode(element.elements.compactMap { optional($0, scope) }, location: element.location)
        case "invocation": return invocation(element, scope)
        case "functionDefinition": return function(element, scope, result: .any)
        case "conditional":
            return IfNode(
                condition: part("if", of: element, scope), then: part("then", of: element, scope),
                else: part("else", of: element, scope), isStrict: true, location: element.location)
        case "filter": return filter(element, scope)
        case "for", "some", "every": return loop(element, scope)
        default:
            found.error(.unknownExpression, element, element.name.local)
            return FailureNode(.wrongType, location: element.location)
        }
    }

    private mutating func optional(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode? {
        Self.kinds.contains(element.name.local) ? node(element, scope) : nil
    }

    /// The expression inside a child such as `then`.
    private mutating func part(_ name: String, of element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        guard let expression = element.child(name)?.expression else {
            found.error(.missingExpression, element, name)
            return FailureNode(.wrongType, location: element.location)
        }
        return node(expression, scope)
    }

    /// The FEEL text of an element's `text` child.
    mutating func literal(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        guard let text = element.child("text"), !text.trimmedText.isEmpty else {
            found.add(.note, .missingExpression, element.location, element.attribute("id") ?? owner)
            return LiteralNode(.null)
        }
        return feel(text, in: element, scope)
    }

    mutating func feel(_ text: XMLTreeElement, in element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        do {
            let before = scope.unknownNames.count
            let node = try scope.compile(text.text, at: text.contentLocation)
            noteUnknownNames(scope, since: before)
            return node
        } catch {
            found.add(error, in: element)
            return FailureNode(.invalidText, location: element.location)
        }
    }

    mutating func noteUnknownNames(_ scope: FEELScope, since before: Int) {
        for unknown in scope.unknownNames.dropFirst(before) {
            found.add(.warning, .unknownName, unknown.location, unknown.name)
        }
    }

    // MARK: Contexts, relations, functions, invocations

    private mutating func context(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        let inner = scope.nested()
        var entries: [ContextNode.Entry] = []
        var result: FEELNode?
        for entry in element.children("contextEntry") {
            guard let expression = entry.expression else { continue }
            guard let variable = entry.child("variable"), let name = variable.attribute("name") else {
                result = node(expression, inner)
                continue
            }
            let type = type(of: variable)
            let place: Int
            let value: FEELNode
            if expression.name.local == "functionDefinition" {
                place = inner.declare(variable: name)
                value = function(expression, inner, result: .any, ownPlace: place)
            } else {
                value = node(expression, inner)
                place = inner.declare(variable: name)
            }
            entries.append(ContextNode.Entry(name: name, place: place, value: value, type: type))
        }
        return ContextNode(entries, result: result, location: element.location)
    }

    private mutating func relation(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        let columns = element.children("column")
        let columnTypes = columns.map { type(of: $0) }
        var rows: [FEELNode] = []
        for row in element.children("row") {
            var entries: [ContextNode.Entry] = []
            for (column, cell) in row.elements.filter({ Self.kinds.contains($0.name.local) }).enumerated() {
                guard column < columns.count else { break }
                entries.append(
                    ContextNode.Entry(
                        name: columns[column].attribute("name") ?? "", place: scope.layout.next(),
                        value: node(cell, scope), type: columnTypes[column]))
            }
            rows.append(ContextNode(entries, location: row.location))
        }
        return ListNode(rows, location: element.location)
    }

    /// A function definition, also that of a business knowledge model.
    mutating func function(
        _ element: XMLTreeElement, _ scope: FEELScope, result: FEELType, ownPlace: Int? = nil
    ) -> FEELNode {
        let inner = scope.function()
        var parameters: [FEELFunction.Parameter] = []
        for parameter in element.children("formalParameter") {
            let name = parameter.attribute("name") ?? ""
            parameters.append(FEELFunction.Parameter(name: name, type: type(of: parameter)))
            inner.declare(variable: name)
        }
        let body: FEELNode
        let kind = element.attribute("kind") ?? "FEEL"
        if kind == "Java", let description = element.expression {
            return ExternalFunctionNode(
                parameters: parameters, result: result, description: node(description, inner),
                captures: inner.captures, frameSize: inner.layout.count, location: element.location)
        }
        if kind != "FEEL" {
            found.warning(.foreignFunction, element, kind)
            body = FailureNode(.notAFunction, location: element.location)
        } else if let expression = element.expression {
            body = node(expression, inner)
        } else {
            found.add(.note, .missingExpression, element.location, element.attribute("id") ?? owner)
            body = LiteralNode(.null)
        }
        return FunctionLiteralNode(
            parameters: parameters, result: result, body: body, captures: inner.captures,
            frameSize: inner.layout.count, ownPlace: ownPlace, location: element.location)
    }

    private mutating func invocation(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        guard let called = element.expression else {
            found.error(.missingExpression, element)
            return FailureNode(.notAFunction, location: element.location)
        }
        let callee = node(called, scope)
        var names: [String] = []
        var arguments: [FEELNode] = []
        for binding in element.children("binding") {
            guard let name = binding.child("parameter")?.attribute("name") else { continue }
            names.append(FEELFunction.Parameter(name: name).name)
            arguments.append(binding.expression.map { node($0, scope) } ?? LiteralNode(.null))
        }
        return CallNode(function: callee, arguments: arguments, names: names, location: element.location)
    }

    // MARK: Filters and loops

    private mutating func filter(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        let base = part("in", of: element, scope)
        let item = scope.layout.next()
        let named = scope.nested()
        named.declare("item", place: item)
        let condition = part("match", of: element, named.filter(item: item))
        return FilterNode(
            base: base, condition: condition, item: item, isStrict: true, location: element.location)
    }

    private mutating func loop(_ element: XMLTreeElement, _ scope: FEELScope) -> FEELNode {
        let domain = part("in", of: element, scope)
        let inner = scope.nested()
        let iterators = [
            LoopIterator(
                place: inner.declare(variable: element.attribute("iteratorVariable") ?? "item"), domain: domain)
        ]
        switch element.name.local {
        case "for":
            let partial = inner.declare(variable: "partial")
            let result = part("return", of: element, inner)
            return ForNode(
                iterators, result: result, partial: inner.isRead(partial) ? partial : nil,
                location: element.location)
        default:
            return QuantifiedNode(
                isUniversal: element.name.local == "every", iterators,
                condition: part("satisfies", of: element, inner), location: element.location)
        }
    }
}
