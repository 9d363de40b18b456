import ProcessEngine
package import Storage

extension ProcessRunner {
    /// Moves an instance to another version of its process, in the plan that `writes` is.
    ///
    /// - Throws: ``MigrationRefused`` where something of it would have no place there.
    package func migrate(
        _ id: Int64, to hash: String, mapping: [String: String], reader: any SnapshotReader, now: Int64,
        writes: inout WriteSet
    ) throws {
        guard let running = try load(id, reader: reader) else {
            throw MigrationRefused(obstacles: [MigrationObstacle(element: "", kind: .notRunning)])
        }
        let definition = try catalogue.definition(hash)
        let (moved, actions) = try running.instance.migrated(to: definition, mapping: mapping)
        writes.append(
            Statement(
                ProcessStatements.migrateInstance,
                [
                    .text(hash), .integer(Int64(moved.state.instance.nextID)), .integer(id),
                    .integer(running.version),
                ], expect: .rows(1), otherwise: ProcessRunner.movedOn))
        writes.append(Statement(ProcessStatements.forgetRows, [.integer(id)]))
        writes.append(Statement(ProcessStatements.forgetSubscriptions, [.integer(id)]))
        for row in moved.allRows { ProcessStatements.append(row, instance: id, isEnded: false, to: &writes) }
        // The history goes on under the new names.
        let renamed = zip(running.instance.state.tokens, moved.state.tokens).compactMap { before, after in
            let old = running.instance.definition.element(node: before.node)?.id
            let new = definition.element(node: after.node)?.id
            return old == new || before.state != .waiting ? nil : "x\(old ?? "") +\(new ?? "")"
        }
        if !renamed.isEmpty {
            writes.append(
                Statement(
                    ProcessStatements.insertLog,
                    [
                        .integer(identifiers.next()), .integer(id), .integer(now),
                        .text(renamed.joined(separator: " ")),
                    ]))
        }
        for task in moved.state.tasks {
            guard let element = definition.element(node: task.node) else { continue }
            writes.append(
                Statement(
                    ProcessStatements.renameTask,
                    [
                        .text(element.id), .text(element.name ?? element.id), SQLValue(element.englishName),
                        .integer(id), .integer(Int64(task.id)),
                    ]))
        }
        for case .setTimer(let timer) in actions {
            guard let statement = timers(of: id).set(timer, now: now) else {
                let element = definition.element(node: timer.node)?.id ?? ""
                throw MigrationRefused(obstacles: [MigrationObstacle(element: element, kind: .unusable)])
            }
            writes.append(statement)
        }
    }
}
