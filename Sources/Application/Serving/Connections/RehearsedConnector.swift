import JSONTree
import Storage
import Workflow

/// Stands in a rehearsal where another system would: nothing leaves, and the call is one to try again.
struct RehearsedConnector: ExternalHandler {
    func call(_ inputs: JSON, key: String) async throws(JobFailure) -> JSON {
        throw JobFailure(code: "connector.rehearsal")
    }
}
