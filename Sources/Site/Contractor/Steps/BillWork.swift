import Domain
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/invoice`: number, date, total and file (B30, T41).
struct BillWork: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step { .invoice }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        form.invoice(exchange, &problems).map { SendInvoice(link: exchange.link.id, invoice: $0) }
    }
}

/// POST `/t/TOKEN/limit`: the work cost more than was agreed (E10).
struct AskHigherLimit: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step { .limit }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let amount = form.amount("amount", currency: exchange.currency, &problems)
        let note = form.text("note", &problems)
        return amount.map { AskForLimit(link: exchange.link.id, amount: $0, note: note) }
    }
}
