import Cryptography
package import DecisionEngine
import Diagnostics
package import Directory
package import FEELEngine
import Journal
import Storage
import Synchronization
package import WorkCalendar

/// Where rules are drafted, rehearsed, published and withdrawn. Whoever drafts does not publish.
package final class RuleDesk: Sendable {
    /// The greatest file of rules, in bytes.
    package static let maximumFile = 2_000_000
    /// How many of a draft's versions back somebody may still be editing.
    static let keptDrafts: Int64 = 200
    /// The longest period of a rehearsal, in days.
    package static let longestPeriod = 400

    let desk: CaseDesk
    let book: RuleBook
    let environment: FEELEnvironment
    let examples: any RuleExamples
    private let handedOver = Mutex<(turn: Int, changes: [RuleChange])>((0, []))
    private let turns = Atomic<Int>(0)

    /// - Parameters:
    ///   - desk: whose cases the rules decide.
    ///   - book: the rules in force, which this desk keeps up to date.
    ///   - environment: what the county's rules may use from outside.
    ///   - examples: the cases that are written down beside the rules.
    package init(desk: CaseDesk, book: RuleBook, environment: FEELEnvironment, examples: any RuleExamples) {
        self.desk = desk
        self.book = book
        self.environment = environment
        self.examples = examples
    }

    private var storage: any Storage { desk.storage }

    private static let byID = SQL("SELECT \(RuleChange.columns) FROM rule_change WHERE id = ?")
    private static let ofService = SQL(
        "SELECT \(RuleChange.columns) FROM rule_change WHERE service = ? ORDER BY id DESC LIMIT 200")
    private static let draft: SQL =
        "SELECT body FROM rule_draft WHERE change = ? AND version <= ? ORDER BY version DESC LIMIT 1"
    private static let body: SQL = "SELECT body FROM rule_change WHERE id = ?"
    private static let everPublished = SQL(
        "SELECT \(RuleChange.columns), body FROM rule_change WHERE state IN ('published', 'withdrawn') ORDER BY service, sequence"
    )
    private static let waiting = SQL(
        """
        SELECT \(RuleChange.columns) FROM rule_change
        WHERE state IN ('draft', 'proposed') AND (state = 'proposed' OR reason <> '') ORDER BY id
        """)
    private static let stamp: SQL =
        "SELECT COUNT(*), COALESCE(SUM(version), 0) FROM rule_change WHERE state IN ('published', 'withdrawn')"
}

// MARK: - What is in force

extension RuleDesk {
    /// Takes over what was published or withdrawn, by whatever process; costs one look-up while nothing was.
    ///
    /// - Returns: the rules in force that cannot be read, by their document's number: a county does not go on without them.
    @discardableResult
    package func refresh() async throws -> [String] {
        // What is read first is what was first: an older state never comes after a newer one.
        let turn = book.nextTurn()
        var versions: [String: [RuleBook.Version]] = [:]
        var sources: [String: [UInt8]] = [:]
        let rows = try await storage.query(RuleDesk.everPublished, limit: 10_000) { row in
            (try RuleChange(row), try row.bytes(21))
        }
        for (change, bytes) in rows {
            guard let effective = change.effective else { continue }
            sources[change.hash] = bytes
            versions[change.service, default: []].append(
                RuleBook.Version(
                    change: change.id, hash: change.hash, number: change.number, effective: effective,
                    isWithdrawn: change.state == .withdrawn))
        }
        book.set(versions, sources: sources, turn: turn)
        return versions.values.joined().filter { !$0.isWithdrawn && book.model($0.hash) == nil }.map(\.number)
    }

    /// Learns which changes somebody has handed to somebody else, by whatever process.
    package func refreshWaiting() async throws {
        // What is read first is what was first: an older state never comes after a newer one.
        let turn = turns.wrappingAdd(1, ordering: .relaxed).newValue
        let changes = try await storage.query(RuleDesk.waiting, [], limit: 1_000) { try RuleChange($0) }
        handedOver.withLock { if turn > $0.turn { $0 = (turn, changes) } }
    }

    /// The changes that wait for an official: handed on to be published by a second person, or sent back by somebody else to
    /// those who had a hand in them. As of the last second; costs nothing.
    package func waiting(for official: Official) -> [RuleChange] {
        let services = Set(services(for: official).map(\.service.id))
        guard !services.isEmpty else { return [] }
        let publishes = official.permissions.contains(.publishDefinitions)
        return handedOver.withLock { $0.changes }.filter { change in
            guard services.contains(change.service) else { return false }
            let isOwn = change.isWork(of: official.id)
            return change.state == .proposed ? publishes && !isOwn : isOwn && change.decidedBy != official.id
        }
    }

