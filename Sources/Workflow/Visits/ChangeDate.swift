package import Domain
package import Store

/// T20: another date, with a note, told to the chosen contact person (A16, A21 to A24). A first date, and a yes to the
/// manager's, need no note (T21).
package struct ChangeDate: Verb {
    package let link: LinkID
    package let appointment: Appointment
    package let note: String?
    package let told: ManagerID?
    /// In the same window (A28).
    package let files: [ReceivedFile]

    package init(
        link: LinkID, appointment: Appointment, note: String?, told: ManagerID?, files: [ReceivedFile] = []
    ) {
        self.link = link
        self.appointment = appointment
        self.note = note
        self.told = told
        self.files = files
    }

    package func perform(in transaction: Transaction) throws -> StepOutcome {
        var (link, ticket) = try transaction.openAnswerable(link)
        if let told {
            guard try transaction.reader.manager(told)?.organization == ticket.organization else {
                throw Refusal.invalid([Problem(field: "told", key: "choice.unknown")])
            }
        }
        let attachments = try transaction.attach(files, to: ticket, order: link.order.id)
        let note = try transaction.text(ofOptional: note)
        try transaction.carryOut(
            .changeDate(link.order.id, to: appointment, note: note, told: told, attachments: attachments),
            on: &ticket, as: link.act)
        return try transaction.outcome(.dateChanged, of: ticket)
    }
}
