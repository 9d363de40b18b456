/// Something that somebody may begin in a running instance without a task for it, such as asking for more time: a
/// message event that the model offers to a post (`yw:offer-to`).
public struct ProcessOffer: Sendable, Hashable {
    /// The event's element.
    public let element: String
    /// Its name.
    public let name: String?
    /// Its name in English.
    public let englishName: String?
    /// The post that it is offered to.
    public let post: String
    /// The message that begins it.
    public let message: String
    /// The message's correlation key, if the model states one.
    public let correlation: String?
}

extension ProcessInstance {
    /// What may be begun now. What is under way already is not offered again: an event sub-process, and the activity
    /// that an event leads to.
    public var offers: [ProcessOffer] {
        state.subscriptions.compactMap { row in
            guard row.kind == .message, !row.isSatisfied, definition.nodes.indices.contains(row.node) else {
                return nil
            }
            let node = definition.nodes[row.node]
            guard let post = node.offeredTo else { return nil }
            if case .start = node.kind {
                if state.scopes.contains(where: { $0.node == node.container }) { return nil }
            } else {
                let next = node.outgoing.map { definition.flows[$0].target }
                if state.tokens.contains(where: { next.contains($0.node) }) { return nil }
            }
            return ProcessOffer(
                element: node.id, name: node.name, englishName: node.englishName, post: post, message: row.name,
                correlation: row.correlation)
        }
    }
}

extension ProcessInstance {
    /// The timer with this number, if it rests because its task does.
    public func resting(_ timer: Int) -> TimerRow? {
        guard let row = state.timerTable[timer], definition.rests(row), let token = state.tokenTable[row.token],
            state.taskTable[token.activation]?.isSuspended == true
        else { return nil }
        return row
    }
}
