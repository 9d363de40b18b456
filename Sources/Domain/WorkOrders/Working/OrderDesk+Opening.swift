import Cryptography
import Definitions
import Diagnostics
package import Directory
import FEELEngine
package import FormEngine
import JSONTree
import Journal
import ProcessEngine
import Services
import Storage
import WorkCalendar
import Workflow

/// Orders that officials set: a leader's two words on any record become a task with an owner and a day (督查督办).
extension OrderDesk {
    /// A key for a form that opens an order: sent twice it opens one.
    package func newKey() throws -> String { try SecureRandom.shared.readableCode(12) }

    /// The form by which an order of a kind is opened.
    package func openingView(
        _ kind: String, about record: String?, suggested department: String?, submission: FormSubmission? = nil,
        now: Int64
    ) async throws -> (form: Form, page: PageState)? {
        let runtime = try runtime(kind)
        guard let form = runtime.kind.openingForm.flatMap({ runtime.forms[$0.id] }) else { return nil }
        let context = try await openingContext(runtime, about: record, suggested: department, now: now)
        let journey = form.journey(answers: submission?.answers ?? [:], context: context)
        return journey.pages.first.map { (form, $0) }
    }

    private func openingContext(
        _ runtime: OrderRuntime, about record: String?, suggested: String?, now: Int64
    ) async throws -> FEELContext {
        let offices = try await officeOptions()
        let days = runtime.number(runtime.kind.usualDays, on: today(now)) ?? 5
        let due = clocks.due.calendar.addingWorkingDays(days, to: today(now)).date
        let order: JSON = [
            "about": record.map { .string($0) } ?? .null, "department": suggested.map { .string($0) } ?? .null,
            "usual_day": .string(due.iso),
        ]
        return runtime.formContext(order: order, offices: offices, same: [], on: today(now))
    }

    /// Opens an order by what its form was answered with.
    ///
    /// - Parameter key: what the form was given when it was drawn.
    /// - Returns: its number, or what was refused.
    /// - Throws: `task.not-yours` for who may not set any.
    package func open(
        _ kind: String, about record: String?, key: String, by official: Official, posted: PostedAnswers, now: Int64
    ) async throws -> (number: String?, submission: FormSubmission?) {
        guard official.scope.may(.overseeOrders) else { throw WorkflowError(.taskNotYours) }
        let runtime = try runtime(kind)
        guard let form = runtime.kind.openingForm.flatMap({ runtime.forms[$0.id] }), let page = form.pages.first else {
            throw OrderError(.unknownKind)
        }
        let context = try await openingContext(runtime, about: record, suggested: nil, now: now)
        guard let submission = form.submit(posted, page: page.id, answers: [:], context: context) else {
            throw OrderError(.unknownKind)
        }
        guard submission.isAccepted else { return (nil, submission) }
        let (plain, written) = form.parted(submission.answers)
        // The same form sent twice is one task.
        let mark = orders.keyring.blindIndex("\(official.id) \(key)", domain: "work_order.number")
        let number = "DB\(today(now).year)\(SecureRandom.readable(mark.prefix(8)))"
        let county = try await OfficeNames(directory: directory).county
        try await planned { [self] reader in
            if try orders.find(kind: kind, number: number, reader: reader) != nil { return (WriteSet(), ()) }
            var order = WorkOrder(
                id: orders.identifiers.next(), kind: kind, number: number, division: county, about: record,
                founder: official.id, at: now)
            order.content = try orders.sealedContent(written, order: order.id)
            var opening = plain
            if let day = plain["due_on"]?.string.flatMap({ CivilDate(iso: $0) }) {
                order.upperDueAt = clocks.due.instant(of: CivilMinute(date: day.adding(days: 1), minute: 0)) - 1
                for (name, value) in urging(day, runtime, now: now) { opening = opening.setting(name, to: value) }
            }
            let step = OrderStep(
                desk: self, runtime: runtime, order: order, actor: .official(official), reader: reader, now: now,
                isNew: true)
            var steps = WriteSet()
            try processes.start(
                runtime.processHash, matter: step.matter,
                variables: try step.processVariables() + [("opening", opening)],
                handling: step, now: now, writes: &steps)
            step.writes.append(contentsOf: steps)
            step.note(.received)
            step.record("received", detail: record ?? "")
            try noteAbout(record, number: number, step)
            return (try step.finished(), ())
        }
        return (number, nil)
    }

    /// The days on which whoever has it is pressed: yellow some working days before, orange on the day, red after it.
    private func urging(_ due: CivilDate, _ runtime: OrderRuntime, now: Int64) -> [(String, JSON)] {
        let ahead = runtime.number(runtime.kind.yellowDays, on: today(now)) ?? 3
        var yellow = due
        var left = ahead
        while left > 0, yellow > today(now) {
            yellow = yellow.adding(days: -1)
            if clocks.due.calendar.isWorkingDay(yellow) { left -= 1 }
        }
        return [
            ("yellow_on", .string(yellow.iso)), ("orange_on", .string(due.iso)),
            ("red_on", .string(due.adding(days: 1).iso)),
        ]
    }

    /// The record that it is about says so, too.
    private func noteAbout(_ record: String?, number: String, _ step: OrderStep) throws {
        guard let parts = record?.split(separator: ":", maxSplits: 1).map(String.init), parts.count == 2,
            let about = try orders.find(kind: parts[0], number: parts[1], reader: step.reader)
        else { return }
        step.writes.append(
            OrderEvent.statement(
                .supervised, id: orders.identifiers.next(), order: about.id, at: step.now, office: "",
                post: step.actor.post, official: step.actor.officialID, data: ["number": .string(number)]))
    }
}
