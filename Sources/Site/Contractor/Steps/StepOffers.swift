import Domain
import Intake
import Rendering
import Store

/// Which steps a contractor's page offers, in the order in which they are wanted. What is offered the domain would take
/// now; whether it still does is decided when it is sent (rule f).
struct StepOffers {
    let exchange: Exchange
    let now: Instant
    let limits: UploadLimits

    private var ticket: Ticket { exchange.ticket }
    private var order: Order { exchange.order }
    private var isOffice: Bool { exchange.link.scope == .office }

    func steps() -> [ExchangePage.StepForm] {
        guard !exchange.isGone else { return access() }
        return [arrival(), delay(), schedule(), giveBack()].compactMap(\.self) + access()
    }

    private func form(
        _ step: ExchangePage.StepForm.Step, isWanted: Bool = false, _ fields: [StepField]
    ) -> ExchangePage.StepForm {
        ExchangePage.StepForm(step, submission: SecretToken.random().text, isWanted: isWanted, fields: fields)
    }

    private func isPossible(_ row: Transition.ID) -> Bool {
        Transition[row].isPossible(in: ticket) && ticket.activeOrder?.id == order.id
    }

    // MARK: The visit

    private func arrival() -> ExchangePage.StepForm? {
        guard isPossible(.t23), order.isAwaited else { return nil }
        let tolerance = Span.minutes(Int64(exchange.organization.rules.presenceToleranceMinutes))
        let isTime = order.appointment.map { now >= $0.instant - tolerance } ?? true
        return form(.arrival, isWanted: isTime, [StepField("presence", .fixed, value: "here")])
    }

    private func delay() -> ExchangePage.StepForm? {
        guard isPossible(.t24), order.isAwaited, let agreed = order.appointment else { return nil }
        let today = Appointment(now, in: ticket.timeZone).local.dateText
        return form(
            .delay,
            [
                StepField("presence", .fixed, value: "late"),
                StepField("date", .date(earliest: today), value: max(agreed.local.dateText, today)),
                StepField("time", .time),
            ])
    }

    private func schedule() -> ExchangePage.StepForm? {
        guard isOffice, isPossible(.t20), order.isAwaited else { return nil }
        let today = Appointment(now, in: ticket.timeZone).local.dateText
        let isOpen = order.appointment == nil || order.awaitsConfirmation
        var fields = [
            StepField("date", .date(earliest: today), value: order.appointment?.local.dateText ?? ""),
            StepField("time", .time, value: order.appointment?.local.timeText ?? ""),
            StepField("note", .area(rows: 2), isOptional: isOpen),
        ]
        if exchange.managers.count > 1 {
            let people = exchange.managers.map { StepField.Option($0.id.description, name: $0.name) }
            let owner = ticket.owner?.description ?? ""
            fields.append(StepField("told", .pills(people), isOptional: true, value: owner))
        }
        return form(.schedule, isWanted: isOpen, fields)
    }

    private func giveBack() -> ExchangePage.StepForm? {
        guard isOffice, isPossible(.t18), order.status == .accepted else { return nil }
        return form(
            .giveBack, [StepField("presence", .fixed, value: "absent"), StepField("reason", .area(rows: 2))])
    }
}
