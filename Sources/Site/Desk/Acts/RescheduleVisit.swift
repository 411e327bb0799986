import Domain
import Intake
import Rendering
import Workflow

/// T21: another date for the visit, by the site's clock; the contractor is asked to confirm it (B23).
enum RescheduleVisit: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .schedule

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        let visit = form.moment("date", "time", &problems)
        let note = form.text("note", maximum: FieldLength.reason, &problems)
        return visit.map {
            Deed(MoveVisit(form.ticket.id, local: $0.local, note: note, origin: form.origin), .visitMoved)
        }
    }
}
