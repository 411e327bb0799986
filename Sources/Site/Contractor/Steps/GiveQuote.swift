import Domain
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/quote`: a price, as an amount, a file, or both; asked for or not (B21, T31).
struct GiveQuote: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step { .quote }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let files = form.files(in: "files")
        let amount = form.isBlank("amount") ? nil : form.amount("amount", currency: exchange.currency, &problems)
        if form.isBlank("amount"), files.isEmpty, form.problems.isEmpty {
            problems.append(Problem(field: "amount", key: "quote.empty"))
        }
        let until = form.isBlank("validUntil") ? nil : lastMinute(form.fields["validUntil"], exchange, now, &problems)
        let note = form.text("note", &problems)
        guard problems.isEmpty else { return nil }
        return SendQuote(link: exchange.link.id, amount: amount, validUntil: until, note: note, files: files)
    }

    /// A quote is valid until its last day is over.
    private func lastMinute(
        _ day: String?, _ exchange: Exchange, _ now: Instant, _ problems: inout Problems
    ) -> Instant? {
        problems.collectAll { () throws(Problems) in
            try VisitTime.resolve(
                date: day, time: "23:59", timeZone: exchange.ticket.timeZone, now: now, dateField: "validUntil",
                timeField: "validUntil"
            ).instant
        }
    }
}
