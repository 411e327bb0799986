/// What somebody wants to do to a ticket; each case belongs to one row, or two, of docs/lifecycle.md (`Transition`).
/// Ids and tasks' due times are chosen by the caller, so that deciding stays pure.
package enum Command: Hashable, Sendable {
    case submit(missing: [RequiredField], description: TextID?)
    case mailFromDraft
    case resolveDraft(missing: [RequiredField], Resolution, note: TextID?, feedbackUntil: Instant)
    case edit(fields: [String], by: ManagerID?)
    case take(ManagerID)
    case unassign(reason: TextID?)
    case handOver(to: ManagerID)

    case offer(Order, taskID: TaskID, isReachable: Bool, by: ManagerID?)
    case accept(OrderID, by: ContactID, appointment: Appointment?, comment: TextID?, taskIDs: [TaskID])
    case decline(OrderID, by: ContactID, reasonKey: String?, reason: TextID?)
    case undoAnswer(OrderID, by: ContactID, taskID: TaskID)
    case answerOutsideGrammar(OrderID, text: TextID)
    case remind(OrderID)
    case lapse(OrderID)
    case withdraw(OrderID, reason: TextID?)
    case giveBack(OrderID, reason: TextID?)
    case passOn(OrderID, to: ContactID)
    case takeBack(OrderID)

    case changeDate(OrderID, to: Appointment, note: TextID?, told: ManagerID?, attachments: [AttachmentID] = [])
    case moveVisit(OrderID, to: Appointment, note: TextID?)
    case askPresence(OrderID)
    case markLate(OrderID)
    case arrive(OrderID, tolerance: Span)
    case announceDelay(OrderID, until: Appointment)
    case leaveIncomplete(OrderID, VisitOutcome, next: Appointment?, note: TextID?, taskID: TaskID)
    case complete(OrderID, report: TextID?, attachments: [AttachmentID], withInvoice: Bool, taskID: TaskID)
    case sendBack(OrderID, note: TextID?, taskID: TaskID)
    case ask(TicketTask.Kind, text: TextID?, due: Instant?, taskID: TaskID)
    case cancelAsk(TaskID)
    case remindTask(TaskID)

    case wantQuote(OrderID, appointment: Appointment?, taskID: TaskID, due: Instant?)
    case sendQuote(OrderID, Quote, note: TextID?, attachments: [AttachmentID], taskID: TaskID)
    /// `amount` is the manager's, where the quote is a file that names none.
    case approveQuote(OrderID, amount: Money?, taskIDs: [TaskID])
    case refuseQuote(OrderID, reason: TextID?)
    case expireQuote(OrderID)
    case askApprover(OrderID, PersonID, note: TextID?)
    case dismissApprover(OrderID)
    case askForLimit(OrderID, Money, note: TextID?)
    case raiseLimit(OrderID, Money)

    case wait(Wait, question: TextID?)
    case endWait(personReplied: Bool)
    case waitIsOver

    case resolve(Resolution, note: TextID?, feedbackUntil: Instant, taskID: TaskID)
    case sendInvoice(OrderID, Invoice, attachments: [AttachmentID], taskID: TaskID)
    case acceptInvoice(OrderID)
    case waiveInvoice(OrderID)
    case rejectInvoice(OrderID, reason: TextID?, taskID: TaskID)
    case reopen(reason: TextID?, isAutomated: Bool)
    case windowIsOver
    case markSpam
    case reject(note: TextID?, feedbackUntil: Instant)
    case merge(into: TicketID, targetIsClosed: Bool)
    case split(into: [TicketID])
    case startCase(link: String)
    case partsDone
    case followUp(TicketID)

    case writeMessage(TextID?, attachments: [AttachmentID], order: OrderID?, isInternal: Bool)
    case reportNotReached(OrderID?, NoticeID)
    case reportWrongNumber(OrderID, ContactID)
    case addTask(TicketTask)
    case finishTask(TaskID)
    case reassignTask(TaskID, to: TicketTask.Assignee)
    case cancelTask(TaskID)
}

/// What a draft must have before it is submitted (C2 to C6); the raw value is the form's field.
package enum RequiredField: String, Hashable, Sendable, Codable, CaseIterable {
    case title, description, category, mainContact, requester
}

/// Why an act was not done. One table maps each to HTTP, one to the reader's language.
package enum Refusal: Error, Hashable, Sendable {
    /// The life cycle has no such transition from here.
    case notFromHere(Label)
    /// A draft lacks what C2 to C6 require; all of it is named at once (C9).
    case incomplete([RequiredField])
    /// The order was answered already: by whom, when (P19).
    case alreadyAnswered(Order.Status, by: ContactID?, at: Instant?)
    /// The order was taken away, or the job went to somebody else (P39).
    case withdrawn
    /// No contact of the contractor has an address for any channel.
    case unreachable
    case undoTooLate
    case reasonMissing
    case appointmentMissing
    case notYet(Instant)
    /// The link is genuine and its time is over; a new one can be asked for.
    case linkExpired
    case tasksOpen([TaskID])
    case notAllowed
    case notFound
    /// A used submission id came again with other contents: asked, not dropped (P18).
    case submissionChanged
    /// Fields that cannot be stored as they are.
    case invalid([Problem])
}
