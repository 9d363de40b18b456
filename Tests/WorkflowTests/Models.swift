import FEELEngine
import ProcessEngine
import Testing
import Workflow

/// Processes that the tests run, as their authors would write them.
enum Models {
    private static func definitions(_ body: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.org/bpmn/1" id="d" \
        targetNamespace="https://yiwang.org/bpmn/test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
          <message id="m-evidence" name="evidence"/>
          <message id="m-withdraw" name="withdraw"/>
          \(body)
        </definitions>
        """
    }

    private static func flow(_ source: String, _ target: String, _ condition: String? = nil) -> String {
        let head = "<sequenceFlow id=\"\(source)-\(target)\" sourceRef=\"\(source)\" targetRef=\"\(target)\""
        guard let condition else { return head + "/>" }
        return head + "><conditionExpression>\(condition)</conditionExpression></sequenceFlow>"
    }

    private static func owner(_ post: String) -> String {
        """
        <potentialOwner><resourceAssignmentExpression><formalExpression>\(post)</formalExpression>\
        </resourceAssignmentExpression></potentialOwner>
        """
    }

    /// One prepares, one checks, one signs: each may be handed around and sent back.
    static let office = definitions(
        """
        <process id="office" isExecutable="true">
          <startEvent id="start"/>
          <userTask id="prepare" name="拟办" yw:due="5wd" yw:operations="\(operations)">\(owner("clerk"))</userTask>
          <userTask id="check" name="审核" yw:due="2wd" yw:operations="\(operations)">\(owner("reviewer"))</userTask>
          <endEvent id="end"/>
          \(flow("start", "prepare")) \(flow("prepare", "check")) \(flow("check", "end"))
        </process>
        """)

    /// One works on it, may let it rest, and is called when time is up; it may be withdrawn at any time.
    static func desk(timer: String, rests: Bool = true) -> String {
        let kind = timer.first?.isNumber == true && timer.contains("-") ? "timeDate" : "timeDuration"
        return definitions(
            """
            <process id="desk" isExecutable="true">
              <startEvent id="start"/>
              <userTask id="work" name="办理" yw:due="5wd" yw:operations="suspend">\(owner("clerk"))</userTask>
              <boundaryEvent id="late" attachedToRef="work">
                <timerEventDefinition\(rests ? "" : " yw:rests=\"false\"")><\(kind) xsi:type="tFormalExpression">\(timer)</\(kind)></timerEventDefinition>
              </boundaryEvent>
              <boundaryEvent id="withdrawn" attachedToRef="work">
                <messageEventDefinition messageRef="m-withdraw"/>
              </boundaryEvent>
              <endEvent id="end"/> <endEvent id="over"/>
              \(flow("start", "work")) \(flow("work", "end")) \(flow("late", "over")) \(flow("withdrawn", "over"))
            </process>
            """)
    }

    /// Calls `visit`, with a place to go to, and goes on with what came of it; a visit that is refused ends it otherwise.
    static func caller(of called: String = "visit") -> String {
        definitions(
            """
            <escalation id="e-late" escalationCode="late"/> <error id="e-refused" errorCode="refused"/>
            <process id="caller" isExecutable="true">
              <startEvent id="start"/>
              <callActivity id="visiting" calledElement="\(called)" yw:result="found">
                <extensionElements><yw:input name="place">"厨房"</yw:input></extensionElements>
              </callActivity>
              <boundaryEvent id="refused" attachedToRef="visiting">
                <errorEventDefinition errorRef="e-refused"/>
              </boundaryEvent>
              <boundaryEvent id="is-late" attachedToRef="visiting" cancelActivity="false">
                <escalationEventDefinition escalationRef="e-late"/>
              </boundaryEvent>
              <boundaryEvent id="withdrawn" attachedToRef="visiting">
                <messageEventDefinition messageRef="m-withdraw"/>
              </boundaryEvent>
              <userTask id="decide" name="决定">\(owner("reviewer"))</userTask>
              <userTask id="urge" name="催一下">\(owner("reviewer"))</userTask>
              <userTask id="explain" name="说明">\(owner("reviewer"))</userTask>
              <endEvent id="end"/> <endEvent id="urged"/> <endEvent id="over"/> <endEvent id="explained"/>
              \(flow("start", "visiting")) \(flow("visiting", "decide")) \(flow("decide", "end"))
              \(flow("is-late", "urge")) \(flow("urge", "urged")) \(flow("withdrawn", "over"))
              \(flow("refused", "explain")) \(flow("explain", "explained"))
            </process>
            """)
    }

    /// Two go to a place, one after the other; it escalates when the second is asked, and may be refused.
    static let visit = definitions(
        """
        <escalation id="e-late" escalationCode="late"/> <error id="e-refused" errorCode="refused"/>
        <process id="visit" isExecutable="true">
          <startEvent id="v-start"/>
          <userTask id="first" name="第一人" yw:result="seen">\(owner("inspector"))</userTask>
          <exclusiveGateway id="may-go-on" default="may-go-on-tell"/>
          <intermediateThrowEvent id="tell"><escalationEventDefinition escalationRef="e-late"/></intermediateThrowEvent>
          <userTask id="second" name="第二人">\(owner("inspector"))</userTask>
          <endEvent id="v-end"/>
          <endEvent id="v-refused"><errorEventDefinition errorRef="e-refused"/></endEvent>
          \(flow("v-start", "first")) \(flow("first", "may-go-on")) \(flow("may-go-on", "tell"))
          \(flow("may-go-on", "v-refused", "seen = \"closed\"")) \(flow("tell", "second")) \(flow("second", "v-end"))
        </process>
        """)

    /// Waits for a message.
    static let waiting = definitions(
        """
        <process id="wait" isExecutable="true">
          <startEvent id="w-start"/>
          <intermediateCatchEvent id="hear"><messageEventDefinition messageRef="m-evidence"/></intermediateCatchEvent>
          <endEvent id="w-end"/>
          \(flow("w-start", "hear")) \(flow("hear", "w-end"))
        </process>
        """)

    /// Calls the same twice, side by side.
    static let twoCalls = definitions(
        """
        <process id="caller" isExecutable="true">
          <startEvent id="start"/> <parallelGateway id="fork"/> <parallelGateway id="join"/> <endEvent id="end"/>
          <callActivity id="left" calledElement="listening"/> <callActivity id="right" calledElement="listening"/>
          \(flow("start", "fork")) \(flow("fork", "left")) \(flow("fork", "right")) \(flow("left", "join"))
          \(flow("right", "join")) \(flow("join", "end"))
        </process>
        """)

    /// Ends when it hears a signal.
    static let listening = definitions(
        """
        <signal id="s-bell" name="bell"/>
        <process id="listening" isExecutable="true">
          <startEvent id="l-start"/>
          <intermediateCatchEvent id="hear"><signalEventDefinition signalRef="s-bell"/></intermediateCatchEvent>
          <endEvent id="l-end"/>
          \(flow("l-start", "hear")) \(flow("hear", "l-end"))
        </process>
        """)

    /// Ends at once, with something said.
    static let brief = definitions(
        """
        <process id="brief" isExecutable="true">
          <startEvent id="b-start"/>
          <scriptTask id="say" scriptFormat="FEEL" yw:result="said"><script>place + "去过了"</script></scriptTask>
          <endEvent id="b-end"/>
          \(flow("b-start", "say")) \(flow("say", "b-end"))
        </process>
        """)

    /// Calls itself, without ever waiting.
    static let endless = definitions(
        """
        <process id="caller" isExecutable="true">
          <startEvent id="start"/>
          <callActivity id="again" calledElement="caller"/>
          <endEvent id="end"/>
          \(flow("start", "again")) \(flow("again", "end"))
        </process>
        """)

    /// Raises a signal when its task is done.
    static let bell = definitions(
        """
        <signal id="s-bell" name="bell"/>
        <process id="bell" isExecutable="true">
          <startEvent id="start"/> <userTask id="pull" name="拉铃">\(owner("clerk"))</userTask>
          <intermediateThrowEvent id="ring"><signalEventDefinition signalRef="s-bell"/></intermediateThrowEvent>
          <endEvent id="end"/>
          \(flow("start", "pull")) \(flow("pull", "ring")) \(flow("ring", "end"))
        </process>
        """)

    /// Waits for that signal, then for somebody.
    static let listener = definitions(
        """
        <signal id="s-bell" name="bell"/>
        <process id="listener" isExecutable="true">
          <startEvent id="l-start"/>
          <intermediateCatchEvent id="hear"><signalEventDefinition signalRef="s-bell"/></intermediateCatchEvent>
          <userTask id="answer" name="应答">\(owner("clerk"))</userTask> <endEvent id="l-end"/>
          \(flow("l-start", "hear")) \(flow("hear", "answer")) \(flow("answer", "l-end"))
        </process>
        """)

    private static let operations = "hand-on delegate add-before add-after remove take-back send-back"

    /// Looks up, decides; what is unknown goes to a person with a clock, which new evidence or a withdrawal cuts short;
    /// then two offices sign side by side.
    static let review = definitions(
        """
        <process id="review" isExecutable="true">
          <startEvent id="start"/>
          <serviceTask id="look" implementation="test.look" yw:result="facts"/>
          <businessRuleTask id="decide" implementation="test.decide" yw:decision="d" yw:result="decision"/>
          <exclusiveGateway id="known" default="known-settle"/>
          <userTask id="settle" name="人工核对" yw:form="finding" yw:due="5wd" yw:result="finding">\(owner("reviewer"))</userTask>
          <boundaryEvent id="new-evidence" attachedToRef="settle" cancelActivity="true">
            <messageEventDefinition messageRef="m-evidence" yw:correlation="=case_number"/>
          </boundaryEvent>
          <boundaryEvent id="late" attachedToRef="settle" cancelActivity="false">
            <timerEventDefinition><timeDuration xsi:type="tFormalExpression">P5D</timeDuration></timerEventDefinition>
          </boundaryEvent>
          <serviceTask id="escalate" implementation="test.escalate"/>
          <endEvent id="escalated"/>
          <exclusiveGateway id="merge"/>
          <parallelGateway id="fork"/>
          <userTask id="sign-a" name="甲签字" yw:due="2026-08-20" yw:result="a">\(owner("office-a"))</userTask>
          <userTask id="sign-b" name="乙签字" yw:result="b">\(owner("office-b"))</userTask>
          <parallelGateway id="join"/>
          <endEvent id="done"/>
          <subProcess id="withdrawal" triggeredByEvent="true">
            <startEvent id="withdraw" isInterrupting="true">
              <messageEventDefinition messageRef="m-withdraw" yw:correlation="=case_number"/>
            </startEvent>
            <serviceTask id="release" implementation="test.release"/>
            <endEvent id="withdrawn"/>
            \(flow("withdraw", "release"))\(flow("release", "withdrawn"))
          </subProcess>
          \(flow("start", "look"))\(flow("look", "decide"))\(flow("decide", "known"))
          \(flow("known", "merge", "decision = \"yes\""))\(flow("known", "settle"))
          \(flow("settle", "merge"))\(flow("merge", "fork"))\(flow("new-evidence", "look"))\(flow("late", "escalate"))
          \(flow("escalate", "escalated"))
          \(flow("fork", "sign-a"))\(flow("fork", "sign-b"))\(flow("sign-a", "join"))\(flow("sign-b", "join"))
          \(flow("join", "done"))
        </process>
        """)

    /// A definition read from its bytes.
    static func read(_ xml: String) throws -> ProcessDefinition {
        let reading = BPMNReading(
            Array(xml.utf8), file: "test.bpmn", expressions: FEELExpressionCompiler(environment: FEELEnvironment()))
        #expect(reading.isValid, "\(reading.diagnostics)")
        return try #require(reading.definitions.first)
    }
}
