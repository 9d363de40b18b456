import Application
import CountySupport
import Diagnostics
import Directory
import FormEngine
import JSONTree
import ProcessEngine
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

/// One application for four departments: correction, parallel handling, visits by two, a joint sign-off that is sent
/// back, one delivery.
@Suite struct `Opening a restaurant` {
    /// A shop whose owner has applied.
    private struct Shop {
        let county: County
        let owner: Citizen
        let number: String
        var desk: CaseDesk { county.system.desk }

        init(in county: County, changing: [String: [String]] = [:]) async throws {
            self.county = county
            owner = try await county.citizen("99012119900312113X", name: "田志强")
            let desk = county.system.desk
            number = try await desk.open(
                "restaurant-opening", for: Person(idNumber: owner.idNumber, name: owner.name),
                by: .citizen(owner), channel: .online, now: county.now)
            var said: [String: [String]] = [
                "contact_phone": ["10012345678"], "shop_name": ["松禾县田记面馆"], "business_kind": ["fast"],
                "staff": ["3"], "shop_address": ["城关镇人民路12号"], "area": ["600"], "floor": ["ground"],
                "premises_right": ["rented"], "food_scope": ["hot"], "signboard": ["yes"], "sign_text": ["田记面馆"],
                "sign_width": ["300"], "sign_height": ["90"], "delivery_way": ["counter"], "fire_way": ["inspection"],
            ]
            said.merge(changing) { _, new in new }
            for _ in 0..<20 {
                let knowledge = try desk.knowledge(of: try await found(), now: county.now)
                let form = knowledge.runtime.form
                guard let page = form.journey(knowledge).firstUnanswered, !page.page.isCheck else { break }
                var posted = PostedAnswers()
                for field in page.fields { posted.values[field.field.name] = said[field.field.name] }
                let submission = try #require(
                    form.submit(
                        posted, page: page.page.id, answers: knowledge.answers, context: knowledge.variables))
                try #require(submission.isAccepted, "\(submission.problems)")
                try await desk.save(
                    answers: submission.merged(into: knowledge.answers), in: number, by: .citizen(owner),
                    now: county.now)
            }
            try await desk.submit(number, by: .citizen(owner), now: county.now)
        }

        func found() async throws -> Case {
            try await county.system.cases.find(number: number, in: .program("test"))
        }

        func open() async throws -> [WorkflowTask] {
            try await TaskStore(storage: county.system.storage)
                .tasks(of: Matter(kind: "case", id: try await found().id)).filter(\.isOpen)
        }

        func elements() async throws -> Set<String> { Set(try await open().map(\.element)) }

        func states() async throws -> [String: PartState] {
            let parts = try desk.knowledge(of: try await found(), now: county.now).parts
            return Dictionary(uniqueKeysWithValues: parts.map { ($0.part.id, $0.state) })
        }

