import DesignSystem
import Diagnostics
import Directory
import Services
import Web
import WorkCalendar

/// The rules of services: what is in force, what somebody wants changed, what that would have come to, and who puts it in
/// force.
struct RuleRoutes {
    let services: PortalServices

    /// Those who draft and those who publish.
    static let access = Access.oneOf([.draftRules, .publishDefinitions])

    private var rules: RuleDesk { services.rules }

    func register(in table: inout RouteTable) {
        let upload = Route.Body.upload(limit: RuleDesk.maximumFile + (1 << 20))
        table.get("/desk/rules", RuleRoutes.access) { request in
            .page(try await RuleListPage(services: services).render(request))
        }
        table.get("/desk/rules/{service}", RuleRoutes.access) { request in .page(try await page(request)) }
        table.post("/desk/rules/{service}", .permission(.draftRules), body: upload) { request in
            try await draft(request)
        }
        table.get("/desk/rules/{service}/file", RuleRoutes.access) { request in
            let runtime = try rules.runtime(try request.parameter("service"), for: try request.official())
            guard let bytes = rules.source(of: runtime, on: services.desk.today(request.now)) else {
                throw WebError.notFound
            }
            return .download(bytes, type: "application/xml", name: "\(runtime.service.id).dmn")
        }
        table.get("/desk/rules/{service}/workbook", RuleRoutes.access) { request in
            let runtime = try rules.runtime(try request.parameter("service"), for: try request.official())
            guard let bytes = rules.source(of: runtime, on: services.desk.today(request.now)) else {
                throw WebError.notFound
            }
            return .download(
                try rules.workbook(of: bytes), type: RuleRoutes.workbook, name: "\(runtime.service.id).xlsx")
        }
        table.post("/desk/rules/{service}/draft", .permission(.draftRules)) { request in
            let id = try await rules.begin(
                try request.parameter("service"), by: try request.official(), now: request.now)
            return .seeOther("/desk/rule-changes/\(id)")
        }
        table.get("/desk/rule-changes/{change}", RuleRoutes.access) { request in
            .page(try await changePage(request))
        }
        table.get("/desk/rule-changes/{change}/workbook", RuleRoutes.access) { request in
            let change = try await change(request)
            return .download(
                try rules.workbook(of: try await rules.file(of: change)), type: RuleRoutes.workbook,
                name: "\(change.service)-\(change.id).xlsx")
        }
        table.get("/desk/rule-changes/{change}/tables/{table}", .permission(.draftRules)) { request in
            let change = try await change(request)
            guard change.isOpen else { throw RuleChangeError(.notOffered) }
            return .page(try await sheetPage(request, change, edit: nil, saved: request.query["saved"]))
        }
        table.post(
            "/desk/rule-changes/{change}/tables/{table}", .permission(.draftRules), body: RuleSheetForm.body
        ) { request in try await editSheet(request) }
        table.post("/desk/rule-changes/{change}", RuleRoutes.access) { request in try await act(request) }
        table.post("/desk/rule-changes/{change}/file", .permission(.draftRules), body: upload) { request in
            try await replace(request)
        }
        table.get("/desk/rule-changes/{change}/file", RuleRoutes.access) { request in
            let change = try await change(request)
            return .download(
                try await rules.file(of: change), type: "application/xml", name: "\(change.service)-\(change.id).dmn")
        }
        table.get("/desk/rule-changes/{change}/differences", RuleRoutes.access) { request in
            let change = try await change(request)
            guard let kept = try await rules.rehearsal(change.touched ?? change.rehearsal) else {
                throw WebError.notFound
            }
            try await services.desk.noteListed(
                "rule-change/\(change.id)", rows: kept.rehearsal.differences.count, by: try request.official(),
                now: request.now)
            return .download(
                Array(RehearsalPanel(services: services, kept: kept).report.csv.utf8), type: "text/csv; charset=utf-8",
                name: "\(change.service)-\(change.id).csv")
        }
    }

    // MARK: A service's rule

