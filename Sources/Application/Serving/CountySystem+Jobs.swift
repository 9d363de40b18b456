import ProcessEngine
import Registers
import Services
package import Storage
import WorkOrders
import Workflow

extension CountySystem {
    /// What the jobs of the queue do.
    package func registerJobs(on jobs: JobRunner) {
        imports.register(on: jobs)
        let processes = ProcessStore(storage: storage)
        jobs.register(ProcessRunner.timerJob) { [desk, orderDesk, clock] job in
            let parts = String(decoding: job.payload, as: UTF8.self).split(separator: " ")
            guard parts.count == 2, let instance = Int64(parts[0]), let timer = Int(parts[1]) else { return WriteSet() }
            let matter = try await processes.matter(of: instance)
            if let matter, matter.kind == OrderDesk.matter {
                return try await orderDesk.due(
                    .timerDue(timer: timer), instance: instance, order: matter.id, now: clock.now())
            }
            return try await desk.timerDue(instance: instance, timer: timer, now: clock.now())
        }
        jobs.register(ProcessRunner.wakeJob) { [desk, orderDesk, clock] job in
            guard let waking = ProcessRunner.Waking(payload: job.payload) else { return WriteSet() }
            if let matter = try await processes.matter(of: waking.instance), matter.kind == OrderDesk.matter {
                return try await orderDesk.wake(waking, order: matter.id, now: clock.now())
            }
            return try await desk.wake(waking, now: clock.now())
        }
        jobs.register(CaseDesk.wakeJob) { [desk, clock] job in
            guard let correction = Int64(String(decoding: job.payload, as: UTF8.self)) else { return WriteSet() }
            try await desk.wake(correction: correction, now: clock.now())
            return WriteSet()
        }
        jobs.register(CaseDesk.allotJob) { [desk, clock] job in
            try await desk.allotDue(job.payload, now: clock.now())
        }
        jobs.register(SignalBroadcast.job) { [storage, clock, queue = self.jobs] job in
            guard let (signal, last) = SignalBroadcast.read(job.payload) else { return WriteSet() }
            return try await signal.spreading(after: last, jobs: queue, in: storage, now: clock.now())
        }
        jobs.register(SignalBroadcast.tellingJob) { [desk, orderDesk, clock] job in
            guard let (signal, instance) = SignalBroadcast.read(job.payload) else { return WriteSet() }
            if let matter = try await processes.matter(of: instance), matter.kind == OrderDesk.matter {
                return try await orderDesk.due(signal.event, instance: instance, order: matter.id, now: clock.now())
            }
            return try await desk.told(signal, instance: instance, now: clock.now())
        }
        jobs.register(ProcessRunner.resumeJob) { [desk, orderDesk, clock] job in
            guard let instance = Int64(String(decoding: job.payload, as: UTF8.self)) else { return WriteSet() }
            if let matter = try await processes.matter(of: instance), matter.kind == OrderDesk.matter {
                return try await orderDesk.due(.resume, instance: instance, order: matter.id, now: clock.now())
            }
            return try await desk.resumeDue(instance: instance, now: clock.now())
        }
    }

    /// What calls other systems: apart from the other jobs, which never wait for anybody outside.
    func registerCalls(on jobs: JobRunner) {
        jobs.register(ExternalCall.job) { [desk, clock, external] job in
            guard let call = ExternalCall(payload: job.payload) else { return WriteSet() }
            guard try await desk.awaits(call) else { return WriteSet() }
            let answer: ProcessEvent
            do throws(JobFailure) {
                guard let handler = external[call.handler] else {
                    throw JobFailure(code: WorkflowError.Code.unknownHandler.rawValue, isPermanent: true)
                }
                answer = .completed(
                    activation: call.activation, result: try await handler.call(call.inputs, key: call.key))
            } catch {
                // What fails for good is the process's to deal with: its model catches it, or it waits for somebody.
                guard error.isPermanent || ExternalCall.isLast(job) else { throw error }
                answer = .failed(activation: call.activation, code: error.code)
            }
            try await desk.answer(call, answer, now: clock.now())
            return WriteSet()
        }
    }
}
