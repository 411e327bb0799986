import Domain
import Rendering
import Store

/// What a refused step is told, in words that say what is the matter and what can be done instead.
struct StepRefusals {
    let words: Words
    let step: ExchangePage.StepForm.Step
    /// As it is now, after the refusal.
    let exchange: Exchange

    /// Nil for refusals that all forms share.
    func problem(for refusal: Refusal) -> Problem? {
        switch refusal {
        case .notYet(let earliest): notYet(earliest)
        case .notFromHere: notFromHere()
        case .notAllowed:
            Problem(field: "", key: exchange.link.scope == .office ? "link.notAllowed" : "link.technician")
        case .incomplete, .alreadyAnswered, .withdrawn, .unreachable, .undoTooLate, .reasonMissing, .appointmentMissing,
            .linkExpired, .tasksOpen, .notFound, .submissionChanged, .invalid:
            nil
        }
    }

    /// B24: presence on the wrong day, or hours too early.
    private func notYet(_ earliest: Instant) -> Problem {
        let zone = exchange.ticket.timeZone
        let when = words.formats.shortDateTime(earliest, in: zone)
        guard step == .arrival, let agreed = exchange.order.appointment else {
            return Problem(field: "", key: "refusal.notYet", arguments: ["when": when])
        }
        return Problem(
            field: "", key: "arrival.notYet",
            arguments: ["when": when, "appointment": words.formats.shortDateTime(agreed.local)])
    }

    /// P19: a colleague was quicker; else the job has gone on meanwhile.
    private func notFromHere() -> Problem {
        let done = exchange.thread.last { $0.event.change.isDone(by: step, of: exchange.order.id) }
        if let done, case .contact(let id, _) = done.event.actor, id != exchange.contact.id {
            let when = words.formats.shortDateTime(done.event.at, in: exchange.ticket.timeZone)
            return Problem(field: "", key: "step.taken", arguments: ["who": done.actorName, "when": when])
        }
        if step == .invoice, StepHistory(exchange).isBillingOver { return Problem(field: "", key: "invoice.over") }
        if step == .quote, exchange.order.status == .done { return Problem(field: "", key: "quote.tooLate") }
        return Problem(field: "", key: "refusal.notFromHere", arguments: ["label": words.label(exchange.label)])
    }

    /// The limit in figures stands beside what is above it (E10); who has no other date to give is told who has (E1).
    func explained(_ problem: Problem) -> Problem {
        if problem.key == "delay.otherDay", exchange.link.scope != .office {
            return Problem(field: problem.field, key: "delay.otherDay.technician")
        }
        guard problem.key == "invoice.aboveLimit", let limit = exchange.order.notToExceed else { return problem }
        let key = exchange.order.status == .done ? problem.key : "invoice.aboveLimit.quote"
        return Problem(field: problem.field, key: key, arguments: ["limit": words.formats.money(limit)])
    }
}

extension Change {
    /// Whether this is what the step does.
    fileprivate func isDone(by step: ExchangePage.StepForm.Step, of order: OrderID) -> Bool {
        switch step {
        case .arrival, .delay, .schedule: self == .arrived(order)
        case .giveBack: if case .givenBack(order, _) = self { true } else { self == .arrived(order) }
        case .quote: if case .quoted(order, _, _, _, _) = self { true } else { false }
        case .invoice: if case .invoiced(order, _, _, _) = self { true } else { false }
        case .completion, .departure:
            if case .completed(order, _, _, _) = self {
                true
            } else if case .leftIncomplete(order, _, _, _) = self {
                true
            } else {
                false
            }
        case .limit, .technician, .takeBack, .register, .wrongNumber: false
        }
    }
}
