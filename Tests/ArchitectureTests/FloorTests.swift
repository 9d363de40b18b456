import Testing

@Suite struct FloorTests {
    private static let manifest = Result { try Manifest() }

    @Test func `the manifest has no edge and no target that the architecture does not allow`() throws {
        for target in try FloorTests.manifest.get().targets where target.isProduct {
            if Part.roots[target.name] != nil { continue }
            guard let part = Part.all[target.name] else {
                Issue.record("\(target.name) is not in Floors.swift: give it a floor and its edges")
                continue
            }
            let edges = target.targets.subtracting(part.uses)
            #expect(edges.isEmpty, "\(target.name) uses \(edges.sorted()): not an allowed edge")
            let products = target.products.subtracting(part.products)
            #expect(products.isEmpty, "\(target.name) uses products \(products.sorted())")
        }
    }

    @Test func `every target lies in the folder of its floor`() throws {
        let folders: [Floor: String] = [
            .system: "Sources/System/", .engine: "Sources/Engines/", .platform: "Sources/Platform/",
            .domain: "Sources/Domain/", .scenarios: "Sources/", .portal: "Sources/Portal/",
        ]
        for target in try FloorTests.manifest.get().targets where target.isProduct {
            guard let part = Part.all[target.name], let folder = folders[part.floor] else { continue }
            #expect(target.path == folder + target.name)
        }
    }

    @Test func `no edge points up, and among engines and domain modules there is no circle`() {
        for (name, part) in Part.all {
            for used in part.uses {
                guard let other = Part.all[used] else {
                    Issue.record("\(name) uses \(used), which has no floor")
                    continue
                }
                #expect(other.floor <= part.floor, "\(name) on \(part.floor) uses \(used) on \(other.floor)")
                if part.floor == .domain, other.floor == .domain {
                    let order = Part.domainOrder
                    let below = order.firstIndex(of: used) ?? .max
                    #expect(below < order.firstIndex(of: name) ?? -1, "\(name) uses \(used), which comes after it")
                }
            }
            var reached: Set<String> = []
            var open = Array(part.uses)
            while let next = open.popLast() {
                if reached.insert(next).inserted { open += Part.all[next]?.uses ?? [] }
            }
            #expect(!reached.contains(name), "\(name) uses itself")
        }
    }

    @Test func `every import line is an allowed edge; what compiles by way of another target does not count`() {
        let below = Set(Part.all.keys)
        for file in SourceFile.all {
            let allowed: Set<String>
            if Part.roots[file.target] != nil {
                allowed = below.union(Part.roots.keys).union(Part.all.values.flatMap(\.products)).union([
                    "ArgumentParser", "Logging", "ServiceLifecycle", "Hummingbird",
                ]).union(Part.systemModules["*"] ?? [])
            } else if let part = Part.all[file.target] {
                let system = Part.systemModules[part.floor == .engine ? "engines" : "*"] ?? []
                allowed = part.uses.union(part.products).union(system)
            } else {
                Issue.record("\(file.path) belongs to no target of Floors.swift")
                continue
            }
            let exceptions = Set(Part.exceptions[file.target].map { Array($0.keys) } ?? [])
            for module in file.imports where !allowed.contains(module) && !exceptions.contains(module) {
                Issue.record("\(file.path) imports \(module)")
            }
        }
    }

    @Test func `every allowed edge is used by an import; an edge that nobody needs is closed again`() {
        var used: [String: Set<String>] = [:]
        for file in SourceFile.all { used[file.target, default: []].formUnion(file.imports) }
        for (name, part) in Part.all where used[name] != nil {
            let idle = part.uses.union(part.products).subtracting(used[name] ?? [])
                .subtracting(FloorTests.waiting[name] ?? [])
            #expect(idle.isEmpty, "\(name) does not import \(idle.sorted())")
        }
        for (name, modules) in Part.exceptions {
            for module in modules.keys {
                #expect(used[name]?.contains(module) == true, "\(name) no longer imports \(module)")
            }
        }
    }

    /// Edges that are allowed before the code that needs them has arrived.
    private static let waiting: [String: Set<String>] = [
        "ScenarioKit": ["SchemaEngine"], "DesignSystem": ["WorkCalendar"],
        "HTMLBuilder": [], "FormEngine": [],
    ]

    @Test func `only the composition root knows both databases, and only it opens one`() {
        for file in SourceFile.all where file.target != "Application" {
            for backend in ["SQLiteStorage", "PostgresStorage"] where file.target != backend {
                #expect(!file.imports.contains(backend), "\(file.path)")
            }
        }
    }
}
