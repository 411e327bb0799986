import Domain
import Intake
import Rendering
import Workflow

/// E10: a higher limit for work that is done, in the currency of the one that was agreed.
enum GrantLimit: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .limit

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        let currency = form.ticket.activeOrder?.notToExceed?.currency ?? form.organization.currency
        let amount = problems.collect { () throws(Problem) in
            try AmountText.read(form["amount"], field: "amount", currency: currency)
        }
        return amount.map { Deed(RaiseLimit(form.ticket.id, amount: $0, origin: form.origin), .limitRaised) }
    }
}