    /// What tells whether ``refresh()`` would find anything new.
    package func state() async throws -> [Int64] {
        try await storage.point(RuleDesk.stamp, []) { [try $0.integer(0), try $0.integer(1)] } ?? []
    }
}

// MARK: - Reading

extension RuleDesk {
    /// The services whose rules an official may draft or publish: those of one's own department, or all for who publishes.
    package func services(for official: Official) -> [ServiceRuntime] {
        if official.permissions.contains(.publishDefinitions) { return desk.services }
        guard official.permissions.contains(.draftRules) else { return [] }
        return desk.services.filter { $0.service.department == official.department }
    }

    /// A service whose rules an official may see.
    package func runtime(_ service: String, for official: Official) throws -> ServiceRuntime {
        guard let runtime = services(for: official).first(where: { $0.service.id == service }) else {
            throw RuleChangeError(.notFound)
        }
        return runtime
    }

    /// The changes of a service's rules, the latest first. A draft is seen by those who draft for the same service.
    package func changes(of service: String, for official: Official) async throws -> [RuleChange] {
        _ = try runtime(service, for: official)
        let changes = try await storage.query(RuleDesk.ofService, [.text(service)], limit: 200) { try RuleChange($0) }
        return changes.filter { isVisible($0, to: official) }
    }

    /// A change that an official may see.
    package func change(_ id: Int64, for official: Official) async throws -> RuleChange {
        guard let change = try await storage.point(RuleDesk.byID, [.integer(id)], { try RuleChange($0) }),
            (try? runtime(change.service, for: official)) != nil, isVisible(change, to: official)
        else { throw RuleChangeError(.notFound) }
        return change
    }

    private func isVisible(_ change: RuleChange, to official: Official) -> Bool {
        if official.permissions.contains(.draftRules) { return true }
        return change.proposedAt != nil
    }

    /// The file of a change.
    package func file(of change: RuleChange) async throws -> [UInt8] {
        guard let bytes = try await storage.point(RuleDesk.body, [.integer(change.id)], { try $0.bytes(0) }) else {
            throw RuleChangeError(.notFound)
        }
        return bytes
    }

    /// The file of a draft as somebody has seen it; `nil` once that is not kept any more.
    func file(of change: RuleChange, seen version: Int64) async throws -> [UInt8]? {
        if version == change.version { return try await file(of: change) }
        return try await storage.point(RuleDesk.draft, [.integer(change.id), .integer(version)]) { try $0.bytes(0) }
    }

    /// What was published already for later days than a change is meant for: from then on the change does not count, since
    /// those were written over the rule before it. The earliest first.
    package func published(after change: RuleChange, today: CivilDate) -> [RuleBook.Version] {
        let first = max(change.effective ?? today, today)
        return book.versions(of: change.service).filter {
            !$0.isWithdrawn && $0.change != change.id && $0.effective > first
        }.sorted { $0.effective < $1.effective }
    }

    /// A rehearsal that is kept with a change.
    package func rehearsal(_ id: Int64?) async throws -> RuleRehearsal? {
        guard let id else { return nil }
        return try await storage.point(RuleRehearsal.byID, [.integer(id)]) { try RuleRehearsal($0) } ?? nil
    }

    /// What a changed rule has that the rule in force on a day has not.
    ///
    /// - Returns: `nil` for a file that cannot be read any more.
    package func difference(of change: RuleChange, from base: String? = nil, today: CivilDate) async throws
        -> RuleDifference?
    {
        let runtime = try desk.runtime(change.service)
        let bytes = try await file(of: change)
        guard let after = DecisionModel.load(bytes, environment: environment).model else { return nil }
        let before = base.flatMap { $0 == runtime.packagedRule ? runtime.decision : book.model($0) }
        return RuleDifference(from: before ?? runtime.rule(on: today).model, to: after, words: RuleWords(desk.words))
    }

    /// The tables of a rule in words.
    package func tables(of model: DecisionModel) -> [RuleTable] {
        let words = RuleWords(desk.words)
        let questions = Dictionary(
            model.decisions.map { ($0.name, $0.question ?? $0.name) }, uniquingKeysWith: { first, _ in first })
        return model.tableOutlines.map { outline in
            RuleTable(
                question: Text(verbatim: questions[outline.decision] ?? outline.decision), asked: [],
                columns: outline.inputs.map { Text(verbatim: $0) },
                rows: outline.rows.map { row in
                    RuleTable.Row(
                        number: row.rule.index, cells: row.cells.map(words.cell), meaning: row.note("reason"),
                        basis: row.note("source"), result: row.results.first.map(words.cell) ?? Text(verbatim: ""),
                        isHit: false, isCarrying: false)
                })
        }
    }

