/// A seeded generator (SplitMix64), so that a failing walk can be walked again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: items.indices, using: &self)] }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// Makes well-formed models at random: blocks in sequence, nested in each other, each with one way in and one out.
struct RandomModel {
    var random: Seeded
    private var count = 0
    private var body = ""

    private init(_ random: Seeded) { self.random = random }

    /// The BPMN of a model from a seed.
    static func xml(seed: UInt64) -> String {
        var model = RandomModel(Seeded(seed))
        let inner = model.level(depth: 3, isRoot: true)
        return """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yw="https://yiwang.org/bpmn/1"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:random">
            <message id="m" name="news"/><signal id="s" name="bell"/><error id="e" errorCode="broken"/>
            <escalation id="c" escalationCode="late"/>
            <process id="p" isExecutable="true">\(inner)</process></definitions>
            """
    }

    private mutating func id(_ prefix: String) -> String {
        count += 1
        return "\(prefix)\(count)"
    }

    private mutating func flow(_ from: String, _ to: String, _ condition: String? = nil) {
        let id = id("f")
        let inside = condition.map { "<conditionExpression>\($0)</conditionExpression>" } ?? ""
        body += "<sequenceFlow id=\"\(id)\" sourceRef=\"\(from)\" targetRef=\"\(to)\">\(inside)</sequenceFlow>"
    }

    /// A process's or sub-process's inside: start, blocks, end, and perhaps an event sub-process.
    private mutating func level(depth: Int, isRoot: Bool) -> String {
        let outer = body
        body = ""
        let start = id("start")
        let end = id("end")
        body += "<startEvent id=\"\(start)\"/>"
        let last = sequence(after: start, depth: depth)
        let kind = random.chance(6) ? "<terminateEventDefinition/>" : random.chance(5) && !isRoot ? error : ""
        body += "<endEvent id=\"\(end)\">\(kind)</endEvent>"
        flow(last, end)
        if random.chance(20) { eventSubProcess(depth: depth) }
        let inside = body
        body = outer
        return inside
    }

    private let error = "<errorEventDefinition errorRef=\"e\"/>"

    private mutating func sequence(after: String, depth: Int) -> String {
        var last = after
        for _ in 0..<Int.random(in: 1...3, using: &random) { last = block(after: last, depth: depth) }
        return last
    }

