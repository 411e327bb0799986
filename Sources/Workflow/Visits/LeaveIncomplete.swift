package import Domain
package import Store

/// T25: the visit is over and the work is not: another visit, parts, or an authorisation is needed (E8).
package struct LeaveIncomplete: Verb {
    package let link: LinkID
    package let outcome: VisitOutcome
    package let next: Appointment?
    package let note: String?
    package let files: [ReceivedFile]
    package let place: PlaceShare?

    package init(
        link: LinkID, outcome: VisitOutcome, next: Appointment?, note: String?, files: [ReceivedFile],
        place: PlaceShare? = nil
    ) {
        self.link = link
        self.outcome = outcome
        self.next = next
        self.note = note
        self.files = files
        self.place = place
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link, by: [.office, .technician])
        let isOffice = link.record.scope == .office
        // Dates are the office's (E1).
        guard isOffice || next == nil else { throw Refusal.notAllowed }
        let attachments = try transaction.attach(files, to: ticket, order: link.order.id)
        let note = try transaction.text(ofOptional: note)
        try transaction.carryOut(
            .leaveIncomplete(link.order.id, outcome, next: next, note: note, taskID: transaction.newID()), on: &ticket,
            as: link.act)
        if !attachments.isEmpty {
            try transaction.carryOut(
                .writeMessage(nil, attachments: attachments, order: link.order.id, isInternal: false), on: &ticket,
                as: link.act)
        }
        let isPlaced = try transaction.share(place, on: &ticket, as: link)
        return try transaction.outcome(.left, of: ticket, isPlaced: isPlaced)
    }
}
