import Courier
import Domain
import Foundation
import Gateways
import Media
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Photos in mails")
struct PhotoMailTests {
    private func offered(_ office: TestOffice, _ bytes: Data) async throws -> TicketReference {
        let file = try office.file("évier.heic", type: "image/jpeg", bytes: bytes)
        return try await office.ticket(
            of: office.organization("Régie \(UUID())"), to: TestOffice.plumber(channels: [.email]), files: [file])
    }

    private var photo: Data {
        get throws { try Data(contentsOf: ProjectRoot.url.appending(path: "Tests/MediaTests/Samples/turned.jpg")) }
    }

    @Test("B7 P24 the mail of an offer waits for the photo's copy, and carries that and not the photo")
    func copy() async throws {
        let office = try TestOffice()
        _ = try await offered(office, try photo)
        try await office.courier.drain()
        #expect(office.mail.sent.isEmpty)
        try await office.darkroom.drain()
        office.travel.advance(.seconds(3))
        try await office.courier.drain()
        let attached = try #require(office.mail.sent.first?.attachments.first)
        #expect(attached.name == "évier.jpg" && attached.contentType == "image/jpeg")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: attached.path))
        #expect(bytes.starts(with: [0xFF, 0xD8, 0xFF]))
        #expect(bytes.firstRange(of: Data("Exif".utf8)) == nil)
    }

    @Test("B7 P24 a photo of which no copy can be made is named in the mail and not attached; nobody waits for long")
    func none() async throws {
        let office = try TestOffice()
        _ = try await offered(office, try photo.prefix(500))
        try await office.darkroom.drain()
        try await office.courier.drain()
        let mail = try #require(office.mail.sent.first)
        #expect(mail.attachments.isEmpty && mail.plain.contains("évier.heic"))
        _ = try await offered(office, try photo)
        office.travel.advance(.seconds(61))
        try await office.courier.drain()
        #expect(office.mail.sent.count == 2)
        #expect(office.mail.written.last?.attachments.isEmpty == true)
    }
}
