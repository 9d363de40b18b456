import Diagnostics

extension FEELParser {
    /// A value without anything after it.
    mutating func primary() throws(FEELError) -> FEELNode {
        try descend()
        defer { ascend() }
        skipSpace()
        let place = here
        guard let first = peek() else { throw error(.syntax, expected: "expression") }
        switch first {
        case "\"": return LiteralNode(.string(try string()), location: place)
        case "0"..."9": return try number()
        case "." where peek(1).map { ("0"..."9").contains($0) } ?? false: return try number()
        case "@": return try atLiteral()
        case "(": return try parenthesis(place)
        case "[": return try bracket(place)
        case "]":
            index += 1
            let start = try expression()
            return try interval(start: start, startIncluded: false, place)
        case "{": return try context(place)
        case "?":
            if let match = longestName().key {
                index = match.end
                return try name(match.name, place)
            }
            index += 1
            return try name("?", place)
        default: return try word(place)
        }
    }

    private mutating func word(_ place: SourceLocation) throws(FEELError) -> FEELNode {
        guard let first = peek(), NameCharacters.isStart(first) else { throw error(.syntax, expected: "expression") }
        let match = longestName()
        if match.parts <= 1, let node = try keyword(place) { return node }
        if let match = match.key {
            index = match.end
            return try name(match.name, place)
        }
        let start = index
        while let scalar = peek(), NameCharacters.isPart(scalar) { index += 1 }
        return try name(text(start, index), place)
    }

    private mutating func keyword(_ place: SourceLocation) throws(FEELError) -> FEELNode? {
        switch peek() {
        case "t" where takeKeyword("true"): return LiteralNode(.boolean(true), location: place)
        case "f":
            if takeKeyword("false") { return LiteralNode(.boolean(false), location: place) }
            if isKeyword("for", at: index) {
                index += 3
                return try loop(place)
            }
            if isKeyword("function", at: index) {
                index += 8
                return try functionLiteral(place)
            }
            return nil
        case "n" where takeKeyword("null"): return LiteralNode(.null, location: place)
        case "i" where isKeyword("if", at: index):
            index += 2
            return try conditional(place)
        case "s" where isKeyword("some", at: index):
            index += 4
            return try quantified(isUniversal: false, place)
        case "e" where isKeyword("every", at: index):
            index += 5
            return try quantified(isUniversal: true, place)
        default: return nil
        }
    }

    // MARK: Names

    func text(_ start: Int, _ end: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<end])
        return String(view)
    }

    /// The longest name that is known here: in scope, or as a property.
    private func longestName() -> (key: (name: String, end: Int)?, parts: Int) {
        // Names that follow points are names of their own only where entries are in scope: in a filter's condition.
        let hasEntries = scope.hasEntries
        let most = hasEntries ? max(scope.longestName, properties.longest) : scope.longestName
        var best: (name: String, end: Int)?
        var bestParts = 0
        var bestLevel = Int.max
        walkName(from: index, most: most) { key, parts, end in
            let level = scope.level(of: key)
            guard level != nil || (hasEntries && properties[key] != nil) else { return }
            // An entry of something that is declared further in comes before what is called so further out.
            if let best, let level, level > bestLevel, key.dropFirst(best.name.count).first == "." { return }
            best = (key, end)
            bestParts = parts
            bestLevel = level ?? .max
        }
        return (best, bestParts)
    }

    /// Goes through the names that begin at a place, shortest first, in their normalised form.
    func walkName(from start: Int, most: Int, _ visit: (_ key: String, _ parts: Int, _ end: Int) -> Void) {
        var place = start
        var key = ""
        var parts = 0
        var needsSpace = false
        while parts < most {
            var next = place
            while next < scalars.count, NameCharacters.isSpace(scalars[next]) { next += 1 }
            guard next < scalars.count else { return }
            let scalar = scalars[next]
            if NameCharacters.isInner(scalar), parts > 0 || NameCharacters.isStart(scalar) || scalar == "?" {
                if needsSpace { key += " " }
                while next < scalars.count, NameCharacters.isInner(scalars[next]) {
                    key.unicodeScalars.append(scalars[next])
                    next += 1
                }
                needsSpace = true
            } else if parts > 0, NameCharacters.isSign(scalar) {
                if scalar == ".", next + 1 < scalars.count, scalars[next + 1] == "." { return }
                key.unicodeScalars.append(scalar)
                next += 1
                needsSpace = false
            } else {
                return
            }
            parts += 1
            place = next
            visit(key, parts, place)
        }
    }

    /// The node for a name.
    private func name(_ key: String, _ place: SourceLocation) throws(FEELError) -> FEELNode {
        let (binding, dynamic) = scope.resolve(key)
        let fixed: FEELNode? =
            switch binding {
            case .variable(let slot, let outerName): VariableNode(place: slot, outerName: outerName, location: place)
            case .input(let slot, let name): InputNode(place: slot, names: [name], location: place)
            case .global(let slot, let name, let parts, let isFunction, let inline):
                GlobalNode(
                    place: slot, name: name, parts: parts, isFunction: isFunction, inline: inline, location: place)
            case .node(let node): node
            case .constant(let value): LiteralNode(value, location: place)
            case nil: nil
            }
        if !dynamic.isEmpty {
            if let constant = fixed?.constant, case .function = constant, isFollowedByCall {
                return LiteralNode(constant)
            }
            return DynamicNode(name: key, places: dynamic, fallback: fixed, location: place)
        }
        if let fixed { return fixed }
        scope.note(unknown: key, at: place)
        return DynamicNode(name: key, places: [], fallback: nil, location: place)
    }

    private var isFollowedByCall: Bool {
        var copy = self
        copy.skipSpace()
        return copy.peek() == "("
    }

    /// A name after a point.
    mutating func propertyName() throws(FEELError) -> String {
        skipSpace()
        var best: (String, Int)?
        walkName(from: index, most: properties.longest) { key, parts, end in
            if parts == 1 || properties[key] != nil { best = (key, end) }
        }
        guard let (name, end) = best else { throw error(.syntax, expected: "name") }
        index = end
        return name
    }

    /// A name that is being declared, up to one of the given signs or the keyword `in`.
    mutating func declaredName(until stops: Set<Unicode.Scalar>) throws(FEELError) -> String {
        skipSpace()
        let start = index
        var end = index
        while let scalar = peek(), !stops.contains(scalar) {
            if NameCharacters.isSpace(scalar) {
                index += 1
                continue
            }
            if end < index, !stops.contains(":"), isKeyword("in", at: index) { break }
            guard NameCharacters.isInner(scalar) || NameCharacters.isSign(scalar) else {
                throw error(.syntax, expected: "name")
            }
            if NameCharacters.isInner(scalar) {
                while let part = peek(), NameCharacters.isInner(part) { index += 1 }
            } else {
                index += 1
            }
            end = index
        }
        guard end > start else { throw error(.syntax, expected: "name") }
        let name = NameCharacters.normalised(text(start, end)).key
        return name
    }
}
