import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// What the handlers of a contractor's forms share: who is asking, and what a refusal looks like on his page.
struct ExchangeForm {
    let portal: Portal
    let request: Request
    let context: SiteContext

    /// What the link opens and the form as it was sent, or the answer that ends it here.
    func receive(reading depth: Exchange.Depth = .page) async throws -> Received {
        let reply = LinkReply(portal: portal)
        guard let link = reply.link(context) else { return .answered(reply.unknown(request, context)) }
        let now = portal.now
        switch try await portal.store.read({ try Exchange.open(link, isAct: true, depth: depth, at: now, in: $0) }) {
        case .unknown: return .answered(reply.unknown(request, context))
        case .idle, .expired, .revoked:
            return .answered(try await ShowExchange(portal: portal).handle(request, context))
        case .exchange(let exchange):
            var form = await read(of: link)
            try await form.takeStaged(of: exchange.link.id, in: portal)
            try await form.refuseUnfit(in: portal)
            return .form(exchange, form)
        }
    }

    /// Over the limits of its link the form is read past its files, which are not kept: what was typed may stand behind
    /// them.
    private func read(of link: LinkID) async -> SubmittedForm {
        var limits = portal.configuration.uploads
        if portal.takesForm(of: link) {
            if portal.isTyped(request) { return await SubmittedForm.read(request, in: portal, limits: limits) }
            if case .charged(let charge) = portal.chargeBytes(request, context, of: link) {
                let form = await SubmittedForm.read(request, in: portal, limits: limits)
                portal.settle(charge, received: form.received)
                return form
            }
        }
        limits.keepsFiles = false
        var form = await SubmittedForm.read(request, in: portal, limits: limits)
        form.problems = [RequestLimits.formProblem]
        return form
    }

    enum Received {
        case answered(Response)
        case form(Exchange, SubmittedForm)
    }

    /// 303 to the page with its confirmation; the language stays in the address.
    func confirm(_ form: SubmittedForm) throws -> Response {
        let language = request.askedLanguage.map { "&lang=\($0.rawValue)" } ?? ""
        return Reply.seeOther("\(try LinkPath(context).page)?done=\(form.submission ?? "")\(language)")
    }

    /// The confirmation, where this very form was sent before (rule c): also when it could not be sent any more, because
    /// its date has passed since.
    func repeated(_ form: SubmittedForm, of exchange: Exchange) async throws -> Response? {
        guard form.problems.isEmpty, let key = form.key(exchange.scope) else { return nil }
        let earlier = try await portal.store.read { try $0.submission(scope: key.scope, id: key.id) }
        return earlier?.fingerprint == key.fingerprint ? try confirm(form) : nil
    }

    /// The page again with what is wrong and everything that was typed.
    func refuse(
        _ problems: [Problem], status: HTTPResponse.Status = .unprocessableContent,
        keeping change: @escaping @Sendable (inout ExchangePage) -> Void
    ) async throws -> Response {
        try await ShowExchange(portal: portal).respond(to: request, context, status: status) { page in
            page.problems = problems
            change(&page)
        }
    }

    /// The page again after a step was refused, that step open.
    func refuse(
        _ problems: [Problem], step: ExchangePage.StepForm.Step, form: SubmittedForm,
        status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        try await refuse(problems, status: status, keeping: keep(step, try await staged(form)))
    }

    func refuse(
        _ refusal: Refusal, exchange: Exchange, step: ExchangePage.StepForm.Step, form: SubmittedForm
    ) async throws -> Response {
        let (id, now) = (exchange.link.id, portal.now)
        let opened = try await portal.store.read { try Exchange.open(id, at: now, in: $0) }
        guard case .exchange(let current) = opened else {
            return try await ShowExchange(portal: portal).handle(request, context)
        }
        let form = try await staged(form)
        let words = words(for: exchange)
        let refusals = StepRefusals(words: words, step: step, exchange: current)
        if case .invalid(let problems) = refusal {
            return try await refuse(problems.map(refusals.explained), step: step, form: form)
        }
        guard !current.isGone, let problem = refusals.problem(for: refusal) else {
            return try await refuse(refusal, exchange: exchange, keeping: keep(step, form))
        }
        return try await refuse([problem], status: .conflict, keeping: keep(step, form))
    }