    private mutating func block(after: String, depth: Int) -> String {
        if depth <= 0 { return task(after: after) }
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return split("parallelGateway", after: after, depth: depth, conditions: false)
        case 1: return split("inclusiveGateway", after: after, depth: depth, conditions: true)
        case 2: return split("exclusiveGateway", after: after, depth: depth, conditions: true)
        case 3, 4: return subProcess(after: after, depth: depth)
        case 5: return loop(after: after, depth: depth)
        case 6: return eventGateway(after: after)
        case 7: return catchEvent(after: after)
        case 8: return throwEvent(after: after)
        default: return task(after: after)
        }
    }

    private mutating func task(after: String) -> String {
        let id = id("task")
        var inside = ""
        if random.chance(20) { return signOff(after: after) }
        if random.chance(15) {
            let isSequential = random.chance(50)
            inside = """
                <multiInstanceLoopCharacteristics isSequential="\(isSequential)"><loopCardinality \
                xsi:type="tFormalExpression">\(Int.random(in: 0...4, using: &random))</loopCardinality>\
                </multiInstanceLoopCharacteristics>
                """
        }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: body += "<serviceTask id=\"\(id)\" implementation=\"work\">\(inside)</serviceTask>"
        case 1:
            body +=
                "<scriptTask id=\"\(id)\" scriptFormat=\"FEEL\" yw:result=\"n\">\(inside)<script>1</script></scriptTask>"
        default:
            body += "<userTask id=\"\(id)\" yw:operations=\"\(operations)\">\(inside)</userTask>"
            if inside.isEmpty, random.chance(15) { compensation(of: id) }
        }
        flow(after, id)
        return boundary(on: id)
    }

    private let operations = "hand-on delegate add-before add-after remove take-back send-back suspend"

    /// Several sign; how many there are changes on the way.
    private mutating func signOff(after: String) -> String {
        let id = id("sign")
        let signing = random.pick(["all", "any", "vote\" yw:quorum=\"ceiling(numberOfInstances / 2)"])
        body += """
            <userTask id="\(id)" yw:signing="\(signing)" yw:result="signed" yw:operations="\(operations) add-beside">\
            <multiInstanceLoopCharacteristics yw:collection="[1, 2, 3]" yw:item="signer"/></userTask>
            """
        flow(after, id)
        return boundary(on: id)
    }

    /// What undoes a task; sometimes that takes somebody's time.
    private mutating func compensation(of activity: String) {
        let id = id("undo")
        let kind = random.pick(["userTask", "task"])
        body += """
            <boundaryEvent id="\(id)-event" attachedToRef="\(activity)"><compensateEventDefinition/></boundaryEvent>\
            <\(kind) id="\(id)" isForCompensation="true"/><association id="\(id)-link" associationDirection="One" \
            sourceRef="\(id)-event" targetRef="\(id)"/>
            """
    }

    /// Perhaps puts an event on an activity. What interrupts comes back to the activity's way, so that a join which
    /// waits for it is not left alone; what does not ends by itself.
    private mutating func boundary(on activity: String) -> String {
        guard random.chance(25) else { return activity }
        let id = id("boundary")
        let (definition, mustInterrupt) = random.pick([
            (timer, false), ("<messageEventDefinition messageRef=\"m\"/>", false),
            ("<signalEventDefinition signalRef=\"s\"/>", false), (error, true), ("<errorEventDefinition/>", true),
            ("<escalationEventDefinition escalationRef=\"c\"/>", false),
        ])
        let cancels = mustInterrupt || random.chance(50)
        body += """
            <boundaryEvent id="\(id)" attachedToRef="\(activity)" cancelActivity="\(cancels)">\(definition)</boundaryEvent>
            """
        let last = random.chance(50) ? task(after: id) : id
        let end = self.id("end")
        if cancels {
            body += "<exclusiveGateway id=\"\(end)\"/>"
            flow(activity, end)
        } else {
            body += "<endEvent id=\"\(end)\"/>"
        }
        flow(last, end)
        return cancels ? end : activity
    }

    private let timer =
        "<timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition>"

    private mutating func split(_ kind: String, after: String, depth: Int, conditions: Bool) -> String {
        let fork = id("fork")
        let join = id("join")
        let branches = Int.random(in: 2...3, using: &random)
        var ends: [String] = []
        var firstFlows: [(String, String)] = []
        for _ in 0..<branches {
            // A branch begins with a task of its own, so that its first node is known.
            let first = id("task")
            body += "<userTask id=\"\(first)\" yw:operations=\"\(operations)\" yw:return-targets=\"\(first)\"/>"
            firstFlows.append((fork, first))
            ends.append(sequence(after: first, depth: depth - 1))
        }
        let defaultFlow = conditions ? id("f") : ""
        body += "<\(kind) id=\"\(fork)\"\(conditions ? " default=\"\(defaultFlow)\"" : "")/><\(kind) id=\"\(join)\"/>"
        flow(after, fork)
        for (number, (from, to)) in firstFlows.enumerated() {
            if conditions, number == 0 {
                body += "<sequenceFlow id=\"\(defaultFlow)\" sourceRef=\"\(from)\" targetRef=\"\(to)\"/>"
            } else {
                flow(from, to, conditions ? "x = \(number)" : nil)
            }
        }
        for end in ends { flow(end, join) }
        return join
    }

    private mutating func subProcess(after: String, depth: Int) -> String {
        let id = id("sub")
        let inside = level(depth: depth - 1, isRoot: false)
        var loop = ""
        if random.chance(15) {
            loop = """
                <multiInstanceLoopCharacteristics isSequential="\(random.chance(50))"><loopCardinality \
                xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics>
                """
        }
        body += "<subProcess id=\"\(id)\">\(loop)\(inside)</subProcess>"
        flow(after, id)
        return boundary(on: id)
    }

    private mutating func eventSubProcess(depth: Int) {
        let sub = id("event")
        let start = id("start")
        let end = id("end")
        let (definition, mustInterrupt) = random.pick([
            (timer, false), ("<messageEventDefinition messageRef=\"m\"/>", false), (error, true),
            ("<escalationEventDefinition escalationRef=\"c\"/>", false),
        ])
        let outer = body
        body =
            "<startEvent id=\"\(start)\" isInterrupting=\"\(mustInterrupt || random.chance(50))\">\(definition)</startEvent>"
        let last = task(after: start)
        body += "<endEvent id=\"\(end)\"/>"
        flow(last, end)
        let inside = body
        body = outer + "<subProcess id=\"\(sub)\" triggeredByEvent=\"true\">\(inside)</subProcess>"
    }

    private mutating func loop(after: String, depth: Int) -> String {
        let entry = id("again")
        let exit = id("decide")
        body += "<exclusiveGateway id=\"\(entry)\"/>"
        flow(after, entry)
        let last = sequence(after: entry, depth: depth - 1)
        let leave = id("pass")
        let out = id("f")
        body += "<exclusiveGateway id=\"\(exit)\" default=\"\(out)\"/><task id=\"\(leave)\"/>"
        body += "<sequenceFlow id=\"\(out)\" sourceRef=\"\(exit)\" targetRef=\"\(leave)\"/>"
        flow(last, exit)
        flow(exit, entry, "again = true")
        return leave
    }

    private mutating func eventGateway(after: String) -> String {
        let gateway = id("wait")
        let join = id("join")
        body += "<eventBasedGateway id=\"\(gateway)\"/><exclusiveGateway id=\"\(join)\"/>"
        flow(after, gateway)
        for definition in [timer, "<messageEventDefinition messageRef=\"m\"/>"] {
            let event = id("catch")
            body += "<intermediateCatchEvent id=\"\(event)\">\(definition)</intermediateCatchEvent>"
            flow(gateway, event)
            flow(event, join)
        }
        return join
    }

    private mutating func catchEvent(after: String) -> String {
        let event = id("catch")
        let definition = random.pick([
            timer, "<messageEventDefinition messageRef=\"m\"/>", "<signalEventDefinition signalRef=\"s\"/>",
        ])
        body += "<intermediateCatchEvent id=\"\(event)\">\(definition)</intermediateCatchEvent>"
        flow(after, event)
        return event
    }

    private mutating func throwEvent(after: String) -> String {
        let event = id("throw")
        let definition = random.pick([
            "", "<signalEventDefinition signalRef=\"s\"/>", "<messageEventDefinition messageRef=\"m\"/>",
            "<escalationEventDefinition escalationRef=\"c\"/>",
        ])
        body += "<intermediateThrowEvent id=\"\(event)\">\(definition)</intermediateThrowEvent>"
        flow(after, event)
        return event
    }
}
