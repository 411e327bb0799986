import Domain
import Store

/// A contractor's price, tax included.
struct QuoteJSON: Encodable, Sendable {
    /// Null where the price stands only in a file.
    @OrNull var amount: Money?
    @OrNull var validUntil: String?
    /// `pending`, `approved`, `refused`, `expired`.
    let status: Quote.Status
    /// Who was asked to decide on it in the office's place.
    @OrNull var approver: NamedJSON?

    init(_ quote: Quote, in reader: Reader) throws {
        amount = quote.amount
        validUntil = quote.validUntil?.rfc3339
        status = quote.status
        approver = try quote.approver.flatMap { try reader.person($0) }.map {
            NamedJSON(id: $0.id.description, name: $0.name)
        }
    }
}

extension [Change] {
    /// Of an order's billing, oldest first: the higher limit asked for, unless it was granted or an invoice settled
    /// since.
    var askedLimit: Money? {
        var asked: Money?
        for change in self {
            if case .limitAsked(_, let amount, _) = change { asked = amount }
            if case .limitRaised = change { asked = nil }
            if case .invoiceAccepted = change { asked = nil }
            if case .invoiceWaived = change { asked = nil }
        }
        return asked
    }
}

/// The last invoice that came for an order, and what was decided about it.
struct InvoiceJSON: Encodable, Sendable {
    enum Status: String, Encodable, Sendable { case pending, accepted, rejected, waived }

    let number: String
    /// The day that it bears: `2026-11-23`.
    let date: String
    let total: Money
    let status: Status

    /// Nil where none came; `changes` oldest first.
    init?(_ changes: [Change]) {
        var found: (invoice: Invoice, status: Status)?
        for change in changes {
            if case .invoiced(_, let invoice, _, _) = change { found = (invoice, .pending) }
            if case .invoiceAccepted = change { found?.status = .accepted }
            if case .invoiceRejected = change { found?.status = .rejected }
            if case .invoiceWaived = change { found?.status = .waived }
        }
        guard let (invoice, status) = found else { return nil }
        number = invoice.number
        date = invoice.date.dateText
        total = invoice.total
        self.status = status
    }
}