    /// Why a step is not to be had any more; nil where the page still offers it.
    func refusal(of step: ExchangePage.StepForm.Step, in exchange: Exchange) throws -> Refusal? {
        if exchange.isGone { return .withdrawn }
        let model = ShowExchange(portal: portal).model(exchange, path: try LinkPath(context), for: request)
        if model.page().steps.contains(where: { $0.step == step }) { return nil }
        return exchange.link.scope == .office ? .notFromHere(exchange.label) : .notAllowed
    }

    private func words(for exchange: Exchange) -> Words {
        portal.renderer.words(
            request.language(preferred: exchange.contact.language, fallback: exchange.organization.language))
    }

    /// What was typed, in its form; where that is gone, as a message that can still be sent (rule d).
    private func keep(_ step: ExchangePage.StepForm.Step, _ form: SubmittedForm)
        -> @Sendable (inout ExchangePage) -> Void
    {
        { [renderer = portal.renderer] page in
            let isUsedUp = page.problems.contains { $0.key == "submission.changed" }
            page.problems += form.lost
            guard let index = page.steps.firstIndex(where: { $0.step == step }) else {
                page.message.take(form.asMessage(renderer.words(page.language), of: step), form.kept)
                return
            }
            page.refused = step
            page.steps[index].keep(form.kept) { name in form.fields[name].map { [$0] } ?? [] }
            if let id = form.submission, !isUsedUp { page.steps[index].submission = id }
            if page.problems.contains(where: { $0.key.hasPrefix("invoice.aboveLimit") }) {
                page.offerHigherPrice(form.fields["total"] ?? "", after: index)
            }
        }
    }

    /// What the life cycle said no to, in words that say what happened meanwhile (P19, P39).
    func refuse(
        _ refusal: Refusal, exchange: Exchange, keeping change: @escaping @Sendable (inout ExchangePage) -> Void
    ) async throws -> Response {
        let words = words(for: exchange)
        switch refusal {
        case .withdrawn, .linkExpired, .notFound:
            return try await ShowExchange(portal: portal).respond(to: request, context, status: .gone) { page in
                page.problems = [Problem(field: "", key: "link.withdrawn")]
                change(&page)
            }
        case .invalid(let problems): return try await refuse(problems, keeping: change)
        case .alreadyAnswered(_, let contact, let at):
            let name = try await portal.store.read { reader in try contact.flatMap { try reader.contact($0)?.name } }
            let moment = at.map { words.formats.shortDateTime($0, in: exchange.ticket.timeZone) } ?? ""
            let problem = Problem(
                field: "", key: "answer.taken", arguments: ["who": name ?? exchange.contractor.name, "when": moment])
            return try await refuse([problem], status: .conflict, keeping: change)
        case .appointmentMissing:
            return try await refuse([Problem(field: "date", key: "date.missing")], keeping: change)
        case .reasonMissing:
            return try await refuse([Problem(field: "reason", key: "reason.missing")], keeping: change)
        case .undoTooLate, .submissionChanged, .notAllowed, .notFromHere, .incomplete, .unreachable, .notYet,
            .tasksOpen:
            return try await refuse([Problem(field: "", key: refusal.problemKey)], status: .conflict, keeping: change)
        }
    }
}

extension Refusal {
    /// The words for a refusal on a contractor's page.
    fileprivate var problemKey: String {
        switch self {
        case .undoTooLate: "undo.late"
        case .submissionChanged: "submission.changed"
        case .notAllowed: "link.notAllowed"
        case .withdrawn, .linkExpired, .notFound: "link.withdrawn"
        case .notFromHere, .incomplete, .unreachable, .notYet, .tasksOpen, .alreadyAnswered, .reasonMissing,
            .appointmentMissing, .invalid:
            "answer.closed"
        }
    }
}
