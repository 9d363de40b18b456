import Diagnostics
import JSONTree
import Journal
import Storage
import WorkCalendar
import Workflow

/// The clocks of a case within one step: what is kept, and what the step does with them.
struct CaseClocks {
    /// One clock.
    struct Entry {
        let declared: ServiceClock
        /// `nil` for one that began in this step.
        let kept: WorkClock?
        let warning: ClockPeriod?
        var clock: Clock
        var isChanged: Bool
    }

    var entries: [Entry]

    /// Where the clocks of a name that has not ended is.
    func index(_ name: String) -> Int? { entries.lastIndex { $0.declared.id == name && !$0.clock.hasEnded } }
}

extension CaseStep {
    private var moment: CivilMinute { desk.clocks.due.minute(at: now) }
    private var declaredClocks: [ServiceClock] { knowledge.runtime.service.clocks }

    /// The clocks as they stand in this step, read once.
    func withClocks<Value>(_ body: (inout CaseClocks) throws -> Value) throws -> Value {
        var clocks: CaseClocks
        if let known = self.clocks {
            clocks = known
        } else {
            clocks = CaseClocks(entries: [])
            if !isFirst {
                for kept in try desk.clocks.clocks(of: Matter(kind: "case", id: id), reader: reader) {
                    guard let declared = declaredClocks.first(where: { $0.id == kept.name }) else { continue }
                    clocks.entries.append(
                        .init(
                            declared: declared, kept: kept, warning: kept.warning, clock: kept.clock, isChanged: false))
                }
            }
        }
        defer { self.clocks = clocks }
        return try body(&clocks)
    }

    private func period(_ length: ServiceClock.Length) throws -> ClockPeriod {
        switch length {
        case .fixed(let period): return period
        case .parameter(let name, let unit):
            let parameters = knowledge.runtime.parameters
            guard let amount = parameters.value(name, on: knowledge.today)?.integer,
                let period = try? ClockPeriod(amount: amount, unit: unit)
            else { throw WorkflowError(.incident, element: name) }
            return period
        }
    }

    private func start(_ declared: ServiceClock, _ clocks: inout CaseClocks) throws {
        guard clocks.index(declared.id) == nil else { return }
        clocks.entries.append(
            .init(
                declared: declared, kept: nil, warning: try declared.warning.map(period),
                clock: Clock(period: try period(declared.length), from: moment), isChanged: true))
    }

    /// Sets the clocks going that begin with the application.
    func startClocks() throws {
        guard !declaredClocks.isEmpty else { return }
        try withClocks { clocks in
            for declared in declaredClocks where declared.starts == .submitted { try start(declared, &clocks) }
        }
    }

    /// What a process does with clocks: `clocks.start`, `.end`, `.pause`, `.resume`, `.ask-extension`, `.extend`.
    ///
    /// - Parameter inputs: `clock` names one, without it all are meant that can be; `pause` says what stops it, and `for`
    ///   whom, where several may: it goes on when none of them waits any more.
    func handleClock(_ act: String, element: String, inputs: JSON) throws -> JSON {
        let name = inputs["clock"]?.string
        return try withClocks { clocks in
            switch act {
            case "start":
                guard let declared = declaredClocks.first(where: { $0.id == name }) else {
                    throw WorkflowError(.incident, element: element)
                }
                try start(declared, &clocks)
            case "end":
                for index in clocks.entries.indices where name == nil || clocks.entries[index].declared.id == name {
                    try end(index, &clocks)
                }
            case "pause":
                try pause(inputs["pause"]?.string ?? "", name, for: inputs["for"]?.string ?? "", element, &clocks)
            case "resume": try resume(name, for: inputs["for"]?.string ?? "", &clocks)
            case "ask-extension": _ = try extensible(name, element, clocks)
            case "extend": return ["extended": .bool(try extend(name, &clocks))]
            default: throw WorkflowError(.unknownHandler, element: element)
            }
            return ["clock": name.map { .string($0) } ?? .null]
        }
    }

    private func end(_ index: Int, _ clocks: inout CaseClocks) throws {
        guard !clocks.entries[index].clock.hasEnded else { return }
        try clocks.entries[index].clock.end(at: moment)
        clocks.entries[index].isChanged = true
    }

    private func pause(
        _ kind: String, _ name: String?, for holder: String, _ element: String, _ clocks: inout CaseClocks
    ) throws {
        var isKnown = false
        // What comes back to a person after it was decided, or was begun before there were clocks, has none running.
        for declared in declaredClocks
        where declared.starts == .submitted && (name == nil || declared.id == name)
            && declared.pauses.contains(where: { $0.id == kind })
        {
            try start(declared, &clocks)
        }
        for index in clocks.entries.indices {
            let entry = clocks.entries[index]
            guard name == nil || entry.declared.id == name,
                let pause = entry.declared.pauses.first(where: { $0.id == kind })
            else { continue }
            isKnown = true
            guard !entry.clock.hasEnded, entry.clock.pauses.last?.holders.contains(holder) != true else { continue }
            try clocks.entries[index].clock.pause(kind, reason: pause.title, for: holder, at: moment)
            clocks.entries[index].isChanged = true
            // Stopped for somebody else it stands already.
            if entry.clock.isPaused { continue }
            record("pause", entry.declared, detail: kind)
            note(.limitPaused, data: ["clock": .string(entry.declared.id), "pause": .string(kind)])
        }
        // A stop for which no law is named would be a stop at will.
        if !isKnown { throw WorkflowError(.incident, element: element) }
    }

