import Domain
import Intake
import Rendering
import Workflow

/// T32, T33: approves a quote, or refuses it with a reason (B22).
enum DecideQuote: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .quote

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        switch form["decision"] {
        case "approve": Deed(ApproveQuote(form.ticket.id, origin: form.origin), .quoteApproved)
        case "refuse":
            Deed(
                RefuseQuote(form.ticket.id, reason: form.reason(&problems), origin: form.origin), .quoteRefused)
        default: form.noChoice(&problems)
        }
    }
}
