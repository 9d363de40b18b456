public import JSONTree

/// A user task that somebody has to do. Its number is the activation.
public struct TaskRow: ProcessRow {
    /// What a task is to the others of its activity.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// The task of the model.
        case main
        /// Asked before another (前加签).
        case before
        /// Done in another's stead, to be confirmed (委派).
        case delegated
        /// Asked after the task of the model (后加签).
        case after
    }

    /// Whether it can be done.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// To be done.
        case open
        /// Waits for one that was put before it.
        case held
        /// Comes when the others of its activity are done.
        case planned
    }

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
    /// Who has it by an act of somebody, not by the model: an opaque name of the shell's.
    public var holder: String?
    /// What it is to the others of its activity.
    public let role: Role
    /// The task that it was added to; 0 for a task of the model.
    public let serves: Int
    /// Whether it can be done.
    public var state: State
    /// Whether it rests (挂起).
    public var isSuspended: Bool
    /// Whether its holder has begun with it.
    public var isTouched: Bool

    /// Makes a row.
    public init(
        id: Int, token: Int, node: Int, post: String? = nil, assignee: String? = nil, form: String? = nil,
        due: String? = nil, inputs: JSON = .object([]), holder: String? = nil, role: Role = .main, serves: Int = 0,
        state: State = .open, isSuspended: Bool = false, isTouched: Bool = false
    ) {
        self.id = id
        self.token = token
        self.node = node
        self.post = post
        self.assignee = assignee
        self.form = form
        self.due = due
        self.inputs = inputs
        self.holder = holder
        self.role = role
        self.serves = serves
        self.state = state
        self.isSuspended = isSuspended
        self.isTouched = isTouched
    }
}
