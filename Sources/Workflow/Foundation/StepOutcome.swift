package import Domain
import Store

/// What the contractor's page confirms after a step of the exchange (B16).
package struct StepOutcome: Hashable, Sendable, Codable {
    package enum Step: String, Hashable, Sendable, Codable, CaseIterable {
        case dateChanged, arrived, delayed, gaveBack, quoted, left, completed, invoiced, limitAsked, passedOn, takenBack
        case wrongNumber, registered
    }

    package let step: Step
    package let number: String
    package let at: Instant
    /// Whether where the phone is was shared with it (E8); nil where nobody wanted to.
    package let isPlaced: Bool?

    package init(_ step: Step, number: String, at: Instant, isPlaced: Bool? = nil) {
        self.step = step
        self.number = number
        self.at = at
        self.isPlaced = isPlaced
    }
}

extension Transaction {
    func outcome(_ step: StepOutcome.Step, of ticket: Ticket, isPlaced: Bool? = nil) throws -> StepOutcome {
        guard let number = try reader.number(of: ticket.id) else { throw Refusal.notFound }
        return StepOutcome(step, number: number, at: now, isPlaced: isPlaced)
    }

    /// Records received files as the order's; the change that names them follows.
    func attach(_ files: [ReceivedFile], to ticket: Ticket, order: OrderID?) throws -> [AttachmentID] {
        try files.map { file in
            let attachment = Attachment(
                id: newID(), sha256: file.sha256, name: file.name, type: file.type, size: file.size)
            try attach(attachment, to: ticket.id, order: order)
            return attachment.id
        }
    }

    /// A moment typed as the site's local time. Throws `.invalid` with the field for a time that a clock change skips,
    /// or one that has passed.
    func appointment(_ local: LocalDateTime, of ticket: Ticket, field: String) throws -> Appointment {
        let appointment: Appointment
        do {
            appointment = try Appointment.resolve(local, in: ticket.timeZone)
        } catch {
            throw Refusal.invalid([
                Problem(
                    field: field, key: "time.skipped",
                    arguments: ["time": local.timeText, "before": error.before.timeText, "after": error.after.timeText])
            ])
        }
        guard appointment.instant > now else {
            throw Refusal.invalid([Problem(field: field, key: "date.past")])
        }
        return appointment
    }
}
