extension BuiltIns {
    /// Context functions (DMN 1.5, 10.3.4.11).
    static let contexts: [BuiltIn] = [
        BuiltIn("get value", [["m", "key"], ["m", "keys"]]) { a, run in
            guard case .context(let context) = a[0] else { return run.fail(.wrongType) }
            switch a[1] {
            case .string(let key): return context[key] ?? run.fail(.outOfRange)
            case .list(let keys):
                guard !keys.isEmpty else { return run.fail(.wrongType) }
                var value = a[0]
                for key in keys {
                    guard case .string(let name) = key, case .context(let inner) = value, let next = inner[name] else {
                        return run.fail(.outOfRange)
                    }
                    value = next
                }
                return value
            default: return run.fail(.wrongType)
            }
        },
        BuiltIn("get entries", [["m"]]) { a, run in
            guard case .context(let context) = a[0] else { return run.fail(.wrongType) }
            return run.list(
                context.entries.map {
                    .context(FEELContext(shape: entryShape, values: [.string($0.name), $0.value]))
                })
        },
        BuiltIn("context", [["entries"]]) { a, run in
            if a[0].isNull { return run.fail(.wrongType) }
            var pairs: [(String, FEELValue)] = []
            var seen: Set<String> = []
            for entry in a[0].asList {
                guard case .context(let context) = entry, case .string(let key)? = context["key"],
                    let value = context["value"], seen.insert(key).inserted
                else { return run.fail(.wrongType) }
                pairs.append((key, value))
            }
            return run.allot(pairs.count * 48) ? .context(FEELContext(pairs)) : .null
        },
        BuiltIn("context put", [["context", "key", "value"], ["context", "keys", "value"]]) { a, run in
            guard case .context(let context) = a[0] else { return run.fail(.wrongType) }
            switch a[1] {
            case .string(let key):
                return run.allot(context.count * 24) ? .context(context.setting(key, to: a[2])) : .null
            case .list(let keys):
                var names: [String] = []
                for key in keys {
                    guard case .string(let name) = key else { return run.fail(.wrongType) }
                    names.append(name)
                }
                return put(context, names[...], a[2], run).map { .context($0) } ?? run.fail(.wrongType)
            default: return run.fail(.wrongType)
            }
        },
        BuiltIn("context merge", [["contexts"]]) { a, run in
            if a[0].isNull { return run.fail(.wrongType) }
            var pairs: [(String, FEELValue)] = []
            for value in a[0].asList {
                guard case .context(let context) = value else { return run.fail(.wrongType) }
                pairs += context.entries.map { ($0.name, $0.value) }
                guard run.allot(context.count * 48) else { return .null }
            }
            return .context(FEELContext(pairs))
        },
    ]

    private static let entryShape = FEELShape(["key", "value"])

    private static func put(
        _ context: FEELContext, _ keys: ArraySlice<String>, _ value: FEELValue, _ run: FEELRun
    ) -> FEELContext? {
        guard let key = keys.first, run.step(), run.allot(context.count * 24) else { return nil }
        if keys.count == 1 { return context.setting(key, to: value) }
        guard case .context(let inner)? = context[key], let changed = put(inner, keys.dropFirst(), value, run) else {
            return nil
        }
        return context.setting(key, to: .context(changed))
    }
}
