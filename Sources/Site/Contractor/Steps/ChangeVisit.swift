import Domain
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/schedule`: another date, with a note and files, told to the chosen person (A16, A21 to A24,
/// A28).
struct ChangeVisit: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step { .schedule }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let (fields, zone) = (form.fields, exchange.ticket.timeZone)
        let appointment = problems.collectAll { () throws(Problems) in
            try VisitTime.resolve(date: fields["date"], time: fields["time"], timeZone: zone, now: now)
        }
        let note = problems.collect { () throws(Problem) in
            try Text.clean(fields["note"], field: "note", maximum: 2000)
        }
        let isFirst = exchange.order.appointment == nil || exchange.order.awaitsConfirmation
        if let note, note.isEmpty, !isFirst { problems.append(Problem(field: "note", key: "note.missing")) }
        let told = fields["told"].flatMap { Int64($0) }.map { ManagerID($0) }
        let files = form.files(in: "files")
        return appointment.map {
            ChangeDate(link: exchange.link.id, appointment: $0, note: note, told: told, files: files)
        }
    }
}
