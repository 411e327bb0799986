import Domain
import Intake
import Rendering
import Store
import Workflow

/// POST `/t/TOKEN/presence`: "I am on site", "I will be late" with a new time, "I cannot come" with a reason (B24).
struct TellPresence: ExchangeStep {
    func step(of form: SubmittedForm) -> ExchangePage.StepForm.Step {
        switch form.fields["presence"] {
        case "late": .delay
        case "absent": .giveBack
        default: .arrival
        }
    }

    func verb(
        _ form: SubmittedForm, _ exchange: Exchange, now: Instant, _ problems: inout Problems
    ) -> (any Verb<StepOutcome>)? {
        let (fields, link) = (form.fields, exchange.link.id)
        switch fields["presence"] {
        case "here": return Arrive(link: link, place: form.place)
        case "late":
            let zone = exchange.ticket.timeZone
            let appointment = problems.collectAll { () throws(Problems) in
                try VisitTime.resolve(date: fields["date"], time: fields["time"], timeZone: zone, now: now)
            }
            return appointment.map { AnnounceDelay(link: link, appointment: $0) }
        case "absent":
            let reason = problems.collect { () throws(Problem) in
                try Text.clean(fields["reason"], field: "reason", maximum: 2000)
            }
            if let reason, reason.isEmpty { problems.append(Problem(field: "reason", key: "reason.missing")) }
            return reason.map { GiveBack(link: link, reason: $0) }
        default:
            problems.append(Problem(field: "", key: "choice.unknown"))
            return nil
        }
    }
}
