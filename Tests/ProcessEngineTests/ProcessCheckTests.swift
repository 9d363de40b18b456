import Diagnostics
import ProcessEngine
import Testing

@Suite struct `Checking a process` {
    private func codes(_ elements: String) throws -> [String] {
        ProcessCheck.findings(in: try Model.definition(elements)).map(\.code)
    }

    private let ends = "<startEvent id=\"start\"/><endEvent id=\"end\"/>"
    private func user(_ ids: String...) -> String {
        ids.map { "<userTask id=\"\($0)\" yw:post=\"clerk\" yw:due=\"5wd\"/>" }.joined()
    }

    @Test func `a sound process has no findings`() throws {
        let fork = "<parallelGateway id=\"fork\"/><parallelGateway id=\"join\"/>"
        #expect(
            try codes(
                ends + user("a", "b", "c") + fork + Model.chain("start", "a", "fork", "b", "join", "end")
                    + Model.chain("fork", "c", "join")) == [])
        let loop =
            "<exclusiveGateway id=\"again\"/><exclusiveGateway id=\"good\" default=\"good-end\"/>" + ends + user("a")
        #expect(
            try codes(
                loop + Model.chain("start", "again", "a", "good", "end") + Model.flow("good", "again", "x = 1")) == [])
        let inclusive =
            "<inclusiveGateway id=\"split\" default=\"split-a\"/><inclusiveGateway id=\"merge\"/>" + ends
            + user("a", "b")
        #expect(
            try codes(
                inclusive + Model.chain("start", "split", "a", "merge", "end") + Model.flow("split", "b", "x = 1")
                    + Model.chain("b", "merge")) == [])
    }

    @Test func `a choice before a join that waits for all is a deadlock`() throws {
        let model =
            ends + user("a", "b")
            + "<exclusiveGateway id=\"choice\" default=\"choice-a\"/><parallelGateway id=\"join\"/>"
            + Model.chain("start", "choice", "a", "join", "end") + Model.flow("choice", "b", "x = 1")
            + Model.chain("b", "join")
        let found = ProcessCheck.findings(in: try Model.definition(model))
        #expect(
            found.map(\.code) == ["process.deadlock", "process.dead"] || found.map(\.code).contains("process.deadlock"))
        #expect(
            found.contains { $0.code == "process.deadlock" && $0.message.en.contains("(join)") && $0.location != nil })
    }

    @Test func `a fork that is merged without a join is passed twice`() throws {
        let model =
            ends + user("a", "b", "c", "d") + "<parallelGateway id=\"fork\"/><exclusiveGateway id=\"merge\"/>"
            + Model.chain("start", "fork", "a", "merge", "d", "end") + Model.chain("fork", "b", "merge")
            + Model.chain("fork", "c", "merge")
        #expect(try codes(model).contains("process.passed-twice"))
    }

    @Test func `what nothing reaches is dead, also behind a join`() throws {
        let model =
            ends + user("a", "b") + "<exclusiveGateway id=\"loop\"/>" + Model.chain("start", "a", "end")
            + Model.chain("loop", "b", "loop")
        #expect(try codes(model).filter { $0 == "process.dead" }.count == 2)
    }

    @Test func `defaults, posts and limits that are missing are told`() throws {
        let model =
            ends + "<userTask id=\"a\"/>" + user("b") + "<exclusiveGateway id=\"choice\"/>"
            + Model.chain("start", "choice") + Model.flow("choice", "a", "x = 1") + Model.flow("choice", "b", "x = 2")
            + Model.chain("a", "end") + Model.chain("b", "end")
        #expect(
            Set(try codes(model)) == ["process.default-missing", "process.task-for-nobody", "process.limit-missing"])
    }

    @Test func `boundary events, sub-processes and ends for all are played`() throws {
        let sub =
            "<subProcess id=\"sub\"><startEvent id=\"s1\"/>" + user("x") + "<endEvent id=\"s2\"/>"
            + Model.chain("s1", "x", "s2") + "</subProcess><boundaryEvent id=\"late\" attachedToRef=\"sub\" "
            + "cancelActivity=\"false\">\(Model.timer("PT1H"))</boundaryEvent>" + user("remind")
            + "<endEvent id=\"told\"/><endEvent id=\"all\"><terminateEventDefinition/></endEvent>"
        #expect(
            try codes(
                ends + sub + "<exclusiveGateway id=\"ok\" default=\"ok-end\"/>"
                    + Model.chain("start", "sub", "ok", "end")
                    + Model.flow("ok", "all", "x = 1") + Model.chain("late", "remind", "told")) == [])
    }

    @Test func `models made of whole blocks are sound`() throws {
        for seed in 0..<60 {
            let reading = BPMNReading(Array(RandomModel.xml(seed: UInt64(seed)).utf8))
            let definition = try #require(reading.definitions.first)
            let wrong = ProcessCheck.findings(in: definition).filter {
                ["process.deadlock", "process.dead", "process.passed-twice"].contains($0.code)
            }
            #expect(wrong.isEmpty, "seed \(seed): \(wrong)")
        }
    }
}
