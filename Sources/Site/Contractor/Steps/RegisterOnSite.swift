import Domain
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/tickets`: what else is broken here, as a draft for the office (D14).
struct RegisterOnSite: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step { .register }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let title = problems.collect { () throws(Problem) in
            try Text.clean(form.fields["title"], field: "title", maximum: 200, required: true, lines: .one)
        }
        let description = problems.collect { () throws(Problem) in
            try Text.clean(form.fields["description"], field: "description", maximum: 4000)
        }
        guard let title, let description else { return nil }
        return RegisterTicket(
            link: exchange.link.id, title: title, description: description, files: form.files(in: "files"))
    }
}
