import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing

@testable import Workflow

/// One act on a ticket as the life cycle has it, with the notices that follow: what every verb does in its middle.
private struct Carry: Verb {
    let ticket: TicketID
    let act: Act
    let command: @Sendable (Transaction, Ticket) throws -> Command

    func perform(in transaction: Transaction) throws -> Bool {
        guard var found = try transaction.reader.ticket(ticket) else { throw Refusal.notFound }
        try transaction.carryOut(try command(transaction, found), on: &found, as: act)
        return true
    }
}

@Suite("What the courier sends between an acceptance and the invoice")
struct CourierExchangeTests {
    private let phone = "+33639980001"
    private let fieldPhone = "+33639980007"

    private struct Stage {
        let office: TestOffice
        let organization: TestOrganization
        let ticket: TicketReference
        let order: Order
        let contact: ContactID
        let link: LinkID

        var byManager: Act { Act(actor: .manager(organization.manager.id), channel: .desk) }
        var byFirm: Act { Act(actor: .contact(contact, of: order.contractor), channel: .link, link: link) }

        func carry(
            as act: Act, _ command: @escaping @Sendable (Transaction, Ticket) throws -> Command
        ) async throws {
            _ = try await office.workflow.perform(Carry(ticket: ticket.id, act: act, command: command))
            try await office.courier.drain()
        }

        func sms(to number: String) -> [String] { office.sms.sent.filter { $0.to == number }.map(\.text) }

        var managerMails: [OutgoingMail] { office.mail.sent.filter { $0.to.name == "Nina Morel" } }
    }

    /// An accepted job whose visit is in 30 hours, and everything sent so far.
    private func accepted(channels: [Contact.Way] = [.sms]) async throws -> Stage {
        let office = try TestOffice()
        let organization = try await office.organization()
        let ticket = try await office.ticket(of: organization, to: TestOffice.plumber(channels: channels))
        try await office.courier.drain()
        let link: LinkID
        if channels == [.sms] {
            link = try #require(office.latestLink(sms: phone))
        } else {
            let token = try #require(
                TestOffice.token(in: office.mail.sent.first { $0.to.name == "Karim Martin" }?.plain ?? ""))
            link = try #require(office.links.verify(token))
        }
        _ = try await office.workflow.perform(
            AcceptOffer(link: link, appointment: office.appointment(in: 30), comment: nil))
        try await office.courier.drain()
        let stored = try await office.stored(ticket)
        let order = try #require(stored.activeOrder)
        return Stage(
            office: office, organization: organization, ticket: ticket, order: order,
            contact: try #require(order.answeredBy), link: link)
    }

