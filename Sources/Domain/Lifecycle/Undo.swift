extension Ticket {
    /// Whether the page of `contact` offers to take the answer back (T13); the act itself is decided anew.
    package func mayUndo(_ id: OrderID, by contact: ContactID, at now: Instant) -> Bool {
        guard Transition[.t13].isPossible(in: self), let order = order(id), let answeredAt = order.answeredAt,
            order.answeredBy == contact
        else { return false }
        return order.isActive != (order.status == .declined) && order.answerVersion == version
            && now <= answeredAt + Order.undoWindow
    }
}