    private func page(_ request: WebRequest, error: Text? = nil, refused: [RuleNotice] = []) async throws -> [UInt8] {
        try await RulePage(services: services).render(request, error: error, refused: refused)
    }

    private func draft(_ request: WebRequest) async throws -> WebResponse {
        let service = try request.parameter("service")
        let official = try request.official()
        do {
            let id = try await rules.draft(file(request), of: service, by: official, now: request.now)
            return .seeOther("/desk/rule-changes/\(id)")
        } catch let error as RuleFileRefused {
            return .page(try await page(request, error: RuleRoutes.refusal, refused: error.notices), status: 422)
        } catch let error as RuleChangeError where error.code == .file || error.code == .unchanged {
            return .page(try await page(request, error: error.message), status: 422)
        }
    }

    private func file(_ request: WebRequest) throws -> [UInt8] {
        guard let file = request.files.first(where: { $0.field == "file" }) else { throw RuleChangeError(.file) }
        return file.bytes
    }

    private static let refusal = Text(
        zh: "这个文件不能用，下面列出了每一处。改好再传。",
        en: "The file cannot be used; each reason is listed below. Mend it and send it again.")

    private static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    // MARK: A table of a draft

    /// Which table a page is about: of what was sent the one it came from, wherever it stands in the file now.
    private func table(_ request: WebRequest, of change: RuleChange) async throws -> (number: Int, key: String) {
        let tables = try await rules.sheets(of: change)
        let asked = UInt16(try request.parameter("table")).map { Int($0) - 1 }
        let place = request.fields["table"].map { key in tables.firstIndex { $0.key == key } } ?? asked
        guard let place, tables.indices.contains(place), tables[place].isEditable else {
            throw RuleChangeError(.notFound)
        }
        return (place + 1, tables[place].key)
    }

    private func sheetPage(
        _ request: WebRequest, _ change: RuleChange, edit: RuleSheetEdit?, act: RuleSheetAct = .none,
        seen: Int64? = nil, clashes: [RuleSheet.Clash] = [], newLabel: String? = nil, saved: String? = nil,
        refusal: Text? = nil
    ) async throws -> [UInt8] {
        let (number, key) = try await table(request, of: change)
        let sheet = try await rules.sheet(
            of: change, key: key, edit: edit, act: act, seen: seen, clashes: clashes, by: try request.official(),
            now: request.now)
        return try RuleSheetPage(
            services: services, change: change, number: number, sheet: sheet, newLabel: newLabel,
            seen: seen ?? change.version, saved: saved, refusal: refusal
        ).render(request)
    }

    /// Acts on a table as it was sent; only `save` keeps it. What was written comes back on the page where it is not kept.
    private func editSheet(_ request: WebRequest) async throws -> WebResponse {
        let change = try await change(request)
        guard let edit = RuleSheetForm.edit(request.fields), request.fields["table"] != nil,
            let seen = request.fields["version"].flatMap({ Int64($0) })
        else { throw WebError.malformed }
        guard request.fields["act"] == "save" else {
            let act = RuleSheetForm.act(request.fields)
            let isLacking = request.fields["act"] == "add-condition" && act == .none
            return .page(
                try await sheetPage(
                    request, change, edit: edit, act: act, seen: seen, clashes: RuleSheetForm.clashes(request.fields),
                    newLabel: isLacking ? request.fields["new-label"] ?? "" : nil))
        }
        let (number, key) = try await table(request, of: change)
        do {
            let official = try request.official()
            let address = "/desk/rule-changes/\(change.id)/tables/\(number)"
            switch try await rules.save(change, key: key, edit: edit, seen: seen, by: official, now: request.now) {
            case .kept: return .seeOther("\(address)?saved=yes")
            case .merged: return .seeOther("\(address)?saved=merged")
            case .clashing(let both, let clashes):
                return .page(
                    try await sheetPage(
                        request, try await self.change(request), edit: both, clashes: clashes,
                        refusal: clashes.isEmpty ? RuleRoutes.mixed : RuleRoutes.clashing(clashes.count)),
                    status: 409)
            case .overtaken: throw RuleChangeError(.movedOn)
            }
        } catch is RuleFileRefused {
            return .page(
                try await sheetPage(request, change, edit: edit, seen: seen, refusal: RuleRoutes.unkept), status: 422)
        } catch let error as RuleChangeError where error.code == .file {
            return .page(
                try await sheetPage(request, change, edit: edit, seen: seen, refusal: RuleRoutes.unkept), status: 422)
        } catch let error as RuleChangeError where error.code == .movedOn || error.code == .notOffered {
            let now = try await self.change(request)
            return .page(
                try await sheetPage(
                    request, now, edit: edit, refusal: now.isOpen ? RuleRoutes.overtaken : RuleRoutes.closed),
                status: 409)
        }
    }

