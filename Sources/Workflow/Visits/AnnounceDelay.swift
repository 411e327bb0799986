package import Domain
package import Store

/// T24: "I will be late", with the new time, which is later the same day (A21, A26).
package struct AnnounceDelay: Verb {
    package let link: LinkID
    package let appointment: Appointment

    package init(link: LinkID, appointment: Appointment) {
        self.link = link
        self.appointment = appointment
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link, by: [.office, .technician])
        guard appointment.instant > transaction.now else {
            throw Refusal.invalid([Problem(field: "time", key: "date.past")])
        }
        try transaction.carryOut(.announceDelay(link.order.id, until: appointment), on: &ticket, as: link.act)
        return try transaction.outcome(.delayed, of: ticket)
    }
}
