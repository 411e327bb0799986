import Domain
import Intake
import Rendering
import Workflow

/// T32, T33: approves a quote, or refuses it with a reason (B22).
enum DecideQuote: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .quote

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        switch form["decision"] {
        case "approve":
            Deed(
                ApproveQuote(form.ticket.id, amount: amount(form, &problems), origin: form.origin), .quoteApproved)
        case "refuse":
            Deed(
                RefuseQuote(form.ticket.id, reason: form.reason(&problems), origin: form.origin), .quoteRefused)
        default: form.noChoice(&problems)
        }
    }

    /// Asked for only where the quote is a file without an amount.
    private static func amount(_ form: DeedForm, _ problems: inout Problems) -> Money? {
        guard let order = form.ticket.activeOrder, let quote = order.quote, quote.amount == nil else { return nil }
        let currency = order.notToExceed?.currency ?? form.organization.currency
        return problems.collect { () throws(Problem) in
            try AmountText.read(form["amount"], field: "amount", currency: currency)
        }
    }
}
