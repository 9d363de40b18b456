/// Values like this one with a part changed.
extension JSON {
    /// This object with a member set, at its old place or at the end; a value that is no object counts as an empty one.
    public func setting(_ name: String, to value: JSON) -> JSON {
        .object(members.map { ($0.name, $0.value) } + [(name, value)])
    }

    /// This object without a member.
    public func removing(_ name: String) -> JSON {
        guard kind == .object, self[name] != nil else { return self }
        return .object(entries.lazy.filter { !$0.name.isString(name) }.map { ($0.name.string ?? "", $0.value) })
    }

    /// This value after a merge patch (RFC 7396): objects are merged, `null` removes a member, everything else replaces.
    public func merging(_ patch: JSON) -> JSON {
        guard patch.kind == .object else { return patch }
        var result = kind == .object ? self : .object([])
        for (name, value) in patch.members {
            if value.isNull {
                result = result.removing(name)
            } else {
                result = result.setting(name, to: (result[name] ?? .null).merging(value))
            }
        }
        return result
    }

    /// This value with what a pointer leads to replaced, or a member or element added there (`-` is behind the last element).
    ///
    /// `nil` when the pointer's parent does not exist.
    public func setting(_ pointer: JSONPointer, to value: JSON) -> JSON? {
        setting(pointer.tokens[...], to: value)
    }

    private func setting(_ tokens: ArraySlice<String>, to value: JSON) -> JSON? {
        guard let token = tokens.first else { return value }
        let rest = tokens.dropFirst()
        switch kind {
        case .object:
            guard let child = rest.isEmpty ? value : self[token]?.setting(rest, to: value) else { return nil }
            return setting(token, to: child)
        case .array:
            var items = Array(elements)
            if token == "-" || JSONPointer.arrayIndex(token) == items.count {
                guard rest.isEmpty else { return nil }
                items.append(value)
            } else {
                guard let place = JSONPointer.arrayIndex(token), place < items.count,
                    let child = items[place].setting(rest, to: value)
                else { return nil }
                items[place] = child
            }
            return .array(items)
        default: return nil
        }
    }
}
