import Domain
import Rendering
import Workflow

/// T16, T17: takes an offer or a job back, with a reason.
enum WithdrawFromContractor: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .withdrawal

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        let reason = form.reason(&problems)
        return Deed(
            WithdrawJob(form.ticket.id, reason: reason, origin: form.origin),
            form.ticket.phase == .toDo ? .offerWithdrawn : .jobWithdrawn)
    }
}
