import Domain
import Intake
import Rendering
import Workflow

/// T29: what was asked for is not wanted any more.
enum CancelRequest: DeskDeed {
    static let panel: DeskTicketPage.Panel? = nil

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        guard let task = TaskID(form["task"]) else { return form.noChoice(&problems) }
        return Deed(CancelAsk(form.ticket.id, task: task, origin: form.origin), .askCancelled)
    }
}
