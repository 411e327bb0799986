import Domain
import Rendering
import Workflow

/// T7: out of the queue, into one's own hands (C13).
enum TakeOver: DeskDeed {
    static let panel: DeskTicketPage.Panel? = nil

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        Deed(TakeTicket(form.ticket.id, manager: form.caller.manager.id), .taken)
    }
}
