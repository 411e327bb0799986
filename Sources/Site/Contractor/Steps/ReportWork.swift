import Domain
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/completion`: the work is finished (T26, B25 to B27), or the visit ended without that (T25, E8).
struct ReportWork: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step {
        form.fields["act"] == "left" ? .departure : .completion
    }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        step(of: form) == .departure
            ? departure(form, exchange, now, &problems) : completion(form, exchange, &problems)
    }

    private func completion(
        _ form: SubmittedForm, _ exchange: Exchange, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let report = form.text("report", &problems)
        let signer = form.text("signedBy", maximum: 200, &problems)
        let invoice = form.hasNoInvoice ? nil : form.invoice(exchange, &problems)
        guard problems.isEmpty else { return nil }
        return Complete(
            link: exchange.link.id, report: report, files: form.files(in: "files"),
            signature: form.files(in: "signature").first, signedBy: signer, invoice: invoice,
            place: form.place)
    }

    private func departure(
        _ form: SubmittedForm, _ exchange: Exchange, _ now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let outcome = form.fields["outcome"].flatMap(VisitOutcome.init)
        if outcome == nil { problems.append(Problem(field: "outcome", key: "choice.missing")) }
        let isOpen = form.isBlank("date") && form.isBlank("time")
        let next = isOpen ? nil : form.visit(exchange, now: now, &problems)
        let note = form.text("note", &problems)
        guard problems.isEmpty, let outcome else { return nil }
        return LeaveIncomplete(
            link: exchange.link.id, outcome: outcome, next: next, note: note, files: form.files(in: "files"),
            place: form.place)
    }
}
