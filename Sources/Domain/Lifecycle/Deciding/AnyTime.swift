extension Deciding {
    /// T53. A contractor's message ends a wait for information (T36) and reopens within the window (T44); after
    /// `closed` it needs a new ticket (T51), which the verb makes.
    func writeMessage(
        _ text: TextID?, _ files: [AttachmentID], _ order: OrderID?, _ isInternal: Bool
    ) throws(Refusal) -> [Change] {
        guard ticket.label != .closed else { throw notFromHere }
        if let order { _ = try self.order(order) }
        let message = Change.messageWritten(text, attachments: files, order: order, isInternal: isInternal)
        guard actor.isContractor else { return [message] }
        guard !isInternal else { throw .notAllowed }
        if ticket.label == .waitingInformation { return [message, .waitEnded(.backFromWait)] }
        return isInFeedbackWindow ? [message, .reopened(reason: nil)] : [message]
    }

    /// A custom task is born; on a ticket that is over nothing new is owed.
    func addTask(_ task: TicketTask) throws(Refusal) -> [Change] {
        guard case .custom = task.kind else { throw .notAllowed }
        return [.taskAdded(task)]
    }

    /// T55: by its assignee or a manager.
    func finishTask(_ id: TaskID) throws(Refusal) -> [Change] {
        let task = try openCustomTask(id)
        if case .contact(_, let contractor) = actor, task.assignee != .contractor(contractor) { throw .notAllowed }
        return [.taskDone(id)]
    }

    func reassignTask(_ id: TaskID, _ assignee: TicketTask.Assignee) throws(Refusal) -> [Change] {
        _ = try openCustomTask(id)
        return [.taskReassigned(id, to: assignee)]
    }

    func cancelTask(_ id: TaskID) throws(Refusal) -> [Change] {
        _ = try openCustomTask(id)
        return [.taskCancelled(id)]
    }

    private func openCustomTask(_ id: TaskID) throws(Refusal) -> TicketTask {
        guard let task = ticket.openTasks.first(where: { $0.id == id }) else { throw .notFound }
        guard case .custom = task.kind else { throw .notAllowed }
        return task
    }
}
