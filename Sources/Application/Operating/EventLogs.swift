package import Foundation
package import Localisation
import ProcessEngine
package import Storage
package import WorkCalendar
import Workflow

/// Writes what happened in processes as an event log for tools of process mining.
package enum EventLogs {
    /// Writes the instances that began in a period, both days included, as XES.
    ///
    /// - Returns: how many instances and events.
    package static func export(
        _ storage: any Storage, from: CivilDate, through: CivilDate, zone: ZoneClock, to url: URL
    ) async throws -> (instances: Int, events: Int) {
        var catalogue = ProcessCatalogue()
        for process in try await DefinitionPublisher(storage: storage).publishedProcesses() {
            for definition in BPMNReading(process.bytes, file: process.id).definitions {
                catalogue.insert(definition, hash: process.hash)
            }
        }
        guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
            throw PathFailure(.unwritable, url.path)
        }
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        let log = EventLogExport(catalogue: catalogue, zone: zone) { try file.write(contentsOf: Data($0.utf8)) }
        try log.begin()
        var (instances, events) = (0, 0)
        let day: Int64 = 86_400_000_000
        let shift = Int64(zone.secondsFromUTC) * 1_000_000
        try await ProcessStore(storage: storage).each(
            startedFrom: Int64(from.dayNumber) * day - shift, before: Int64(through.dayNumber + 1) * day - shift
        ) { instance, happened in
            try log.add(instance, happened)
            instances += 1
            events += happened.count
            return true
        }
        try log.end()
        return (instances, events)
    }
}