    private func resume(_ name: String?, for holder: String, _ clocks: inout CaseClocks) throws {
        for index in clocks.entries.indices {
            let entry = clocks.entries[index]
            // One that was stopped before holders were kept is stopped for nobody in particular.
            guard name == nil || entry.declared.id == name, entry.clock.isPaused,
                let holders = entry.clock.pauses.last?.holders, holders.isEmpty || holders.contains(holder)
            else { continue }
            clocks.entries[index].isChanged = true
            guard try clocks.entries[index].clock.resume(for: holder, at: moment) else { continue }
            record("resume", entry.declared, detail: entry.clock.pauses.last?.kind ?? "")
            note(.limitResumed, data: ["clock": .string(entry.declared.id)])
        }
    }

    /// The clock that may be lengthened now: it runs, it is not over, and it has not been lengthened before
    /// (《行政许可法》第四十二条).
    private func extensible(_ name: String?, _ element: String, _ clocks: CaseClocks) throws -> Int {
        let index = clocks.entries.lastIndex { entry in
            entry.declared.lengthening != nil && !entry.clock.hasEnded && (name == nil || entry.declared.id == name)
        }
        guard let index else { throw ServiceError(.extensionRefused) }
        let entry = clocks.entries[index]
        guard entry.clock.extensions.isEmpty else { throw ServiceError(.extensionRefused) }
        let due = desk.clocks.due
        let hours = due.hours.of(entry.kept?.post ?? knowledge.runtime.service.ownerPost)
        if due.calendar.mark(of: entry.clock, at: moment, hours: hours) == .red {
            throw ServiceError(.extensionRefused)
        }
        return index
    }

    /// - Returns: whether it was lengthened; not one that has ended meanwhile.
    private func extend(_ name: String?, _ clocks: inout CaseClocks) throws -> Bool {
        // It was asked for in time; that the answer came later does not undo it.
        let index = clocks.entries.lastIndex { entry in
            entry.declared.lengthening != nil && !entry.clock.hasEnded && entry.clock.extensions.isEmpty
                && (name == nil || entry.declared.id == name)
        }
        guard let index, let lengthening = clocks.entries[index].declared.lengthening else { return false }
        let more = try period(lengthening.length)
        try clocks.entries[index].clock.extend(by: more.amount)
        clocks.entries[index].isChanged = true
        record("extend", clocks.entries[index].declared, detail: more.description)
        note(.limitExtended, data: ["clock": .string(clocks.entries[index].declared.id)])
        return true
    }

    private func record(_ change: String, _ declared: ServiceClock, detail: String) {
        events.append(
            JournalEvent(
                .caseChanged, department: department, subject: subject, caseID: id,
                [
                    "case": knowledge.number, "change": "clock.\(change)", "agent": agentName,
                    "detail": "\(declared.id):\(detail)",
                ]))
    }

    /// Ends what the decision ends and writes what changed. A clock that began and ended in this very step leaves no
    /// row: the case itself says when it came and when it was decided.
    ///
    /// - Returns: the day on which the case is due; `nil` inside when its clock stands still, outside when none leads.
    func finishClocks(isDecided: Bool, isWithdrawn: Bool) throws -> CivilDate?? {
        guard !declaredClocks.isEmpty else { return nil }
        if clocks == nil, !isDecided { return nil }
        return try withClocks { clocks in
            let leading = knowledge.runtime.service.leadingClock
            var due: CivilDate??
            for index in clocks.entries.indices {
                let entry = clocks.entries[index]
                if isWithdrawn || (isDecided && entry.declared.ends == .decided) { try end(index, &clocks) }
                let changed = clocks.entries[index]
                guard changed.isChanged else { continue }
                if changed.kept == nil, changed.clock.hasEnded { continue }
                let post = changed.kept == nil ? knowledge.runtime.service.ownerPost : changed.kept?.post
                let (statement, dueOn) =
                    changed.kept.map { desk.clocks.keeping($0, as: changed.clock) }
                    ?? desk.clocks.starting(
                        changed.declared.id, of: Matter(kind: "case", id: id), changed.clock, post: post,
                        warning: changed.warning)
                writes.append(statement)
                if changed.declared.id == leading?.id { due = .some(changed.clock.hasEnded ? nil : dueOn) }
            }
            return due
        }
    }
}
