package import Directory
package import Workflow

extension WorkflowTask {
    /// Whether it is an official's by its own post: it came to them, or to their post and nobody has it; or to somebody
    /// for whom they stand in.
    package func isOwn(of official: Official) -> Bool {
        if let holder {
            return holder == official.id || official.standsFor.contains { $0.official == holder }
        }
        return isOf(official) || official.standsFor.contains { $0.post == post && $0.department == department }
    }

    /// Whether it is of an official's post, whoever has it.
    package func isOf(_ official: Official) -> Bool {
        post == official.post && department == official.department
    }
}
