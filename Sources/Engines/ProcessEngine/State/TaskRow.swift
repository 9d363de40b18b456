public import JSONTree

/// A user task that somebody has to do. Its number is the activation.
public struct TaskRow: ProcessRow {
    /// The activation's number.
    public let id: Int
    /// The token that waits for it.
    public let token: Int
    /// The node.
    public let node: Int
    /// The post that may take it, as the model says or computes.
    public let post: String?
    /// The person or role that it is given to.
    public let assignee: String?
    /// The form to show.
    public let form: String?
    /// When it is due: an ISO 8601 duration or date, or a text for the working-time calendar.
    public let due: String?
    /// The inputs that the model maps; an object.
    public let inputs: JSON

    /// Makes a row.
    public init(
        id: Int, token: Int, node: Int, post: String? = nil, assignee: String? = nil, form: String? = nil,
        due: String? = nil, inputs: JSON = .object([])
    ) {
        self.id = id
        self.token = token
        self.node = node
        self.post = post
        self.assignee = assignee
        self.form = form
        self.due = due
        self.inputs = inputs
    }
}
