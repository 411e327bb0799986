import Domain
import Intake
import Rendering
import Workflow

/// T40: resolves the ticket by one of the methods that a person may choose (C30).
enum EndTicket: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .resolution

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        let note = form.text("note", &problems)
        guard let choice = Resolution.choices.first(where: { $0.name == form["method"] }) else {
            problems.append(Problem(field: "method", key: "choice.missing"))
            return nil
        }
        return Deed(
            ResolveTicket(form.ticket.id, method: choice.method, note: note, origin: form.origin), .resolved)
    }
}
