import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

/// A job that the plumber has, as his manager sees it at the desk. What the contractor does is done by his verbs.
struct DeskJob {
    let desk: DeskFixture
    let number: String
    let link: LinkID

    var path: String { "/desk/tickets/\(number)" }
    private static let phone = "+33639980001"

    static func offered(_ desk: DeskFixture, _ change: [String: String] = [:]) async throws -> DeskJob {
        let number = try await desk.create(change)
        _ = try await desk.offer(number)
        return DeskJob(desk: desk, number: number, link: try #require(desk.office.latestLink(sms: phone)))
    }

    /// Accepted for a visit in so many hours.
    static func accepted(
        _ desk: DeskFixture, in hours: Int64 = 24, _ change: [String: String] = [:]
    ) async throws -> DeskJob {
        let job = try await offered(desk, change)
        try await job.perform(
            AcceptOffer(link: job.link, appointment: desk.office.appointment(in: hours), comment: nil))
        return job
    }

    /// Finished, with a photo as proof.
    static func completed(_ desk: DeskFixture, invoice: InvoiceForm? = nil) async throws -> DeskJob {
        let job = try await accepted(desk)
        let photo = try desk.office.file("avant.jpg", type: "image/jpeg", bytes: Data("photo".utf8))
        try await job.perform(
            Complete(
                link: job.link, report: "Joint remplacé.", files: [photo], signature: nil, signedBy: nil,
                invoice: invoice))
        return job
    }

    func perform(_ verb: some Verb) async throws {
        _ = try await desk.office.workflow.perform(verb)
        try await desk.office.courier.drain()
    }

    func quote(_ cents: Int64, validFor days: Int64? = nil) async throws {
        let file = try desk.office.file("devis.pdf", type: "application/pdf", bytes: Data("%PDF-1.4".utf8))
        try await perform(
            SendQuote(
                link: link, amount: Money(amount: cents, currency: "EUR"),
                validUntil: days.map { desk.office.travel.now + .days($0) }, note: "Main-d’œuvre comprise.",
                files: [file]))
    }

    func invoice(_ number: String, _ cents: Int64) throws -> InvoiceForm {
        let file = try desk.office.file("facture.pdf", type: "application/pdf", bytes: Data("%PDF-1.4 f".utf8))
        return InvoiceForm(
            number: number, date: Appointment(desk.office.travel.now, in: "Europe/Paris").local,
            total: Money(amount: cents, currency: "EUR"), files: [file])
    }

    func page() async throws -> TransferResponse { try await desk.get(path) }

    func post(_ act: String, _ fields: [String: String]) async throws -> TransferResponse {
        try await desk.post("\(path)/\(act)", fields)
    }

    func done(_ act: String, _ fields: [String: String]) async throws -> TransferResponse {
        try await desk.done("\(path)/\(act)", fields)
    }

    /// A link of the technician's whom the job was passed on to.
    func technicianLink() async throws -> LinkID {
        let ticket = try await stored()
        let order = try #require(ticket.activeOrder)
        let record = LinkRecord(
            id: LinkID(Int64.random(in: 1..<(1 << 53))), ticket: ticket.id, order: order.id,
            contractor: order.contractor, contact: try #require(order.technician), scope: .technician,
            createdAt: desk.office.travel.now)
        try await desk.office.store.write { try $0.insert(record) }
        return record.id
    }

    func stored() async throws -> Ticket {
        let (number, organization) = (number, desk.organization.organization.id)
        let found = try await desk.office.store.read { reader in
            try reader.ticketID(number: number, of: organization).flatMap { try reader.ticket($0) }
        }
        return try #require(found)
    }
}

extension TransferResponse {
    /// The panel with that id, without what follows it; nil where the page has none.
    func panel(_ id: String) -> String? { part(from: "id=\"\(id)\" aria-labelledby", to: "</section>") }

    /// The side column.
    var facts: String { part(from: "id=\"facts\"", to: "</aside>") ?? "" }
    var timeline: String { part(from: "id=\"timeline\"", to: "</section>") ?? "" }
    var head: String { part(from: "id=\"ticket-head\"", to: "</header>") ?? "" }

    /// The row of the list that is that ticket's.
    func row(_ number: String) -> String? { part(from: "data-ticket=\"\(number)\" data-id", to: "</li>") }

    private func part(from start: String, to end: String) -> String? {
        guard let from = text.range(of: start)?.lowerBound else { return nil }
        let rest = text[from...]
        return String(rest[..<(rest.range(of: end)?.lowerBound ?? rest.endIndex)])
    }
}
