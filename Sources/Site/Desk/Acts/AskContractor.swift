import Domain
import Intake
import Rendering
import Workflow

/// T28, T30: asks for a quote, presence, the end of the work, the invoice, or an answer to a question (B20, B25, B29).
enum AskContractor: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .ask

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        guard let kind = TicketTask.Kind(askName: form["kind"]) else { return form.noChoice(&problems) }
        let text = kind == .message ? form.needed("text", "text.missing", &problems) : form.text("text", &problems)
        let isDue = !form["dueDate"].isEmpty || !form["dueTime"].isEmpty
        let due = isDue ? form.moment("dueDate", "dueTime", &problems) : nil
        return Deed(
            Ask(form.ticket.id, kind: kind, text: text, due: due?.instant, origin: form.origin), .asked)
    }
}
