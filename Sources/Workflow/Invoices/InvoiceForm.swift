package import Domain
import Store

/// An invoice as the contractor typed it (B30).
package struct InvoiceForm: Hashable, Sendable {
    package let number: String
    package let date: LocalDateTime
    package let total: Money
    package let files: [ReceivedFile]

    package init(number: String, date: LocalDateTime, total: Money, files: [ReceivedFile]) {
        self.number = number
        self.date = date
        self.total = total
        self.files = files
    }
}

extension InvoiceForm {
    /// Everything that does not fit is said together: the number, the date, the total.
    func send(for order: OrderID, on ticket: inout Ticket, as link: OpenLink, in transaction: Transaction) throws {
        var problems: [Problem] = []
        if files.isEmpty { problems.append(Problem(field: "invoiceFile", key: "invoice.fileMissing")) }
        let earlier = try transaction.reader.order(ofInvoice: number, from: link.record.contractor)
        if let earlier, earlier != order {
            problems.append(Problem(field: "number", key: "invoice.numberUsed"))
        }
        let tomorrow = Appointment(transaction.now, in: ticket.timeZone).later(days: 1).local
        if date.dateText > tomorrow.dateText { problems.append(Problem(field: "date", key: "invoice.future")) }
        let attachments = try transaction.attach(files, to: ticket, order: order)
        let command = Command.sendInvoice(
            order, Invoice(number: number, date: date, total: total), attachments: attachments,
            taskID: transaction.newID())
        do {
            let changes = try ticket.decide(command, by: link.act.actor, at: transaction.now)
            guard problems.isEmpty else { throw Refusal.invalid(problems) }
            try transaction.record(changes, on: &ticket, as: link.act)
        } catch Refusal.invalid(let more) where more != problems {
            throw Refusal.invalid(problems + more)
        }
        try transaction.remember(
            invoice: number, of: order, ticket: ticket.id, contractor: link.record.contractor)
    }
}