    private static let closed = Text(
        zh: "还没有保存，也不能再保存：这项变更已经送出、发布或放弃了。下面是您写的，需要的话先抄下来。",
        en:
            "It is not kept and cannot be: this change was handed on, published or given up. What you wrote is below; copy it if you need it."
    )
    private static let unkept = Text(
        zh: "还没有保存：有几处要先改，都标在表里。", en: "It is not kept yet: what has to be mended first is marked in the table.")
    private static func clashing(_ count: Int) -> Text {
        Text(
            zh: "还没有保存：您改的时候，别人保存了同一张表。两边都改了的有 \(count) 处，标在表里；看过、改好，再按一次保存。其余的已经合在一起。",
            en:
                "It is not kept yet: while you wrote, somebody else kept this table. Places that both of you changed: \(count). They are marked in the table; look at them, and keep it again. All else is put together."
        )
    }
    private static let mixed = Text(
        zh: "还没有保存：您改的时候，别人保存了这项变更。两边改的已经合在一起，合起来以后有几处要先改，都标在表里。",
        en:
            "It is not kept yet: while you wrote, somebody else kept this change. What both did is put together; what has to be mended in it first is marked in the table."
    )
    private static let overtaken = Text(
        zh: "还没有保存：这项变更刚刚被别处改过。下面是您写的；再按一次保存，就以它为准。",
        en:
            "It is not kept yet: this change has just been changed elsewhere. What you wrote is below; keep it again to let it stand."
    )

    // MARK: A change

    private func change(_ request: WebRequest) async throws -> RuleChange {
        guard let id = Int64(try request.parameter("change")) else { throw RuleChangeError(.notFound) }
        return try await rules.change(id, for: try request.official())
    }

    /// The change as whoever acts has seen it; another state is another matter.
    private func seen(_ request: WebRequest) async throws -> RuleChange {
        let change = try await change(request)
        guard request.fields["version"] == String(change.version) else { throw RuleChangeError(.movedOn) }
        return change
    }

    private func changePage(
        _ request: WebRequest, errors: [RuleFieldError] = [], refused: [RuleNotice] = []
    ) async throws -> [UInt8] {
        try await RuleChangePage(services: services, change: try await change(request))
            .render(request, errors: errors, refused: refused)
    }

    private func replace(_ request: WebRequest) async throws -> WebResponse {
        let change = try await seen(request)
        do {
            try await rules.replace(change, with: file(request), by: try request.official(), now: request.now)
            return .seeOther("/desk/rule-changes/\(change.id)")
        } catch let error as RuleFileRefused {
            return .page(
                try await changePage(
                    request, errors: [RuleFieldError("file", RuleRoutes.refusal)], refused: error.notices), status: 422)
        } catch let error as RuleChangeError where error.code == .file || error.code == .unchanged {
            return .page(
                try await changePage(request, errors: [RuleFieldError("file", error.message)]), status: 422)
        }
    }

