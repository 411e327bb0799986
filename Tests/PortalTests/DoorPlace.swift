import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing

/// What an organization has, by the ids that addresses and bodies name it by: a ticket with an offer, and a message of
/// the contractor's with a file.
struct DoorPlace: Sendable {
    let number: String
    let file: String
    let contractor: String
    let contact: String
    let site: String
    let manager: String
    let task: String
    let message: String
    /// A file that waits for its form.
    let staged: String
    /// What the page called that file while it came.
    let key: String
    /// Of the contractor's office.
    let token: String

    /// Ids that nobody has.
    static let nowhere = DoorPlace(
        number: "2026-99999", file: made, contractor: made, contact: made, site: made, manager: made, task: made,
        message: made, staged: String(repeating: "A", count: 32), key: "key-of-nobody",
        token: String(repeating: "A", count: 32))
    private static let made = "4611686018427387904"

    /// A link's token stays open: whoever has one is no stranger.
    func fill(_ path: String) -> String {
        path.replacing("{number}", with: number).replacing("{file}", with: file)
            .replacing("{contractor}", with: contractor).replacing("{task}", with: task)
            .replacing("{message}", with: message).replacing("{notice}", with: message)
    }

    /// The answer without what differs from one rendering to the next, and without these ids: to be compared with that
    /// to a request for others.
    static func plain(_ answer: TransferResponse, without places: [DoorPlace]) -> String {
        var text = answer.text
        for place in places {
            for id in [place.number, place.file, place.contractor, place.contact, place.site, place.manager] {
                text = text.replacing(id, with: "ID")
            }
            for id in [place.task, place.message, place.key] { text = text.replacing(id, with: "ID") }
        }
        return text.replacing(/[0-9A-Za-z_-]{32,}/, with: "TOKEN")
    }

    /// Everything that the organization's programs see of it: its tickets with all that happened to them, its firms,
    /// people and messages.
    static func state(_ portal: TestPortal, _ organization: TestOrganization) async throws -> [String] {
        let program = portal.client(key: organization.key)
        let tickets = try await program.get("/api/v1/tickets?limit=200")
        var texts = [tickets.text]
        for list in ["contractors", "messages", "managers"] {
            texts.append(try await program.get("/api/v1/\(list)").text)
        }
        let numbers = (tickets.json["tickets"] as? [[String: Any]] ?? []).compactMap { $0["number"] as? String }
        for number in numbers { texts.append(try await program.get("/api/v1/tickets/\(number)/events").text) }
        return texts
    }
}

extension DoorPlace {
    /// `tickets`: how many more the organization has, so that its number is one that a stranger with fewer has not.
    static func make(
        _ portal: TestPortal, _ owner: TestOrganization, phone: String = ExchangeStage.number, besides tickets: Int = 3
    ) async throws -> DoorPlace {
        for _ in 0..<tickets { try await portal.createTicket(for: owner, TestPortal.ticketBody(title: "Autre")) }
        let number = try await portal.createTicket(for: owner, TestPortal.ticketBody(offerTo: phone))
        let organization = owner.organization.id
        let found = try await portal.office.store.read { try $0.ticketID(number: number, of: organization) }
        let ticket = try #require(found)
        let token = try await portal.office.officeToken(of: ticket)
        let sent = try await portal.client().post(
            "/t/\(token)/messages",
            multipart: [
                .init("submission", UUID().uuidString), .init("message", "Voici"),
                .init("files", file: "a.pdf", type: "application/pdf", bytes: ExchangeFile.pdf),
            ])
        try #require(sent.status == 303)
        let key = "key-\(UUID().uuidString)"
        let staged = try await portal.client().post(
            "/t/\(token)/files",
            multipart: [
                .init("key", key), .init("file", file: "b.pdf", type: "application/pdf", bytes: ExchangeFile.pdf),
            ])
        let stagedID = try #require(staged.json["id"] as? String)
        try await portal.office.courier.drain()
        return try await portal.office.store.read { reader in
            let stored = try #require(try reader.ticket(ticket))
            let order = try #require(stored.orders.first)
            let contractor = try #require(try reader.contractor(order.contractor))
            let contact = try #require(contractor.contacts.first)
            let task = try #require(stored.tasks.first)
            let site = try #require(try reader.details(ticket)?.site)
            let file = try #require(try reader.timeline(ticket).flatMap(\.attachments).first)
            let message = try #require(try reader.deliveries(of: ticket).first)
            return DoorPlace(
                number: number, file: "\(file.id)", contractor: "\(contractor.id)",
                contact: "\(contact.id)", site: "\(site.id)", manager: "\(owner.manager.id)", task: "\(task.id)",
                message: "\(message.notice.id)", staged: stagedID, key: key, token: token)
        }
    }
}
