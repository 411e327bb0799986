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
    let words: Words
    let history: StepHistory

    init(exchange: Exchange, now: Instant, limits: UploadLimits, words: Words) {
        self.exchange = exchange
        self.now = now
        self.limits = limits
        self.words = words
        history = StepHistory(exchange)
    }

    var ticket: Ticket { exchange.ticket }
    var order: Order { exchange.order }
    var isOffice: Bool { exchange.link.scope == .office }

    func steps() -> [ExchangePage.StepForm] {
        guard !exchange.isGone else { return access() }
        let work = [
            arrival(), delay(), schedule(), completion(), departure(), quote(), invoice(), limit(), giveBack(),
        ]
        return work.compactMap(\.self) + access()
    }

    func form(
        _ step: ExchangePage.StepForm.Step, isWanted: Bool = false, _ fields: [StepField]
    ) -> ExchangePage.StepForm {
        ExchangePage.StepForm(step, submission: SecretToken.random().text, isWanted: isWanted, fields: fields)
    }

    func isPossible(_ row: Transition.ID) -> Bool {
        Transition[row].isPossible(in: ticket) && ticket.activeOrder?.id == order.id
    }

    func files(_ name: String = "files", isSingle: Bool = false, label: String? = nil, isExtra: Bool = false)
        -> StepField
    {
        let maximum = isSingle ? 1 : limits.files
        return StepField(
            name, .files(maximum: maximum, size: limits.announced, isSingle: isSingle), label: label, isOptional: true,
            isExtra: isExtra)
    }

    /// Where the phone is, if he wants to say it: where the organization asks, and of nobody but him who is there (E8).
    func place() -> [StepField] { exchange.organization.rules.checksPlace ? [StepField("place", .place)] : [] }

    var today: String { Appointment(now, in: ticket.timeZone).local.dateText }

    // MARK: The visit

    /// The hour of the visit has come: present, late or unable is what is wanted to be known (B24).
    private var isTime: Bool {
        guard order.isAwaited, let agreed = order.appointment else { return false }
        let tolerance = Span.minutes(Int64(exchange.organization.rules.presenceToleranceMinutes))
        return now >= agreed.instant - tolerance
    }

    private func arrival() -> ExchangePage.StepForm? {
        guard isPossible(.t23), order.isAwaited else { return nil }
        let isAsked = ticket.openTask(.presence, of: order.id).map { history.asked[$0.id] != nil } ?? false
        return form(.arrival, isWanted: isTime || isAsked, [StepField("presence", .fixed, value: "here")] + place())
    }

    private func delay() -> ExchangePage.StepForm? {
        guard isPossible(.t24), order.isAwaited, let agreed = order.appointment, agreed.mayStillBeDelayed(at: now)
        else { return nil }
        var form = form(
            .delay, isWanted: isTime,
            [
                StepField("presence", .fixed, value: "late"),
                StepField("date", .date(earliest: today), value: max(agreed.local.dateText, today)),
                StepField("time", .time),
            ])
        form.isFolded = true
        return form
    }

    /// A date is wanted where none stands, where the manager proposed one, and where the agreed one has passed: that
    /// can only be changed, not confirmed (P42).
    private func schedule() -> ExchangePage.StepForm? {
        guard isOffice, isPossible(.t20), order.isAwaited else { return nil }
        let isFirst = order.appointment == nil
        let isPast = order.appointment.map { $0.instant < now } ?? false
        let isProposed = order.awaitsConfirmation && !isPast
        let isWork = exchange.label.expectsVisit
        let shown = isPast ? nil : order.appointment?.local
        var fields = [
            StepField("date", .date(earliest: today), value: shown?.dateText ?? ""),
            StepField("time", .time, value: shown?.timeText ?? ""),
            StepField("note", .area(rows: 2), isOptional: isFirst || isProposed), files(),
        ]
        if exchange.managers.count > 1 {
            let people = exchange.managers.map { StepField.Option($0.id.description, name: $0.name) }
            let owner = ticket.owner?.description ?? ""
            fields.append(StepField("told", .pills(people), isOptional: true, value: owner))
        }
        var form = form(.schedule, isWanted: isProposed || (isWork && (isPast || isFirst)), fields)
        form.variant = isPast ? "past" : isProposed ? "confirm" : isFirst ? "first" : nil
        form.note = order.awaitsConfirmation ? history.moveNote : nil
        let next = order.dateChanges + 1
        if !isFirst, !isProposed, next >= exchange.organization.rules.dateChangesBeforeWarning {
            form.warning = "changes"
            form.arguments["count"] = String(next)
        }
        return form
    }

    private func giveBack() -> ExchangePage.StepForm? {
        guard isOffice, isPossible(.t18), order.isAwaited else { return nil }
        var form = form(
            .giveBack, isWanted: isTime,
            [StepField("presence", .fixed, value: "absent"), StepField("reason", .area(rows: 2))])
        form.isFolded = true
        return form
    }
}
