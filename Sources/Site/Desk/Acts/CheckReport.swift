import Domain
import Intake
import Rendering
import Workflow

/// T40 with one press, as the report counts as the note of the resolution; or T27: not satisfied, and why.
enum CheckReport: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .report

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        switch form["decision"] {
        case "accept":
            Deed(ResolveTicket(form.ticket.id, method: .communicated, note: nil, origin: form.origin), .resolved)
        case "reject":
            Deed(SendBack(form.ticket.id, note: form.reason(&problems), origin: form.origin), .sentBack)
        default: form.noChoice(&problems)
        }
    }
}
