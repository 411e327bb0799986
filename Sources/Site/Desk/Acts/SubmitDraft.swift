import Domain
import Rendering
import Workflow

/// T4: the draft leaves for the queue, or all that it lacks is named (C9).
enum SubmitDraft: DeskDeed {
    static let panel: DeskTicketPage.Panel? = nil

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        Deed(SubmitTicket(form.ticket.id, origin: form.origin), .created)
    }
}
