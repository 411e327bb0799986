package import Domain
import Foundation
import Intake
import Store
import Workflow

/// What a contractor's office does with its link, without its page: for stories that are about something else.
extension TestOffice {
    package enum ContractorStep: String, Hashable, Sendable, Decodable, CaseIterable {
        case accept, decline, wantQuote, quote, arrive, incomplete, complete, invoice, askForLimit
    }

    /// `amount`: of the quote, the invoice or the limit, in cents. Throws `Refusal` as the page would show it.
    package func contractor(_ step: ContractorStep, _ ticket: TicketID, amount: Int64 = 30_000) async throws {
        let link = try await officeLink(of: ticket)
        let money = Money(amount: amount, currency: "EUR")
        switch step {
        case .accept: try await perform(AcceptOffer(link: link, appointment: appointment(in: 24), comment: nil))
        case .decline: try await perform(DeclineOffer(link: link, reasonKey: nil, reason: "Pas le temps"))
        case .wantQuote: try await perform(AcceptOffer(link: link, appointment: nil, comment: nil))
        case .quote:
            try await perform(
                SendQuote(link: link, amount: money, validUntil: nil, note: "Pièces comprises", files: []))
        case .arrive: try await perform(Arrive(link: link))
        case .incomplete:
            try await perform(LeaveIncomplete(link: link, outcome: .returnVisit, next: nil, note: nil, files: []))
        case .complete:
            try await perform(
                Complete(link: link, report: "C’est réparé", files: [], signature: nil, signedBy: nil, invoice: nil))
        case .invoice: try await perform(SendInvoice(link: link, invoice: try invoice(money)))
        case .askForLimit: try await perform(AskForLimit(link: link, amount: money, note: "Un joint de plus"))
        }
    }

    private func perform(_ verb: some Verb) async throws { _ = try await workflow.perform(verb) }

    /// With a number that no other has.
    private func invoice(_ total: Money) throws -> InvoiceForm {
        let pdf = try file("facture.pdf", type: "application/pdf", bytes: Data("%PDF-1.4\n%%EOF\n".utf8))
        return InvoiceForm(
            number: "F-\(UUID().uuidString.prefix(8))", date: Appointment(travel.now, in: "Europe/Paris").local,
            total: total, files: [pdf])
    }

    /// Of the contractor who was asked last.
    package func officeLink(of ticket: TicketID) async throws -> LinkID {
        let link = try await store.read { reader -> LinkID? in
            guard let order = try reader.ticket(ticket)?.orders.last else { return nil }
            return try reader.links(of: ticket).last { $0.order == order.id && $0.scope == .office }?.id
        }
        guard let link else { throw StoryProblem("That ticket has no link.") }
        return link
    }
}
