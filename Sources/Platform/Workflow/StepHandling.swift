package import JSONTree

/// What a domain module does for the steps of a process, inside the transaction that is being planned.
///
/// Nothing here may wait: reads come from the plan's snapshot, writes go into the plan's write set.
package protocol StepHandling: AnyObject {
    /// Runs a handler by name and gives its result.
    ///
    /// - Throws: `workflow.handler-unknown` for a name it does not know.
    func invoke(_ handler: String, element: String, inputs: JSON) throws -> JSON

    /// Whether a handler is called outside of the transaction, after it has committed (``ExternalHandler``).
    func isExternal(_ handler: String) -> Bool

    /// Notes that an external handler will be called with these inputs, in the step that asks for it.
    func note(asking handler: String, element: String, inputs: JSON) throws

    /// Gives the result of a decision.
    func decide(_ decision: String, inputs: JSON) throws -> JSON

    /// Sends a message to another process; it may be delivered later, and more than once.
    ///
    /// - Throws: `workflow.handler-unknown` where the module has nobody to send it to.
    func send(message: String, correlation: String?, payload: JSON) throws

    /// The fields of a task that only the domain knows.
    func describe(task element: String) -> TaskContext
}

extension StepHandling {
    package func isExternal(_ handler: String) -> Bool { false }
    package func note(asking handler: String, element: String, inputs: JSON) throws {}

    package func send(message: String, correlation: String?, payload: JSON) throws {
        throw WorkflowError(.unknownHandler, element: message)
    }
}

/// Where a task belongs.
package struct TaskContext: Sendable, Hashable {
    package let department: String
    package let division: String

    package init(department: String, division: String) {
        self.department = department
        self.division = division
    }
}
