import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("Messages and files from the desk")
struct DeskMessageTests {
    private let phone = "+33639980001"
    private let pdf = Data("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".utf8)

    private func send(
        _ desk: DeskFixture, _ number: String, _ text: String, to: String, file: TestClient.Part? = nil
    ) async throws -> TransferResponse {
        let parts =
            [
                TestClient.Part("submission", UUID().uuidString), .init("text", text), .init("to", to),
            ] + [file].compactMap { $0 }
        return try await desk.browser.post("/desk/tickets/\(number)/messages", multipart: parts)
    }

    @Test("B11 B12 B20 a message with a file reaches the contractor's page, an internal note never does")
    func both() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let link = try desk.portal.page(sms: phone)
            let file = TestClient.Part("files", file: "plan d’accès.pdf", type: "text/html", bytes: pdf)
            #expect(try await send(desk, number, "Le gardien ouvre à 8 h", to: "contractor", file: file).status == 303)
            #expect(try await send(desk, number, "Client difficile", to: "internal").status == 303)
            try await desk.office.courier.drain()
            #expect(desk.office.sms.sent.count == 2)
            let page = try await desk.portal.client().get(link)
            #expect(page.text.contains("Le gardien ouvre à 8 h") && page.text.contains("plan d’accès.pdf"))
            #expect(!page.text.contains("Client difficile"))
            let own = try await desk.get("/desk/tickets/\(number)")
            #expect(own.text.contains("Client difficile") && own.text.contains("Internal note"))
        }
    }

    @Test("B16 B19 what a contractor writes stands in the timeline under his name, and the ticket in the Inbox")
    func fromContractor() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let link = try desk.portal.page(sms: phone)
            let answer = try await desk.portal.client().post(
                link + "/messages", form: [("message", "Y a-t-il un parking ?"), ("submission", "m1")])
            #expect(answer.status == 303)
            let page = try await desk.get("/desk/tickets/\(number)")
            #expect(page.text.contains("Y a-t-il un parking ?"))
            #expect(page.text.contains("Karim Martin, Plomberie Martin · through the link"))
            #expect(try await desk.get("/desk").text.contains("new message"))
        }
    }

    @Test("an empty message is asked for, and the panel stays open")
    func empty() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let answer = try await send(desk, number, " ", to: "internal")
            #expect(answer.status == 422)
            #expect(answer.isWrong("message-text"))
            #expect(answer.text.contains("class=\"panel is-open\" id=\"message\""))
        }
    }

    @Test("P25 a page that calls itself a picture is refused, and nothing of the message is stored")
    func lyingFile() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let page = Data("<!doctype html><html><script>alert(1)</script></html>".utf8)
            let file = TestClient.Part("files", file: "photo.jpg", type: "image/jpeg", bytes: page)
            let answer = try await send(desk, number, "Voir la photo", to: "internal", file: file)
            #expect(answer.status == 422)
            #expect(answer.text.contains("photo.jpg"))
            #expect(answer.text.contains("Voir la photo</textarea>"))
            #expect(try await !desk.get("/desk/tickets/\(number)").text.contains("Voir la photo"))
        }
    }

    @Test("P25 a file is handed out so that nothing in it can run, and only to its own organization")
    func download() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let file = TestClient.Part("files", file: "plan.pdf", type: "application/pdf", bytes: pdf)
            _ = try await send(desk, number, "", to: "internal", file: file)
            let page = try await desk.get("/desk/tickets/\(number)")
            let path = try #require(page.text.firstMatch(of: /href="(\/desk\/files\/[0-9]+)"/).map { String($0.1) })
            let answer = try await desk.get(path)
            #expect(answer.status == 200 && answer.body == pdf)
            // A sandbox would keep the browser's viewer out as well; a script has no place here even so.
            let policy = try #require(answer.header("Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none';") && !policy.contains("script-src"))
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            let other = try await desk.office.organization("Autre régie")
            #expect(try await desk.portal.signIn(other).get(path).status == 404)
        }
    }
}
