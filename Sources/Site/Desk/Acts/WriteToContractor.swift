import Domain
import Rendering
import Workflow

/// T53: to the contractor, or a note for the office alone (B20, C51).
enum WriteToContractor: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .message

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        let files = form.form.files
        let text = files.isEmpty ? form.needed("text", "message.missing", &problems) : form.text("text", &problems)
        let isInternal = form["to"] != "contractor"
        let ways = isInternal ? nil : form.ways
        return Deed(
            WriteMessage(
                .office(form.origin, ticket: form.ticket.id, isInternal: isInternal), text: text, files: files,
                ways: ways),
            isInternal ? .noteAdded : .messageSent, ways: ways)
    }
}
