import Domain
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/wrong-number`: "this is not my number" (P37).
struct DisownNumber: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step { .wrongNumber }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        guard exchange.contact.hasNumber else {
            problems.append(Problem(field: "", key: "number.none"))
            return nil
        }
        return ReportWrongNumber(link: exchange.link.id)
    }
}
