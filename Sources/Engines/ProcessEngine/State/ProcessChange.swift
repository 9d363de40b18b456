/// One change of a stored row. Applied in their order to the rows that were there before, changes give the new rows;
/// each row is named at most once.
public enum ProcessChange: Sendable, Hashable {
    /// The instance's own row.
    case instance(InstanceRow)
    /// A token appeared or moved.
    case token(TokenRow)
    /// A token is gone: used up, or withdrawn.
    case tokenRemoved(Int, RemovalReason)
    /// A scope was opened or counts anew.
    case scope(ScopeRow)
    /// A scope was closed.
    case scopeRemoved(Int, RemovalReason)
    /// A user task was created.
    case task(TaskRow)
    /// A user task was completed or withdrawn.
    case taskRemoved(TaskRow, RemovalReason)
    /// A timer was set, or counts anew.
    case timer(TimerRow)
    /// A timer fired for the last time, or is no longer needed.
    case timerRemoved(Int, RemovalReason)
    /// Something is waited for.
    case subscription(SubscriptionRow)
    /// It came, or is no longer waited for.
    case subscriptionRemoved(Int, RemovalReason)
    /// Tokens were gathered at a join.
    case join(JoinRow)
    /// A join is empty again.
    case joinRemoved(Int, RemovalReason)
    /// An activity can be compensated.
    case compensation(CompensationRow)
    /// It was compensated, or no longer can be.
    case compensationRemoved(Int, RemovalReason)
    /// People did something that can be done again.
    case step(StepRow)
    /// It was undone, or cannot be done again.
    case stepRemoved(Int, RemovalReason)
    /// A variable has a value.
    case variable(VariableRow)
    /// A variable is gone with its scope.
    case variableRemoved(Int, RemovalReason)
}

/// Why a row is gone.
public enum RemovalReason: String, Sendable, Hashable, CaseIterable {
    /// It did what it was for.
    case done
    /// It was withdrawn by an interrupting event, an end or a decision from outside.
    case cancelled
}
