package import Directory
package import JSONTree
package import ProcessEngine
package import Services
package import Storage
package import Workflow

/// Orders among the matters that are handed over, mended and moved.
extension OrderDesk: OtherMatters {
    package var matterKind: String { OrderDesk.matter }

    package func face(of matter: Matter, reader: any SnapshotReader) throws -> MatterFace {
        let order = try orders.find(id: matter.id, reader: reader)
        return MatterFace(
            number: order.number, kind: order.kind, department: try runtime(order.kind).kind.department)
    }

    package func deliver(
        _ event: ProcessEvent, to instance: Int64, of matter: Matter, mending: [(String, JSON)], act: MatterAct,
        by official: Official, now: Int64, reader: any SnapshotReader
    ) throws -> WriteSet {
        let order = try orders.find(id: matter.id, reader: reader)
        let step = try step(order, actor: .official(official), reader: reader, now: now)
        let id = orders.identifiers.next()
        let sealed = try orders.sealedNote(["reason": .string(act.reason)], event: id)
        step.note(
            .moved, element: act.element, data: ["act": .string(act.name), "to": .string(act.target)], id: id,
            sealed: sealed)
        step.record(act.name, element: act.element, detail: act.target, sealed: sealed)
        var steps = WriteSet()
        try processes.deliver(
            event, toInstance: instance, mending: mending, handling: step, reader: reader, now: now, writes: &steps)
        step.writes.append(contentsOf: steps)
        return try step.finished()
    }
}
