package import Directory
package import Workflow

extension Official {
    /// Whose tasks are this official's.
    package var holder: TaskStore.Holder {
        TaskStore.Holder(
            official: id, post: post, department: department, divisions: divisions.map(AccessScope.codeRange(below:)),
            others: standsFor.map { TaskStore.Other(official: $0.official, post: $0.post, department: $0.department) })
    }
}

extension String {
    /// Without white space around it, and no longer than that.
    package func trimmed(to count: Int) -> String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.prefix(count))
    }
}
