package import Domain
package import Store

/// E2: an expired link renews itself: a message with a new one goes to the address or number on file, and
/// nowhere else. Whoever asks learns nothing from the answer.
package struct RenewLink: Verb {
    private static let mostPerDay = 3
    package let link: LinkID

    package init(link: LinkID) {
        self.link = link
    }

    package func perform(in transaction: Transaction) throws -> RenewalOutcome {
        RenewalOutcome(isSent: try renew(in: transaction), askedAt: transaction.now)
    }

    private func renew(in transaction: Transaction) throws -> Bool {
        guard let record = try transaction.reader.link(link), record.revokedAt == nil,
            !record.isLive(at: transaction.now), let ticket = try transaction.reader.ticket(record.ticket),
            let contact = try transaction.reader.contact(record.contact),
            let organization = try transaction.reader.organization(ticket.organization)
        else { return false }
        let ways = contact.usableChannels.isEmpty ? contact.possibleChannels : contact.usableChannels
        guard !ways.isEmpty else { return false }
        let today = transaction.now - .days(1)
        guard try transaction.reader.renewals(for: contact.id, since: today) < Self.mostPerDay else { return false }
        // A new one: the old stays dead in the hands of whoever asks.
        try transaction.post(
            .renewedLink, to: contact, ways: Array(ways.prefix(1)), order: record.order, event: nil, ticket: ticket,
            organization: organization, byHand: true)
        return true
    }
}

/// What came of it is for the record, and never shown to whoever asked.
package struct RenewalOutcome: Hashable, Sendable, Codable {
    package let isSent: Bool
    package let askedAt: Instant
}