    /// The office gives the job to a technician with a number of his own.
    private func passOn(_ stage: Stage) async throws -> ContactID {
        let id: ContactID = stage.office.store.newID()
        let contractor = stage.order.contractor
        let technician = Contact(
            id: id, contractor: contractor, name: "Sami Haddad", role: .technician, phone: fieldPhone, language: .fr,
            channels: [.sms])
        try await stage.carry(as: stage.byFirm) { transaction, ticket in
            try transaction.insert(technician)
            return .passOn(try #require(ticket.activeOrder?.id), to: id)
        }
        return id
    }

    @Test("B24 P29 the presence question rings at night, at the agreed hour; a reminder of what is owed waits")
    func night() async throws {
        let stage = try await accepted()
        let order = stage.order.id
        stage.office.travel.advance(.hours(12))
        let evening = Appointment(stage.office.travel.now, in: "Europe/Paris").local
        stage.office.travel.advance(.hours(Int64(47 - evening.hour)))
        #expect(OrganizationRules().isQuiet(stage.office.travel.now, in: "Europe/Paris"))
        let before = stage.sms(to: phone).count
        try await stage.carry(as: .clock) { _, _ in .askPresence(order) }
        #expect(stage.sms(to: phone).count == before + 1)
        #expect(stage.sms(to: phone).last?.contains("sur place ?") == true)
        try await stage.carry(as: .clock) { _, ticket in
            .remindTask(try #require(ticket.openTask(.completion)).id)
        }
        let isReminder = { (text: String) in text.contains("compte rendu est attendu") }
        #expect(!stage.sms(to: phone).contains(where: isReminder))
        try await stage.office.advance(.hours(9))
        #expect(stage.sms(to: phone).contains(where: isReminder))
    }

    @Test("E1 B24 passed on: the technician has a link of his own without prices, is asked himself, and loses it again")
    func technician() async throws {
        let stage = try await accepted()
        let order = stage.order.id
        let id = try await passOn(stage)
        let first = try #require(stage.sms(to: fieldPhone).first)
        #expect(first.contains("Plomberie Martin"))
        let link = try #require(stage.office.latestLink(sms: fieldPhone))
        #expect(link != stage.link)
        let record = try #require(try await stage.office.store.read { try $0.link(link) })
        #expect(record.scope == .technician && record.contact == id)

        let asked = stage.sms(to: phone).count
        stage.office.travel.advance(.hours(31))
        try await stage.carry(as: .clock) { _, _ in .askPresence(order) }
        #expect(stage.sms(to: phone).count == asked, "the office is not asked")
        #expect(stage.sms(to: fieldPhone).last?.contains("sur place") == true)
        #expect(stage.office.latestLink(sms: fieldPhone) == link, "the same link as before")

        try await stage.carry(as: stage.byFirm) { _, _ in .takeBack(order) }
        let last = try #require(stage.sms(to: fieldPhone).last)
        #expect(last.contains("repris") && !last.contains("http"))
        for text in stage.sms(to: fieldPhone) { #expect(!text.contains("450") && !text.contains("EUR")) }
    }

    @Test("A21 A23 A24 the chosen manager, and no other, gets the note with the old date and the new one")
    func chosenManager() async throws {
        let stage = try await accepted()
        let other = Manager(
            id: stage.office.store.newID(), organization: stage.organization.organization.id, name: "Paul Rey",
            email: "paul@regie.example", language: .fr, role: .dispatcher, wantsMail: false)
        _ = try await stage.office.workflow.perform(AddManager(other))
        let before = stage.managerMails.count
        let date = stage.office.appointment(in: 80)
        let order = stage.order.id
        try await stage.carry(as: stage.byFirm) { transaction, _ in
            .changeDate(order, to: date, note: try transaction.text("Pièce en retard."), told: other.id)
        }
        #expect(stage.managerMails.count == before)
        let mail = try #require(stage.office.mail.written.last)
        #expect(mail.to.address == "paul@regie.example")
        #expect(mail.plain.contains("Pièce en retard.") && mail.plain.contains("Date précédente"))
        #expect(stage.sms(to: phone).last?.contains("Enregistré") == true)
    }

    @Test("B22 B26 a quote is confirmed to its sender and comes to the manager with its file; the decision goes back")
    func quote() async throws {
        let stage = try await accepted()
        let order = stage.order.id
        let file = try stage.office.file("devis.pdf", type: "application/pdf", bytes: Data("%PDF-1.4 devis".utf8))
        try await stage.carry(as: stage.byFirm) { transaction, ticket in
            let attachment = Attachment(
                id: transaction.newID(), sha256: file.sha256, name: file.name, type: file.type, size: file.size)
            try transaction.attach(attachment, to: ticket.id, order: order)
            let quote = Quote(
                id: transaction.newID(), amount: Money(amount: 62_000, currency: "EUR"),
                validUntil: transaction.now + .days(30))
            return .sendQuote(
                order, quote, note: try transaction.text("Tuyau compris."), attachments: [attachment.id],
                taskID: transaction.newID())
        }
        #expect(stage.sms(to: phone).last?.contains("devis de 620,00 €") == true)
        let alert = try #require(stage.managerMails.last)
        #expect(alert.attachments.map(\.name) == ["devis.pdf"])
        for word in ["620,00", "450,00", "Tuyau compris."] { #expect(alert.plain.contains(word), "\(word)") }
        try await stage.carry(as: stage.byManager) { transaction, _ in
            .refuseQuote(order, reason: try transaction.text("Trop cher pour ce remplacement."))
        }
        let told = try #require(stage.sms(to: phone).last)
        #expect(told.contains("refusé") && told.contains("Trop cher") && told.contains("/t/"))
    }

    @Test("B25 B28 E10 report, invoice, rejection: each is confirmed, told, and asked for again with its number")
    func ending() async throws {
        let stage = try await accepted(channels: [.email])
        let order = stage.order.id
        stage.office.travel.advance(.hours(30))
        try await stage.carry(as: stage.byFirm) { transaction, _ in
            .complete(
                order, report: try transaction.text("Siphon remplacé."), attachments: [], withInvoice: false,
                taskID: transaction.newID())
        }
        #expect(stage.managerMails.last?.plain.contains("Siphon remplacé.") == true)
        let invoice = Invoice(
            number: "F-77", date: stage.office.appointment(in: 0).local, total: Money(amount: 41_250, currency: "EUR"))
        try await stage.carry(as: stage.byFirm) { transaction, _ in
            .sendInvoice(order, invoice, attachments: [], taskID: transaction.newID())
        }
        let receipts = stage.office.mail.sent.filter { $0.to.name == "Karim Martin" }
        #expect(receipts.contains { $0.subject.contains("Compte rendu reçu") })
        #expect(receipts.last?.plain.contains("F-77") == true && receipts.last?.plain.contains("412,50") == true)
        #expect(stage.managerMails.last?.plain.contains("F-77") == true)
        try await stage.carry(as: stage.byManager) { transaction, _ in
            .rejectInvoice(order, reason: try transaction.text("TVA absente."), taskID: transaction.newID())
        }
        let rejected = try #require(stage.office.mail.written.last { $0.to.name == "Karim Martin" })
        #expect(rejected.plain.contains("TVA absente.") && rejected.plain.contains("F-77"))
    }

    @Test("B18 what is no longer true when its turn comes is not sent")
    func stillTrue() async throws {
        let stage = try await accepted()
        let order = stage.order.id
        stage.office.travel.advance(.hours(31))
        let before = stage.sms(to: phone).count
        let presence = Carry(ticket: stage.ticket.id, act: .clock) { _, _ in .askPresence(order) }
        let arrive = Carry(ticket: stage.ticket.id, act: stage.byFirm) { _, _ in .arrive(order, tolerance: .hours(2)) }
        _ = try await stage.office.workflow.perform(presence)
        _ = try await stage.office.workflow.perform(arrive)
        try await stage.office.courier.drain()
        let sent = stage.sms(to: phone).dropFirst(before)
        #expect(sent.count == 1 && sent.first?.contains("Arrivée enregistrée") == true, "\(sent)")
        let states = try await stage.office.deliveries(of: stage.ticket)
            .filter { $0.notice.kind == .presenceQuestion }.map(\.status)
        #expect(states == [.cancelled])
    }
}
