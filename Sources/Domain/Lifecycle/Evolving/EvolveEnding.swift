// Waiting, the end, invoices and messages.
extension Ticket {
    /// A wait leaves the Inbox (C21). One within another returns to where the first began.
    mutating func begin(_ wait: Wait) {
        if phaseBeforeWait == nil { phaseBeforeWait = phase }
        phase = .waiting(wait)
        attention = nil
    }

    mutating func endWait(_ reason: Attention?) {
        phase = phaseBeforeWait ?? .inProgress
        phaseBeforeWait = nil
        attention = reason
    }

    mutating func resolve(_ resolution: Resolution, _ until: Instant?, _ invoice: TicketTask?) {
        end(.resolved(resolution))
        feedbackUntil = until
        if let invoice { tasks.append(invoice) }
    }

    /// Spam ends everything in the same act, and nobody is told (rule 7).
    mutating func close(_ resolution: Resolution, _ moment: Moment) {
        end(.closed(resolution))
        guard resolution == .spam else { return }
        endTasks(nil, of: nil, as: .cancelled, at: moment.now)
        for index in orders.indices where orders[index].isActive { orders[index].status = .withdrawn }
    }

    private mutating func end(_ phase: Phase) {
        self.phase = phase
        phaseBeforeWait = nil
        isReturned = false
        attention = nil
    }

    mutating func reopen() {
        phase = .inProgress
        feedbackUntil = nil
        for index in orders.indices where orders[index].isActive { orders[index].isOver = true }
        attention = .returned
    }

    /// A sent invoice lies with the manager until he accepts it.
    mutating func receiveInvoice(of id: OrderID, _ task: TicketTask?) {
        let manager = TicketTask.Assignee.manager(owner)
        if let asked = openTask(.invoice, of: id) { editTask(asked.id) { $0.assignee = manager } }
        if let task { tasks.append(task) }
        attention = .invoice
    }

    mutating func waiveInvoice(of id: OrderID, _ moment: Moment) {
        endTasks([.invoice], of: id, as: .cancelled, at: moment.now)
        edit(id) { $0.invoiceWaivedAt = moment.now }
    }

    mutating func askInvoiceAgain(of id: OrderID, _ task: TicketTask, _ moment: Moment) {
        endTasks([.invoice], of: id, as: .cancelled, at: moment.now)
        tasks.append(task)
    }

    mutating func receiveMessage(on id: OrderID?, _ moment: Moment) {
        guard moment.contact != nil else { return }
        if let id { endTasks([.message], of: id, as: .done, at: moment.now) }
        attention = .message
    }
}

// What every group needs.
extension Ticket {
    mutating func edit(_ id: OrderID, _ editing: (inout Order) -> Void) {
        guard let index = orders.firstIndex(where: { $0.id == id }) else { return }
        editing(&orders[index])
    }

    mutating func editTask(_ id: TaskID, _ editing: (inout TicketTask) -> Void) {
        guard let index = tasks.firstIndex(where: { $0.id == id }) else { return }
        editing(&tasks[index])
    }

    mutating func end(_ id: TaskID, as status: TicketTask.Status, at now: Instant) {
        editTask(id) {
            $0.status = status
            $0.endedAt = now
        }
    }

    /// Ends the open tasks of these kinds, nil meaning every kind, that belong to the order, nil meaning to any.
    mutating func endTasks(
        _ kinds: Set<TicketTask.Kind>?, of order: OrderID?, as status: TicketTask.Status, at now: Instant
    ) {
        for task in openTasks where order == nil || task.order == order {
            if kinds?.contains(task.kind) ?? true { end(task.id, as: status, at: now) }
        }
    }
}