    /// Warnings and notes about a changed rule that do not stand in its way.
    package func findings(of change: RuleChange) async throws -> [RuleNotice] {
        let (_, findings) = try checked(try await file(of: change), for: try desk.runtime(change.service))
        return findings
    }

    /// The bytes of the rule in force on a day, if they are at hand.
    package func source(of runtime: ServiceRuntime, on day: CivilDate) -> [UInt8]? {
        book.source(runtime.rule(on: day).hash)
    }
}

// MARK: - Checking

extension RuleDesk {
    private static let unknownName = "decision.name.unknown"
    private static let missingExpression = "decision.expression.missing"

    /// Those of the findings that are about an empty cell in a table's first result.
    private func emptyAnswers(_ bytes: [UInt8], _ diagnostics: [Diagnostic]) -> Set<Diagnostic> {
        let missing = diagnostics.filter { $0.code == RuleDesk.missingExpression }
        guard !missing.isEmpty, let file = try? DecisionFile(bytes) else { return [] }
        let answers = Dictionary(
            file.sheets.map { ($0.key, $0.columns.firstIndex { $0.kind == .result }) }, uniquingKeysWith: { a, _ in a })
        let places = file.places
        return Set(
            missing.filter { diagnostic in
                guard let place = diagnostic.location.flatMap({ places.place(of: $0) }), place.row != nil,
                    let answer = answers[place.sheet]
                else { return false }
                return place.column == answer
            })
    }

    /// Loads a file of rules and looks through it.
    ///
    /// - Returns: the rule and what does not stand in its way.
    /// - Throws: ``RuleFileRefused`` with all that is wrong, `rule.file`.
    func checked(_ bytes: [UInt8], for runtime: ServiceRuntime) throws -> (model: DecisionModel, findings: [RuleNotice])
    {
        let (model, findings) = try examine(bytes, for: runtime)
        let notices = RuleNotice.all(findings, in: bytes, RuleWords(desk.words))
        guard let model, !notices.contains(where: { $0.diagnostic.severity == .error }) else {
            throw RuleFileRefused(notices)
        }
        return (model, notices)
    }

    /// Loads a file of rules and gives everything that is found in it; no rule for what cannot be read.
    func examine(_ bytes: [UInt8], for runtime: ServiceRuntime) throws -> (
        model: DecisionModel?, findings: [RuleFinding]
    ) {
        guard !bytes.isEmpty, bytes.count <= RuleDesk.maximumFile else { throw RuleChangeError(.file) }
        let (model, diagnostics) = DecisionModel.load(bytes, environment: environment)
        // A name that is not there is always a slip in a county's rule, and so is a row without an answer: a file that has either
        // is read, but not put in force.
        let empty = emptyAnswers(bytes, diagnostics)
        var findings = diagnostics.map { diagnostic in
            let isSlip = diagnostic.code == RuleDesk.unknownName || empty.contains(diagnostic)
            return RuleFinding.reading(isSlip ? diagnostic.graver : diagnostic)
        }
        guard let model else { return (nil, findings) }
        findings += model.check(.usual).map { .table($0) }
        let name = runtime.service.decision.name
        if !model.decisions.contains(where: { $0.name == name }) {
            findings.append(
                .reading(
                    Diagnostic(
                        .error, code: "rule.decision-missing",
                        message: Text(zh: "文件里没有决策“\(name)”", en: "The file has no decision ‘\(name)’"),
                        hint: Text(
                            zh: "办件要的就是这个结果：请保留它的名称",
                            en: "That is what cases ask for: keep its name"))))
        }
        let known = Set(runtime.shape.names)
        for input in model.inputs where !known.contains(input.name) {
            findings.append(
                .reading(
                    Diagnostic(
                        .error, code: "rule.input-unknown",
                        message: Text(
                            zh: "输入“\(input.name)”在这个事项里没有", en: "The service has no input ‘\(input.name)’"),
                        hint: Text(
                            zh: "可用的有：\(runtime.shape.names.joined(separator: "、"))",
                            en: "There are \(runtime.shape.names.joined(separator: ", "))"))))
        }
        return (model, findings)
    }
}

extension Diagnostic {
    /// The same as an error.
    fileprivate var graver: Diagnostic {
        Diagnostic(.error, code: code, message: message, location: location, hint: hint)
    }
}

/// Something found in a file of rules: while it was read, or in one of its tables.
enum RuleFinding: Sendable {
    case reading(Diagnostic)
    case table(TableFinding)

    var diagnostic: Diagnostic {
        switch self {
        case .reading(let diagnostic): diagnostic
        case .table(let finding): finding.diagnostic
        }
    }
}
