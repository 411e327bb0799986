extension Deciding {
    /// T41. That the number is new for this firm is the verb's to check; what does not fit is named at once (E10).
    func sendInvoice(
        _ id: OrderID, _ invoice: Invoice, _ files: [AttachmentID], _ taskID: TaskID
    ) throws(Refusal) -> [Change] {
        let order = try order(id)
        guard order.status == .done || (order.status == .withdrawn && order.answeredAt != nil) else {
            throw notFromHere
        }
        var problems: [Problem] = []
        if let limit = order.notToExceed, limit.currency != invoice.total.currency {
            problems.append(Problem(field: "total", key: "invoice.currency", arguments: ["currency": limit.currency]))
        } else if let limit = order.notToExceed, invoice.total.amount > limit.amount {
            problems.append(Problem(field: "total", key: "invoice.aboveLimit"))
        }
        if let completed = order.completedAt {
            let day = Appointment(completed, in: ticket.timeZone).local.dateText
            if invoice.date.dateText < day {
                problems.append(Problem(field: "date", key: "invoice.beforeCompletion", arguments: ["date": day]))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        let task =
            ticket.openTask(.invoice, of: id) == nil
            ? TicketTask(id: taskID, kind: .invoice, order: id, assignee: .manager(ticket.owner), due: nil) : nil
        return [.invoiced(id, invoice, attachments: files, task: task)]
    }

    /// T42: the invoice that lies with the manager is accepted.
    func acceptInvoice(_ id: OrderID) throws(Refusal) -> [Change] {
        _ = try sentInvoice(of: id)
        return [.invoiceAccepted(id)] + closingAfterInvoice(of: id)
    }

    /// T42: no invoice is wanted, whether one came or not.
    func waiveInvoice(_ id: OrderID) throws(Refusal) -> [Change] {
        guard ticket.openTask(.invoice, of: id) != nil else { throw .notFound }
        return [.invoiceWaived(id)] + closingAfterInvoice(of: id)
    }

    /// T43.
    func rejectInvoice(_ id: OrderID, _ text: TextID?, _ taskID: TaskID) throws(Refusal) -> [Change] {
        _ = try sentInvoice(of: id)
        let contractor = try order(id).contractor
        let task = TicketTask(id: taskID, kind: .invoice, order: id, assignee: .contractor(contractor), due: nil)
        return [.invoiceRejected(id, reason: try reason(text), task: task)]
    }

    /// A sent invoice is an open task of the manager's; one not yet sent is the contractor's.
    private func sentInvoice(of id: OrderID) throws(Refusal) -> TicketTask {
        guard let task = ticket.openTask(.invoice, of: id), case .manager = task.assignee else { throw .notFound }
        return task
    }

    /// A resolved ticket that only waited for its invoice closes with it, once the window is over.
    private func closingAfterInvoice(of id: OrderID) -> [Change] {
        guard case .resolved(let resolution) = ticket.phase, ticket.feedbackUntil.map({ now >= $0 }) ?? true,
            ticket.openTasks.allSatisfy({ $0.kind == .invoice && $0.order == id })
        else { return [] }
        return [.closed(resolution)]
    }
}
