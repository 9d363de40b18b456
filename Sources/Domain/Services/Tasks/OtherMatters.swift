package import Directory
package import JSONTree
package import ProcessEngine
package import Storage
package import Workflow

/// A module beside the services whose matters have processes and tasks: what handing over, mending and moving processes
/// have to know of them. The inbox is one, whatever the work is about.
package protocol OtherMatters: AnyObject, Sendable {
    /// What its tasks and processes say they are about.
    var matterKind: String { get }

    /// What a matter is called, and whose it is.
    func face(of matter: Matter, reader: any SnapshotReader) throws -> MatterFace

    /// Delivers an event to a process of a matter, with what an official did by it.
    ///
    /// - Returns: what is to be written, the leaf and the history's line included.
    func deliver(
        _ event: ProcessEvent, to instance: Int64, of matter: Matter, mending: [(String, JSON)], act: MatterAct,
        by official: Official, now: Int64, reader: any SnapshotReader
    ) throws -> WriteSet
}

/// A matter as those who look after processes are shown it.
package struct MatterFace: Sendable, Hashable {
    package let number: String
    /// The kind of matter, by its id.
    package let kind: String
    /// The office in whose name leaves are written.
    package let department: String

    package init(number: String, kind: String, department: String) {
        self.number = number
        self.kind = kind
        self.department = department
    }
}

/// What an official did to a process or its task, with the reason.
package struct MatterAct: Sendable, Hashable {
    package let name: String
    package let element: String
    /// To whom or to what.
    package let target: String
    package let reason: String

    package init(name: String, element: String, target: String, reason: String) {
        self.name = name
        self.element = element
        self.target = target
        self.reason = reason
    }
}
