import Domain
import Rendering
import Workflow

/// T10: asks a contractor that is known, or a new one (A1, A14).
enum OfferJob: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .offer

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        let choice = choice(form, &problems)
        // Nil is what the organization's rules give (A15).
        let hasDeadline = !form["answerDate"].isEmpty || !form["answerTime"].isEmpty
        let answerBy = hasDeadline ? form.moment("answerDate", "answerTime", &problems)?.instant : nil
        let ways = form["who"] == "new" ? nil : form.ways
        return choice.map {
            let offer = OfferForm($0, answerBy: answerBy, ways: ways)
            return Deed(OfferTicket(form.ticket.id, offer, origin: form.origin), .offered, ways: ways)
        }
    }

    private static func choice(_ form: DeedForm, _ problems: inout Problems) -> ContractorChoice? {
        if form["who"] == "new" {
            let firm = ContractorFormReading(form: form.form, organization: form.organization)
            return .described(firm.read(&problems))
        }
        guard let id = ContractorID(form["contractor"]) else {
            problems.append(Problem(field: "contractor", key: "choice.missing"))
            return nil
        }
        return .existing(id)
    }
}