    private func act(_ request: WebRequest) async throws -> WebResponse {
        let change = try await seen(request)
        let official = try request.official()
        do {
            switch request.fields["act"] {
            case "rehearse":
                guard let first = day(request, "first"), let last = day(request, "last") else {
                    throw RuleChangeError(.period)
                }
                let meant = day(request, "meant-for")
                if meant == nil, !(request.fields["meant-for"] ?? "").isEmpty { throw RuleChangeError(.effectiveDay) }
                try await rules.rehearse(
                    change, from: first, through: last, effective: meant, by: official,
                    now: request.now)
            case "propose":
                try await rules.propose(
                    change, note: request.fields["note"] ?? "", number: request.fields["number"] ?? "",
                    effective: day(request, "effective"), by: official, now: request.now)
            case "publish": try await rules.publish(change, by: official, now: request.now)
            case "send-back":
                try await rules.sendBack(
                    change, reason: request.fields["reason"] ?? "", by: official, now: request.now)
            case "drop":
                try await rules.drop(change, by: official, now: request.now)
                return .seeOther("/desk/rules/\(change.service)")
            case "withdraw":
                try await rules.withdraw(
                    change, reason: request.fields["reason"] ?? "", by: official, now: request.now)
                do {
                    try await rules.list(try await self.change(request), by: official, now: request.now)
                } catch is RuleChangeError {
                    // It is withdrawn all the same; the page has a button for the list.
                }
            case "list": try await rules.list(change, by: official, now: request.now)
            default: throw RuleChangeError(.notOffered)
            }
        } catch let error as RuleFileRefused {
            return .page(
                try await changePage(
                    request, errors: [RuleFieldError(nil, RuleRoutes.refusal)], refused: error.notices), status: 422)
        } catch let error as RuleChangeError where field(of: error.code, request) != nil {
            let errors = ([error.code] + error.also).map {
                RuleFieldError(field(of: $0, request) ?? nil, RuleChangeError($0).message)
            }
            return .page(try await changePage(request, errors: errors), status: 422)
        }
        return .seeOther("/desk/rule-changes/\(change.id)")
    }

    /// The field beside which a refusal is shown; an inner `nil` for the page as a whole, an outer one for another page.
    private func field(of code: RuleChangeError.Code, _ request: WebRequest) -> String?? {
        switch code {
        case .documentNumber: .some("number")
        case .effectiveDay: .some(request.fields["act"] == "rehearse" ? "meant-for" : "effective")
        case .period: .some(day(request, "first") == nil ? "first" : "last")
        case .reasonMissing: .some(request.fields["act"] == "propose" ? "note" : "reason")
        case .notRehearsed, .baseMoved, .samePerson: .some(nil)
        case .effectiveDayOver: .some(nil)
        case .notFound, .movedOn, .notOffered, .file, .unchanged: nil
        }
    }

    /// A day as people write it: 2026-09-01, 2026/9/1, 2026年9月1日.
    private func day(_ request: WebRequest, _ name: String) -> CivilDate? {
        let parts = (request.fields[name] ?? "").filter { !$0.isWhitespace && $0 != "日" }
            .split(omittingEmptySubsequences: false) { "-/.年月－／．".contains($0) }
        guard parts.count == 3, parts[0].count == 4, parts.allSatisfy({ (1...4).contains($0.utf8.count) }) else {
            return nil
        }
        func padded(_ part: Substring) -> String { part.count == 1 ? "0\(part)" : String(part) }
        return CivilDate(iso: "\(parts[0])-\(padded(parts[1]))-\(padded(parts[2]))")
    }
}

extension WebError {
    /// The page of a refused act on a rule.
    init(_ error: RuleChangeError) {
        let status =
            switch error.code {
            case .notFound: 404
            case .movedOn, .baseMoved, .effectiveDayOver: 409
            case .notOffered, .samePerson: 403
            case .notRehearsed, .documentNumber, .effectiveDay, .period, .reasonMissing, .file, .unchanged: 422
            }
        self.init(
            code: error.code.rawValue, status: status, title: Text(zh: "规则变更没有办成", en: "The rule was not changed"),
            detail: error.message)
    }
}
