import Domain
import HTTPTypes
import Hummingbird
import Intake
import Rendering
import Store
import Workflow

/// What the handlers of a ticket's forms share: which ticket, the form as it was sent, and what a refusal looks like.
struct DeskAct {
    let desk: Desk
    let caller: DeskCaller
    let number: String
    let ticket: TicketID

    /// Throws `Refusal.notFound` for another organization's ticket. Comes before the body is read.
    init(_ desk: Desk, _ caller: DeskCaller) async throws {
        self.desk = desk
        self.caller = caller
        let number = try desk.context.parameters.require("number")
        let organization = caller.organization.id
        let found = try await desk.portal.store.read { try $0.ticketID(number: number, of: organization) }
        guard let found else { throw Refusal.notFound }
        (self.number, ticket) = (number, found)
    }

    var origin: Origin { .manager(caller.manager.id) }

    /// 303 to the ticket, with what was done.
    func done(_ done: DeskDone) -> Response {
        let address = DeskPath.ticket(number, in: caller.query.folder)
        return Reply.seeOther("\(address)\(address.contains("?") ? "&" : "?")done=\(done.rawValue)")
    }

    /// Performs once for this form; nothing without the form's id.
    func perform<V: Verb>(_ verb: V, _ form: SubmittedForm) async throws -> V.Outcome {
        guard let key = form.key(caller.scope) else {
            throw Refusal.invalid([Problem(field: "", key: "submission.missing")])
        }
        return try await desk.portal.workflow.perform(verb, once: key).outcome
    }

    /// The ticket's page again, with `change` made to it.
    func again(
        status: HTTPResponse.Status, _ change: @escaping @Sendable (inout DeskTicketPage) -> Void
    ) async throws -> Response {
        let (ticket, portal) = (ticket, desk.portal)
        return try await desk.page(status: status) { reader, caller in
            guard var page = try TicketReading(reader: reader, caller: caller, portal: portal).page(ticket) else {
                return nil as DeskTicketPage?
            }
            change(&page)
            return page
        }
    }
}
