import Domain
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// What a panel's form asks for: the verb, and what the next page confirms.
struct Deed: Sendable {
    let verb: any Verb
    let done: DeskDone
    /// By which the verb tells the contractor, where they were chosen for this one message (B33).
    let ways: [Contact.Way]?

    init(_ verb: any Verb, _ done: DeskDone, ways: [Contact.Way]? = nil) {
        self.verb = verb
        self.done = done
        self.ways = ways
    }
}

/// One act of the manager's on a ticket: how its form is read. All else is the same for each of them.
protocol DeskDeed: Sendable {
    /// Which panel is shown again when something is to be mended; nil for a button that stands alone.
    static var panel: DeskTicketPage.Panel? { get }
    /// Nil where the form says too little to act on; then there is a problem, too.
    static func read(_ form: DeedForm, _ problems: inout Problems) -> Deed?
}

/// POST below `/desk/tickets/NUMBER`: reads the form, performs its verb once, and says what was done, or shows the panel
/// with what is wrong.
struct PerformDeed<Act: DeskDeed>: Sendable {
    let portal: Portal

    @Sendable func handle(_ request: Request, _ context: SiteContext) async throws -> Response {
        let desk = Desk(portal, request, context)
        return try await desk.act { caller in
            let act = try await DeskAct(desk, caller)
            let form = await SubmittedForm.read(request, in: portal)
            guard let ticket = try await portal.store.read({ try $0.ticket(act.ticket) }) else {
                throw Refusal.notFound
            }
            var problems = Problems(form.problems)
            let reading = DeedForm(form: form, ticket: ticket, caller: caller, now: portal.now)
            let deed = Act.read(reading, &problems)
            guard problems.isEmpty, let deed else { return try await mend(act, form, problems.all) }
            do {
                _ = try await act.perform(deed.verb, form)
                return act.done(deed.done)
            } catch Refusal.unreachable where deed.ways != nil {
                return try await mend(act, form, [Problem(field: "ways", key: "ways.unreachable")])
            } catch let refusal as Refusal {
                // The ticket is there: what is gone is the task or the invoice that the form was about.
                let told = refusal == .notFound ? Refusal.notFromHere(ticket.label) : refusal
                guard let panel = Act.panel else { return try await act.refuse(told) }
                return try await act.refuse(told, panel, form)
            }
        }
    }

    private func mend(_ act: DeskAct, _ form: SubmittedForm, _ problems: [Problem]) async throws -> Response {
        guard let panel = Act.panel else { return try await act.refuse(.invalid(problems)) }
        return try await act.mend(panel, form, problems)
    }
}

/// A panel's form with what is needed to understand it.
struct DeedForm {
    let form: SubmittedForm
    let ticket: Ticket
    let caller: DeskCaller
    let now: Instant

    var organization: Organization { caller.organization }
    var origin: Origin { .manager(caller.manager.id) }

    /// What was ticked for this one message; nil is what each contact wants (B33).
    var ways: [Contact.Way]? {
        let ways = Contact.Way.allCases.filter { !self[WaysField.chosen.box($0)].isEmpty }
        return ways.isEmpty ? nil : ways
    }

    subscript(_ name: String) -> String { form.fields[name] ?? "" }

    func isBlank(_ name: String) -> Bool { self[name].allSatisfy(\.isWhitespace) }

    /// A text of the manager's; nil where there is none.
    func text(_ name: String, maximum: Int = FieldLength.message, _ problems: inout Problems) -> String? {
        let text = problems.collect { () throws(Problem) in
            try Text.clean(self[name], field: name, maximum: maximum)
        }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A text that must be given. A form that did not come whole is not told what it lacks.
    func needed(
        _ name: String, _ missing: String, maximum: Int = FieldLength.message, _ problems: inout Problems
    ) -> String {
        let before = problems.all.count
        let text = text(name, maximum: maximum, &problems)
        if text == nil, form.problems.isEmpty, problems.all.count == before {
            problems.append(Problem(field: name, key: missing))
        }
        return text ?? ""
    }

    func reason(_ problems: inout Problems) -> String {
        needed("reason", "reason.missing", maximum: FieldLength.reason, &problems)
    }

    /// A moment by the site's clock.
    func moment(_ dateField: String, _ timeField: String, _ problems: inout Problems) -> Appointment? {
        problems.collectAll { () throws(Problems) in
            try VisitTime.resolve(
                date: self[dateField], time: self[timeField], timeZone: ticket.timeZone, now: now,
                dateField: dateField, timeField: timeField)
        }
    }

    /// A choice that no button of ours would send.
    func noChoice(_ problems: inout Problems) -> Deed? {
        problems.append(Problem(field: "", key: "choice.missing"))
        return nil
    }
}
