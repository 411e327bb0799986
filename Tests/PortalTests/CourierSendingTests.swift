import Courier
import Domain
import Foundation
import Gateways
import Intake
import Media
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("What the courier sends")
struct CourierSendingTests {
    private let phone = "+33639980001"

    @Test("B33 P32 an offer goes by SMS and by mail, in the contact's language, with a link to the portal itself")
    func bothWays() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber())
        try await office.courier.drain()
        let sms = try #require(office.sms.sent.first)
        let mail = try #require(office.mail.sent.first { $0.to.address == "contact@plomberie-martin.example" })
        #expect(sms.to == phone)
        #expect(mail.language == .fr)
        let token = try #require(TestOffice.token(in: sms.text))
        #expect(sms.text.hasSuffix("\nhttp://127.0.0.1:8080/t/\(token)"))
        #expect(mail.plain.contains("http://127.0.0.1:8080/t/\(token)"))
        #expect(mail.subject.contains(ticket.number))
        #expect(office.links.verify(token) != nil)
    }

    @Test("B33 who wants only mail gets only mail")
    func onlyMail() async throws {
        let office = try TestOffice()
        _ = try await office.ticket(of: office.organization(), to: TestOffice.plumber(channels: [.email]))
        try await office.courier.drain()
        #expect(office.sms.sent.isEmpty)
        #expect(office.mail.sent.count == 1)
    }

    @Test("P16 what is kept of a message holds no token")
    func noTokenKept() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber())
        try await office.courier.drain()
        let token = try #require(TestOffice.token(in: office.sms.sent.first?.text ?? ""))
        for delivery in try await office.deliveries(of: ticket) {
            #expect(delivery.status == .sent)
            #expect(delivery.text?.contains(token) == false)
            #expect(delivery.text?.isEmpty == false)
        }
    }

    @Test("P36 taken by the gateway is sent, not delivered")
    func sentIsNotDelivered() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber())
        try await office.courier.drain()
        let statuses = try await office.deliveries(of: ticket).map(\.status)
        #expect(Set(statuses) == [.sent])
    }

    @Test("A1 an emergency is sent first")
    func urgentFirst() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let plumber = TestOffice.plumber(email: nil, channels: [.sms])
        for _ in 0..<40 { _ = try await office.ticket(of: organization, to: plumber) }
        _ = try await office.ticket(
            of: organization, priority: .emergency,
            to: TestOffice.plumber(phone: "+33639980002", email: nil, channels: [.sms]))
        try await office.courier.drain()
        let place = try #require(office.sms.sent.firstIndex { $0.to == "+33639980002" })
        #expect(place < 32, "it went with the first handful, though forty were there before it")
        #expect(office.sms.sent.count == 41)
    }

    @Test("B7 files go with the mail up to ten megabytes, the rest is named and linked")
    func attachments() async throws {
        let office = try TestOffice()
        let small = try office.file("plan.pdf", type: "application/pdf", bytes: Data("%PDF-1.4 small".utf8))
        let large = try office.file("film.pdf", type: "application/pdf", bytes: Data(count: 11 * 1024 * 1024))
        _ = try await office.ticket(
            of: office.organization(), to: TestOffice.plumber(channels: [.email]), files: [large, small])
        try await office.courier.drain()
        let mail = try #require(office.mail.sent.first)
        #expect(mail.attachments.map(\.name) == ["plan.pdf"])
        #expect(mail.plain.contains("film.pdf"))
    }

    @Test("A31 every mail of a ticket belongs to one thread, and says that a machine wrote it")
    func threading() async throws {
        let office = try TestOffice()
        let ticket = try await office.ticket(of: office.organization(), to: TestOffice.plumber(channels: [.email]))
        try await office.courier.drain()
        let mail = try #require(office.mail.sent.first)
        #expect(mail.references == ["ticket-\(ticket.id)@portal.example"])
        #expect(mail.messageID.hasSuffix("@portal.example"))
        #expect(mail.automation == .generated)
        #expect(mail.from.name == "Régie Bellecour")
        #expect(mail.from.address == "relais@portal.example")
    }

    @Test("B20 P24 a manager's message reaches the contractor with its text and the copy of its photo")
    func message() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let ticket = try await office.ticket(of: organization, to: TestOffice.plumber(channels: [.email]))
        try await office.courier.drain()
        let photo = try office.file("photo.png", type: "image/png", bytes: ExchangeFile.png)
        _ = try await office.workflow.perform(
            WriteMessage(
                .office(.manager(organization.manager.id), ticket: ticket.id, isInternal: false),
                text: "La clé est chez la gardienne.", files: [photo]))
        try await office.darkroom.drain()
        try await office.courier.drain()
        let mail = try #require(office.mail.written.last)
        #expect(mail.to.address == "contact@plomberie-martin.example")
        #expect(mail.plain.contains("La clé est chez la gardienne."))
        #expect(mail.attachments.map(\.name) == ["photo.jpg"])
    }

    @Test("C1 a sign-in mail holds a link that works once, and the store only its digest")
    func signIn() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        _ = try await office.workflow.perform(RequestSignIn(email: organization.manager.email))
        try await office.courier.drain()
        let mail = try #require(office.mail.sent.first)
        let range = try #require(mail.plain.range(of: "http://127.0.0.1:8080/sign-in/"))
        let token = String(mail.plain[range.upperBound...].prefix { $0.isLetter || $0.isNumber })
        let manager = try await office.workflow.perform(
            SignInByLink(linkHash: Digest.hex(of: token), sessionHash: Digest.hex(of: "session"))
        ).outcome
        #expect(manager == organization.manager.id)
        await #expect(throws: Refusal.linkExpired) {
            try await office.workflow.perform(
                SignInByLink(linkHash: Digest.hex(of: token), sessionHash: Digest.hex(of: "other")))
        }
    }
}