        func task(_ element: String, of department: String? = nil) async throws -> WorkflowTask {
            try #require(
                try await open().first {
                    $0.element == element && (department == nil || $0.department == department)
                })
        }

        /// Does a task by its form; gives the codes of what was refused.
        @discardableResult
        func `do`(
            _ element: String, _ account: String, as official: Official? = nil, of department: String? = nil,
            _ values: [String: [String]]
        ) async throws -> [String] {
            var posted = PostedAnswers()
            posted.values = values
            var who = official
            if who == nil { who = try await county.official(account) }
            let refused = try await desk.complete(
                try await task(element, of: department), of: number, by: try #require(who), posted: posted,
                now: county.now)
            return refused?.problems.map(\.code) ?? []
        }

        /// As the pages know an official: with those for whom they stand in.
        func signedIn(_ account: String) async throws -> Official {
            let token = try await county.system.sessions.open(
                .official(try await county.official(account)), now: county.now)
            let fresh = SessionStore(storage: county.system.storage, directory: county.system.directory)
            let session = try #require(try await fresh.session(token: token, now: county.now))
            guard case .official(let seen) = session.principal else { throw WorkflowError(.taskNotYours) }
            return seen
        }

        func id(_ account: String) async throws -> String { String(try await county.official(account).id) }

        func plan(_ part: String, _ first: String, _ second: String) async throws -> [String] {
            try await self.do(
                "\(part)-plan", first,
                [
                    "first": [try await id(first)], "second": [try await id(second)], "day-year": ["2027"],
                    "day-month": ["3"], "day-day": ["1"],
                ])
        }

        func visited(_ part: String, _ first: String, _ second: String) async throws {
            #expect(try await plan(part, first, second) == [])
            #expect(try await self.do("\(part)-visit", first, ["result": ["pass"], "words": ["看了厨房和大堂，符合"]]) == [])
            #expect(try await self.do("\(part)-confirm", second, ["result": ["agree"]]) == [])
        }

        func reviewed() async throws {
            try await self.do("licence-review", "dengji01", ["result": ["pass"]])
            try await visited("food", "shipin01", "shipin02")
            try await visited("fire", "xiaofang01", "xiaofang02")
            try await self.do("signboard-review", "zhaopai01", ["result": ["pass"]])
        }

        func signed(_ accounts: [(String, String)]) async throws {
            for (account, department) in accounts {
                try await self.do("sign-off", account, of: department, ["result": ["agree"]])
            }
        }
    }

    private static let signatories = [
        ("huiqian-shichang", "market"), ("huiqian-xiaofang", "fire"), ("huiqian-chengguan", "urban-management"),
    ]

    @Test(arguments: Backend.allCases)
    func `One form is handled by four departments side by side and delivered at once`(_ backend: Backend) async throws {
        try await withCounty(backend) { county in
            let shop = try await Shop(in: county)
            #expect(try await shop.elements() == ["accept"])
            #expect(try await shop.found().outcome == nil)
            #expect(try await shop.do("accept", "chuang01", ["result": ["accept"]]) == [])
            #expect(
                try await shop.elements() == ["licence-review", "food-plan", "fire-plan", "signboard-review"])
            #expect(try await shop.states().values.allSatisfy { $0 == .working })
            try await shop.reviewed()
            #expect(try await shop.states().values.allSatisfy { $0 == .passed })
            #expect(try await shop.open().map(\.department).sorted() == ["fire", "market", "urban-management"])
            try await shop.signed(Self.signatories)
            let granted = try await shop.found()
            #expect(granted.outcome == .eligible)
            #expect(granted.state == .decided)
            #expect(try await shop.states().values.allSatisfy { $0 == .issued })
            let documents = try await shop.desk.documents(of: granted)
            #expect(documents.count { $0.title.zh == "准予决定书" } == 4)
            #expect(documents.contains { $0.paragraphs.first?.zh.contains("食品经营许可证") == true })
            let running = try await shop.desk.clocks(of: granted, now: county.now).filter {
                ![.kept, .missed].contains($0.mark)
            }
            #expect(running.map(\.declared.id) == ["delivery"])
            #expect(try await shop.do("deliver", "chuang01", ["result": ["counter"], "papers": ["4"]]) == ["who"])
            #expect(
                try await shop.do(
                    "deliver", "chuang01", ["result": ["counter"], "papers": ["4"], "words": ["本人领取"]]) == [])
            #expect(try await shop.open().isEmpty)
            #expect(try await shop.desk.documents(of: granted).last?.title.zh == "送达回证")
        }
    }

    @Test(arguments: Backend.allCases)
    func `A correction is told once and stops the clock until the papers are there`(_ backend: Backend) async throws {
        try await withCounty(backend) { county in
            let shop = try await Shop(in: county)
            let before = try #require(try await shop.found().dueOn)
            #expect(try await shop.do("accept", "chuang01", ["result": ["correct"]]) == ["what-is-missing"])
            #expect(
                try await shop.do("accept", "chuang01", ["result": ["correct"], "lacking": ["kitchen-layout"]])
                    == [])
            let waiting = try await shop.found()
            #expect(waiting.state == .waiting)
            #expect(waiting.dueOn == nil)
            #expect(
                try await shop.desk.documents(of: waiting).last?.paragraphs.first?.zh.contains("厨房布局图") == true)
            county.clock.advance(seconds: 14 * 86_400)
            _ = try await shop.desk.reportDone(nil, in: shop.number, by: .citizen(shop.owner), now: county.now)
            let back = try await shop.found()
            #expect(back.state == .inReview)
            #expect(try #require(back.dueOn) > before)
            #expect(try await shop.elements() == ["accept"])
            // Said twice, nothing more happens.
            _ = try await shop.desk.reportDone(nil, in: shop.number, by: .citizen(shop.owner), now: county.now)
            #expect(try await shop.elements() == ["accept"])
        }
    }

    @Test func `A correction that does not come goes back to the window by itself`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["correct"], "lacking": ["kitchen-layout"]])
            county.clock.advance(seconds: 31 * 86_400)
            try await county.runJobs()
            #expect(try await shop.elements() == ["accept"])
            // It was told once; now it is accepted or not.
            let again: [String: [String]] = ["result": ["correct"], "lacking": ["health-certificates"]]
            #expect(try await shop.do("accept", "chuang01", again) == ["told-once"])
            #expect(
                try await shop.do("accept", "chuang01", ["result": ["refuse"], "grounds": ["not-completed"]]) == [])
            let refused = try await shop.found()
            #expect(refused.outcome == .ineligible)
            #expect(try await shop.open().isEmpty)
            #expect(try await shop.desk.documents(of: refused).last?.title.zh == "不予受理决定书")
        }
    }

    @Test func `A visit takes two inspectors, and the second signs`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            #expect(try await shop.plan("food", "shipin01", "shipin01") == ["two-inspectors"])
            #expect(try await shop.plan("food", "shipin01", "shipin02") == [])
            let visit: [String: [String]] = ["result": ["pass"], "words": ["看了厨房"]]
            await #expect(throws: WorkflowError.self) { try await shop.do("food-visit", "shipin02", visit) }
            #expect(try await shop.do("food-visit", "shipin01", visit) == [])
            await #expect(throws: WorkflowError.self) {
                try await shop.do("food-confirm", "shipin01", ["result": ["agree"]])
            }
            let first = try await county.official("shipin01")
            #expect(try await !shop.desk.mayTakeOver(try await shop.task("food-confirm"), by: first))
            // Nor as the stand-in of the second.
            let second = try await county.official("shipin02")
            let today = county.system.today
            try await shop.desk.standIn(for: second, deputy: first.id, from: today, through: today, now: county.now)
            let deputy = try await shop.signedIn("shipin01")
            #expect(deputy.standsFor.map(\.name) == [second.name])
            #expect(
                try await shop.do("food-confirm", "shipin01", as: deputy, ["result": ["agree"]]) == ["same-person"])
            #expect(try await shop.do("food-confirm", "shipin02", ["result": ["differ"]]) == ["why"])
            #expect(try await shop.do("food-confirm", "shipin02", ["result": ["differ"], "words": ["冷柜没有看"]]) == [])
            #expect(try await shop.elements().contains("food-visit"))
        }
    }

    @Test func `What has to be mended stops both clocks, each department waits for its own`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            for (part, first, second) in [("food", "shipin01", "shipin02"), ("fire", "xiaofang01", "xiaofang02")] {
                _ = try await shop.plan(part, first, second)
                try await shop.do(
                    "\(part)-visit", first,
                    ["result": ["mend"], "grounds": ["equipment"], "words": ["还缺设备，要补"]])
                try await shop.do("\(part)-confirm", second, ["result": ["agree"]])
            }
            #expect(try await shop.states()["food"] == .mending)
            #expect(try await shop.states()["fire"] == .mending)
            #expect(try await shop.states()["licence"] == .working)
            let clocks = try await shop.desk.clocks(of: try await shop.found(), now: county.now)
            #expect(clocks.map(\.declared.id).sorted() == ["joint", "promised"])
            #expect(clocks.allSatisfy { $0.pause != nil })
            let notices = try await shop.desk.documents(of: try await shop.found()).filter { $0.title.zh == "限期整改通知书" }
            #expect(Set(notices.map(\.seal)) == ["market", "fire"])
            // The others go on meanwhile.
            try await shop.do("licence-review", "dengji01", ["result": ["pass"]])
            // What is mended for one department, however often it is said, sends no other one.
            for _ in 0..<2 {
                _ = try await shop.desk.reportDone("fire", in: shop.number, by: .citizen(shop.owner), now: county.now)
            }
            #expect(try await shop.states()["fire"] == .working)
            #expect(try await shop.states()["food"] == .mending)
            #expect(try await shop.elements() == ["fire-visit", "signboard-review"])
            // The limits stand while the other one is awaited.
            func paused() async throws -> [Bool] {
                try await shop.desk.clocks(of: try await shop.found(), now: county.now).map { $0.pause != nil }
            }
            #expect(try await paused() == [true, true])
            // Nobody waits for ever: after its days the inspectors come again.
            county.clock.advance(seconds: 31 * 86_400)
            try await county.runJobs()
            #expect(try await shop.elements() == ["fire-visit", "food-visit", "signboard-review"])
            #expect(try await paused() == [false, false])
        }
    }

    @Test func `A limit that was stopped before it was known for whom runs on`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            #expect(try await shop.plan("food", "shipin01", "shipin02") == [])
            try await shop.do(
                "food-visit", "shipin01", ["result": ["mend"], "grounds": ["equipment"], "words": ["还缺设备，要补"]])
            try await shop.do("food-confirm", "shipin02", ["result": ["agree"]])
            // As rows were before pauses had holders.
            let storage = county.system.storage
            let kept = try await storage.few("SELECT id, body FROM work_clock WHERE state = 'paused'") {
                (try $0.integer(0), try $0.text(1))
            }.filter { $0.1.contains("mending") }
            #expect(kept.count == 2)
            for (id, body) in kept {
                let older = body.replacing(#","holders":["food"]"#, with: "")
                #expect(older != body)
                try await storage.commit([
                    Statement("UPDATE work_clock SET body = ? WHERE id = ?", [.text(older), .integer(id)])
                ])
            }
            _ = try await shop.desk.reportDone("food", in: shop.number, by: .citizen(shop.owner), now: county.now)
            let clocks = try await shop.desk.clocks(of: try await shop.found(), now: county.now)
            #expect(clocks.map { $0.pause == nil } == [true, true])
        }
    }

    @Test(arguments: Backend.allCases)
    func `The joint sign-off is sent back to one step, and is signed anew by all`(_ backend: Backend) async throws {
        try await withCounty(backend) { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            try await shop.reviewed()
            try await shop.signed([Self.signatories[0]])
            let chief = try await county.official("huiqian-chengguan")
            let task = try await shop.task("sign-off", of: "urban-management")
            let options = try await shop.desk.options(for: task, of: try await shop.found(), by: chief)
            #expect(options.operations.contains(.sendBack))
            try await shop.desk.act(
                .sendBack(to: .element("signboard-review")), on: task, of: shop.number, by: chief,
                reason: "招牌压住了消防通道标志",
                now: county.now)
            #expect(try await shop.elements() == ["signboard-review"])
            #expect(try await shop.states()["signboard"] == .working)
            #expect(try await shop.states()["food"] == .passed)
            try await shop.do("signboard-review", "zhaopai01", ["result": ["pass"]])
            #expect(try await shop.open().map(\.department).sorted() == ["fire", "market", "urban-management"])
            try await shop.signed(Self.signatories)
            #expect(try await shop.found().outcome == .eligible)
            #expect(try await shop.elements() == ["deliver"])
        }
    }

    @Test func `One department refuses its own part, with grounds and basis; the others' licences are issued`()
        async throws
    {
        try await withCounty { county in
            let shop = try await Shop(in: county, changing: ["area": ["80"]])
            #expect(try await shop.states()["fire"] == .unneeded)
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            #expect(try await shop.elements() == ["licence-review", "food-plan", "signboard-review"])
            try await shop.do("licence-review", "dengji01", ["result": ["pass"], "grounds": ["premises"]])
            try await shop.visited("food", "shipin01", "shipin02")
            #expect(try await shop.do("signboard-review", "zhaopai01", ["result": ["refuse"]]) == ["grounds", "basis"])
            try await shop.do(
                "signboard-review", "zhaopai01",
                ["result": ["refuse"], "grounds": ["size"], "words": ["城市容貌标准：高度超过一层檐口"]])
            try await shop.signed([Self.signatories[0], Self.signatories[2]])
            let found = try await shop.found()
            #expect(found.outcome == .ineligible)
            let states = try await shop.states()
            #expect(states["signboard"] == .refused && states["food"] == .issued && states["licence"] == .issued)
            let documents = try await shop.desk.documents(of: found)
            let refusals = documents.filter { $0.title.zh == "不予许可决定书" }
            #expect(refusals.count == 1)
            #expect(refusals.first?.seal == "urban-management")
            #expect(refusals.first?.remedy != nil)
            let words = refusals.first?.paragraphs.first?.zh ?? ""
            #expect(words.contains("招牌尺寸或位置不符合规定") && words.contains("高度超过一层檐口"))
            #expect(!words.contains("经营场所不符合规定"))
            #expect(documents.count { $0.title.zh == "准予决定书" } == 2)
            #expect(try await shop.elements() == ["deliver"])
        }
    }

    @Test func `Without a business licence there is no food licence, and nothing is left to deliver`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county, changing: ["area": ["80"], "signboard": ["no"]])
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            try await shop.do(
                "licence-review", "dengji01", ["result": ["refuse"], "grounds": ["name-taken"], "words": ["名称已有人用"]])
            try await shop.visited("food", "shipin01", "shipin02")
            try await shop.signed([Self.signatories[0]])
            #expect(try await shop.states().values.filter { $0 != .unneeded } == [.refused, .refused])
            #expect(try await shop.open().isEmpty)
            let refused = try await shop.desk.documents(of: try await shop.found()).compactMap(\.paragraphs.first?.zh)
            #expect(refused.contains { $0.contains("没有取得营业执照") })
        }
    }

    @Test func `A promise is looked through instead of a visit`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county, changing: ["fire_way": ["promise"]])
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            #expect(try await shop.elements().contains("fire-promise"))
            try await shop.do("fire-promise", "xiaofang01", ["result": ["pass"]])
            #expect(try await shop.states()["fire"] == .passed)
        }
    }

    @Test func `More time is asked for by a department and approved by the leader, once`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            let before = try #require(try await shop.found().dueOn)
            #expect(county.system.calendar.workingDays(after: county.system.today, through: before) == 45)
            let fire = try await county.official("huiqian-xiaofang")
            #expect(
                try await shop.desk.offers(of: try await shop.found(), to: fire).map(\.element) == ["ask-more-time"])
            let other = try await county.official("shipin01")
            #expect(try await shop.desk.offers(of: try await shop.found(), to: other).isEmpty)
            try await shop.desk.begin("ask-more-time", of: shop.number, by: fire, reason: "要等检测", now: county.now)
            let task = try await shop.task("approve-more-time")
            _ = try await shop.desk.complete(
                task, of: shop.number, by: try await county.official("fenguan02"), result: "approved", now: county.now)
            let after = try #require(try await shop.found().dueOn)
            #expect(county.system.calendar.workingDays(after: county.system.today, through: after) == 60)
        }
    }

    @Test func `What was decided is not withdrawn, and an office that takes no part withdraws nothing`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county, changing: ["area": ["80"]])
            let clerk = try await county.official("songjiao02")
            await #expect(throws: ServiceError.self) {
                _ = try await shop.desk.withdraw(shop.number, by: .official(clerk), now: county.now)
            }
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            try await shop.do("licence-review", "dengji01", ["result": ["pass"]])
            try await shop.visited("food", "shipin01", "shipin02")
            try await shop.do("signboard-review", "zhaopai01", ["result": ["pass"]])
            try await shop.signed([Self.signatories[0], Self.signatories[2]])
            await #expect(throws: ServiceError.self) {
                _ = try await shop.desk.withdraw(shop.number, by: .citizen(shop.owner), now: county.now)
            }
            #expect(try await shop.found().state == .decided)
            #expect(try await shop.elements() == ["deliver"])
        }
    }

    @Test func `A department sees the matters that it takes part in, and no others`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county)
            let family = try await Family("village-no-statement", in: county)
            let inspector = try await county.official("shipin01")
            let reviewer = try await county.official("songjiao01")
            let clerk = try await county.official("songjiao02")
            let window = try await county.official("chuang01")
            let child = try await family.register()
            let cases = county.system.cases
            #expect(try await cases.find(number: shop.number, in: inspector.scope).number == shop.number)
            #expect(try await cases.find(number: child.number, in: reviewer.scope).number == child.number)
            for stranger in [reviewer, clerk] {
                await #expect(throws: ServiceError.self) {
                    try await cases.find(number: shop.number, in: stranger.scope)
                }
            }
            #expect(try await cases.find(number: shop.number, in: window.scope).number == shop.number)
            #expect(try await cases.find(number: child.number, in: window.scope).number == child.number)
            await #expect(throws: ServiceError.self) { try await cases.find(number: child.number, in: inspector.scope) }
            #expect(shop.desk.services(for: inspector.scope).map(\.service.id) == ["restaurant-opening"])
        }
    }

    @Test func `The owner may apply for a second shop in the same year, and may withdraw`() async throws {
        try await withCounty { county in
            let first = try await Shop(in: county)
            let second = try await Shop(in: county, changing: ["shop_name": ["松禾县田记二店"]])
            #expect(first.number != second.number)
            try await second.do("accept", "chuang01", ["result": ["accept"]])
            _ = try await second.desk.withdraw(second.number, by: .citizen(second.owner), now: county.now)
            #expect(try await second.open().isEmpty)
            #expect(try await first.elements() == ["accept"])
        }
    }

    @Test(arguments: Backend.allCases)
    func `The lead asks one more department to sign, and does without it again`(_ backend: Backend) async throws {
        try await withCounty(backend) { county in
            let shop = try await Shop(in: county, changing: ["area": ["80"]])
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            try await shop.do("licence-review", "dengji01", ["result": ["pass"]])
            try await shop.visited("food", "shipin01", "shipin02")
            try await shop.do("signboard-review", "zhaopai01", ["result": ["pass"]])
            let lead = try await county.official("huiqian-shichang")
            let other = try await county.official("huiqian-chengguan")
            func signers() async throws -> [String] { try await shop.open().map(\.department).sorted() }
            func act(_ request: TaskRequest, on department: String, by official: Official) async throws {
                try await shop.desk.act(
                    request, on: try await shop.task("sign-off", of: department), of: shop.number, by: official,
                    reason: "店在二楼，请消防也看一看", now: county.now)
            }
            #expect(try await signers() == ["market", "urban-management"])
            let options = try await shop.desk.options(
                for: try await shop.task("sign-off", of: "market"), of: try await shop.found(), by: lead)
            #expect(options.signers == ["fire"])
            #expect(options.removable.map(\.department) == ["urban-management"])
            await #expect(throws: WorkflowError.self) {
                try await act(.addBeside(department: "education"), on: "market", by: lead)
            }
            try await act(.addBeside(department: "fire"), on: "market", by: lead)
            #expect(try await signers() == ["fire", "market", "urban-management"])
            // Asked already, it is not asked again; and only the lead does without somebody.
            await #expect(throws: WorkflowError.self) {
                try await act(.addBeside(department: "fire"), on: "market", by: lead)
            }
            await #expect(throws: WorkflowError.self) { try await act(.removeSigner, on: "fire", by: other) }
            try await act(.removeSigner, on: "fire", by: lead)
            #expect(try await signers() == ["market", "urban-management"])
            try await act(.addBeside(department: "fire"), on: "market", by: lead)
            try await shop.signed(Self.signatories)
            #expect(try await shop.found().outcome == .eligible)
        }
    }

    @Test(arguments: Backend.allCases)
    func `Somebody of another department is let know, and nobody who may not see it`(_ backend: Backend) async throws {
        try await withCounty(backend) { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["accept"]])
            let reviewer = try await county.official("dengji01")
            let fire = try await county.official("huiqian-xiaofang")
            let stranger = try await county.official("songjiao01")
            let task = try await shop.task("licence-review")
            func copy(to other: Official, by official: Official) async throws {
                try await shop.desk.act(
                    .copy(to: other.id), on: task, of: shop.number, by: official, reason: "请先看看门口的通道", now: county.now)
            }
            let options = try await shop.desk.options(for: task, of: try await shop.found(), by: reviewer)
            #expect(options.readers.contains { $0.id == fire.id })
            #expect(!options.readers.contains { $0.id == stranger.id })
            await #expect(throws: WorkflowError.self) { try await copy(to: stranger, by: reviewer) }
            await #expect(throws: WorkflowError.self) { try await copy(to: fire, by: fire) }
            let inspector = try await county.official("shipin01")
            await #expect(throws: WorkflowError.self) { try await copy(to: fire, by: inspector) }
            try await copy(to: fire, by: reviewer)
            // Pressed twice it is one.
            try await copy(to: fire, by: reviewer)
            let store = TaskStore(storage: county.system.storage)
            let copies = try await store.copies(to: fire.id, page: 1, size: 10)
            #expect(copies.map(\.official) == [reviewer.id])
            #expect(try shop.desk.reason(of: try #require(copies.first)) == "请先看看门口的通道")
            #expect(try await store.copies(to: inspector.id, page: 1, size: 10).isEmpty)
            // Nothing has moved.
            #expect(try await shop.task("licence-review").id == task.id)
        }
    }

    @Test func `What several departments need is asked once`() async throws {
        try await withCounty { county in
            let runtime = try county.system.desk.runtime("restaurant-opening")
            let asked = runtime.form.pages.flatMap(\.fields).filter { $0.type != .file }.map(\.name)
            let needed = runtime.service.parts.flatMap(\.fields)
            #expect(Set(asked).count == asked.count)
            #expect(Set(needed).isSubset(of: asked))
            // Four forms would ask 33 things; this one asks fewer than half.
            #expect(needed.count == 33)
            #expect(Set(needed).count == 15)
        }
    }

    @Test func `What officials write is sealed, and shown to officials of the matter`() async throws {
        try await withCounty { county in
            let shop = try await Shop(in: county)
            try await shop.do("accept", "chuang01", ["result": ["accept"], "words": ["电话里已经核对过地址"]])
            let found = try await shop.found()
            let event = try #require(try await county.system.cases.timeline(of: found).last { $0.code == .taskDone })
            #expect(try shop.desk.note(of: event)["words"]?.string == "电话里已经核对过地址")
            #expect(!event.data.text.contains("核对过地址"))
            let raw = try await county.system.storage.query("SELECT note FROM case_event WHERE note IS NOT NULL") {
                String(decoding: try $0.bytes(0), as: UTF8.self)
            }
            #expect(!raw.isEmpty && !raw.contains { $0.contains("核对过地址") })
        }
    }
}
