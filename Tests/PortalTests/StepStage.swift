import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// What people do after the answer, by the forms of the page.
extension ExchangeStage {
    /// Fills in the form that has this button and sends it as a browser does.
    func press(
        _ button: String, path: String? = nil, query: String = "",
        fill: (inout LoopForm) throws -> Void = { _ in }
    ) async throws -> TransferResponse {
        let page = LoopPage(try await phone.get((path ?? self.path) + query), path: path ?? self.path)
        var form = try page.form(button: button)
        try fill(&form)
        return try await submit(form)
    }

    func submit(_ form: LoopForm) async throws -> TransferResponse {
        let (type, body) = form.encoded
        return try await phone.send("POST", form.action, body: body, type: type)
    }

    /// The page after a step that must have worked.
    @discardableResult
    func done(
        _ button: String, path: String? = nil, fill: (inout LoopForm) throws -> Void = { _ in }
    ) async throws -> LoopPage {
        let page = try await following(try await press(button, path: path, fill: fill))
        #expect(page.element(role: "status") != nil)
        return page
    }

    /// Lets the clock stand at that time in Paris.
    func travel(to local: String) throws {
        let time = try #require(LocalDateTime(local))
        office.travel.advance(try Appointment.resolve(time, in: "Europe/Paris").instant - office.travel.now)
    }

    /// Accepted for Monday 23 November 2026 at nine, and that time has come.
    func arrive() async throws {
        #expect(try await accept().status == 303)
        try travel(to: "2026-11-23T09:00")
        try await done("I am on site")
    }

    /// Finished, without proofs or an invoice.
    func finish() async throws {
        try await arrive()
        try await done("The work is finished")
    }

    func manager(_ verb: (Origin) -> any Verb<TicketID>) async throws {
        _ = try await office.workflow.perform(verb(.manager(organization.manager.id)))
    }

    func ask(_ kind: TicketTask.Kind, _ text: String? = nil) async throws {
        try await manager { Ask(ticket.id, kind: kind, text: text, due: nil, origin: $0) }
    }

    /// Paul Roche, another of the organization's people.
    func addColleague() async throws -> Manager {
        let colleague = Manager(
            id: office.store.newID(), organization: organization.organization.id, name: "Paul Roche",
            email: "paul@example.org", language: .en, role: .dispatcher)
        _ = try await office.workflow.perform(AddManager(colleague))
        return colleague
    }

    var order: Order { get async throws { try #require(try await stored.orders.last) } }

    /// The page of a technician whom the office gave the job to.
    func technician() async throws -> String {
        let link = try #require(office.latestLink(sms: Self.number))
        _ = try await office.workflow.perform(
            PassOn(link: link, name: "Léo Petit", phone: "+33639980077", language: .en))
        let order = try await order
        let (contact, id) = (try #require(order.technician), LinkKeyring.randomLinkID())
        let (ticket, now) = (ticket.id, office.travel.now)
        try await office.store.write { transaction in
            try transaction.insert(
                LinkRecord(
                    id: id, ticket: ticket, order: order.id, contractor: order.contractor, contact: contact,
                    scope: .technician, createdAt: now))
        }
        return "/t/\(try office.links.mint(id))"
    }

    static let photo = LoopForm.File(name: "proof.png", type: "image/png", bytes: ExchangeFile.png)
    static let pdf = LoopForm.File(name: "invoice.pdf", type: "application/pdf", bytes: ExchangeFile.pdf)
}

extension LoopForm {
    mutating func bill(_ number: String = "F-17", _ total: String = "420,00", date: String? = nil) throws {
        try fill("Invoice number", number)
        try fill("Total incl. tax", total)
        if let date { try fill("Invoice date", date) }
        try attach("Invoice (PDF or photo)", ExchangeStage.pdf)
    }
}

extension LoopPage {
    /// What the reader sees in the element with this id, up to its end.
    func part(_ id: String) -> String? {
        guard let start = html.firstRange(of: "id=\"\(id)\"") else { return nil }
        let rest = html[start.lowerBound...]
        let end = rest.firstRange(of: "</section>")?.lowerBound ?? rest.endIndex
        return Self.text("<" + rest[..<end])
    }

    var alert: String { element(role: "alert") ?? "" }
}
