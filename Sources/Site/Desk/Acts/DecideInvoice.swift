import Domain
import Intake
import Rendering
import Workflow

/// T42, T43: accepts an invoice, rejects it with a reason, or does without one.
enum DecideInvoice: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .invoice

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        switch form["decision"] {
        case "accept": Deed(AcceptInvoice(form.ticket.id, origin: form.origin), .invoiceAccepted)
        case "waive": Deed(WaiveInvoice(form.ticket.id, origin: form.origin), .invoiceWaived)
        case "reject":
            Deed(
                RejectInvoice(form.ticket.id, reason: form.reason(&problems), origin: form.origin), .invoiceRejected)
        default: form.noChoice(&problems)
        }
    }
}
