import Domain
import Intake
import Rendering
import Workflow

/// T32, T33: approves a quote, or refuses it with a reason (B22), or lets somebody outside decide, or no longer.
enum DecideQuote: DeskDeed {
    static let panel: DeskTicketPage.Panel? = .quote

    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed? {
        switch form["decision"] {
        case "approve":
            Deed(
                ApproveQuote(form.ticket.id, amount: amount(form, &problems), origin: form.origin), .quoteApproved)
        case "refuse":
            Deed(
                RefuseQuote(form.ticket.id, reason: form.reason(&problems), origin: form.origin), .quoteRefused)
        case "ask":
            ask(form, &problems).map {
                Deed(AskApprover(form.ticket.id, $0, origin: form.origin), .approverAsked)
            }
        case "dismiss": Deed(DismissApprover(form.ticket.id, origin: form.origin), .approverDismissed)
        default: form.noChoice(&problems)
        }
    }

    /// Who is to decide; a number or an address is needed, or both.
    private static func ask(_ form: DeedForm, _ problems: inout Problems) -> ApproverForm? {
        let name = problems.collect { () throws(Problem) in
            try Text.clean(
                form["approver"], field: "approver", maximum: FieldLength.name, required: true, lines: .one)
        }
        let before = problems.all.count
        let email =
            form.isBlank("approverEmail")
            ? nil
            : problems.collect { () throws(Problem) in
                try EmailAddress.read(form["approverEmail"], field: "approverEmail")
            }?.text
        let phone =
            form.isBlank("approverPhone")
            ? nil
            : problems.collect { () throws(Problem) in
                try PhoneNumber.readMobile(
                    form["approverPhone"], field: "approverPhone", region: form.organization.region)
            }?.e164
        if email == nil, phone == nil, problems.all.count == before {
            problems.append(Problem(field: "approverEmail", key: "approver.unreachable"))
        }
        let language = Language(rawValue: form["approverLanguage"])
        if language == nil { problems.append(Problem(field: "approverLanguage", key: "choice.missing")) }
        let note = form.text("approverNote", maximum: FieldLength.reason, &problems)
        guard problems.isEmpty, let name, let language else { return nil }
        return ApproverForm(name: name, phone: phone, email: email, language: language, note: note)
    }

    /// Asked for only where the quote is a file without an amount.
    private static func amount(_ form: DeedForm, _ problems: inout Problems) -> Money? {
        guard let order = form.ticket.activeOrder, let quote = order.quote, quote.amount == nil else { return nil }
        let currency = order.notToExceed?.currency ?? form.organization.currency
        return problems.collect { () throws(Problem) in
            try AmountText.read(form["amount"], field: "amount", currency: currency)
        }
    }
}
