package import Domain
package import Store

/// T53: a message with files, from either side, at any time but in a draft.
package struct WriteMessage: Verb {
    package enum Sender: Hashable, Sendable {
        case link(LinkID)
        case office(Origin, ticket: TicketID, isInternal: Bool)
    }

    package let sender: Sender
    package let text: String?
    package let files: [ReceivedFile]
    /// For this one message to the contractor; nil: as each contact wants (B33).
    package let ways: [Contact.Way]?

    package init(_ sender: Sender, text: String?, files: [ReceivedFile], ways: [Contact.Way]? = nil) {
        self.sender = sender
        self.text = text
        self.files = files
        self.ways = ways
    }

    package func perform(in transaction: Transaction) throws -> MessageOutcome {
        guard !(text ?? "").isEmpty || !files.isEmpty else {
            throw Refusal.invalid([Problem(field: "message", key: "message.missing")])
        }
        var (ticket, act, order, isInternal) = try resolve(in: transaction)
        let attachments = try transaction.attach(files, to: ticket, order: order)
        let text = try transaction.text(ofOptional: text)
        let events = try transaction.carryOut(
            .writeMessage(text, attachments: attachments, order: order, isInternal: isInternal), on: &ticket, as: act,
            ways: ways)
        guard let event = events.last(where: { $0.change.isMessage }),
            let number = try transaction.reader.number(of: ticket.id)
        else { throw Refusal.notFound }
        return MessageOutcome(event: event.id, number: number, at: transaction.now)
    }

    private func resolve(in transaction: Transaction) throws -> (Ticket, Act, OrderID?, Bool) {
        switch sender {
        case .link(let id):
            let (link, ticket) = try transaction.open(id)
            return (ticket, link.act, link.order.id, false)
        case .office(let origin, let id, let isInternal):
            let (act, organization) = try transaction.act(origin)
            let ticket = try transaction.ticket(id, of: organization)
            // Without an active order, the last one asked is who the message is for: a declined firm may be asked why.
            let order = isInternal ? nil : (ticket.activeOrder ?? ticket.orders.last)?.id
            return (ticket, act, order, isInternal)
        }
    }
}

package struct MessageOutcome: Hashable, Sendable, Codable {
    package let event: EventID
    package let number: String
    package let at: Instant
}

extension Change {
    var isMessage: Bool {
        if case .messageWritten = self { true } else { false }
    }
}
