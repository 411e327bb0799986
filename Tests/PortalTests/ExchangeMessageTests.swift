import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Messages to the manager")
struct ExchangeMessageTests {
    @Test("B10 B11 B12 text, files, or both go into the thread, before an answer and after it")
    func sent() async throws {
        try await ExchangeStage.use { stage in
            let photo = ExchangeFile.part("Fuite à l’étage.png", ExchangeFile.png, type: "image/png")
            let text = try await stage.following(try await stage.send(ExchangeAnswerTests.typed))
            #expect(text.element(role: "status")?.contains(stage.ticket.number) == true)
            #expect(text.text.contains("👷🏽 مرحبا") && !text.html.contains("<b>1"))
            _ = try await stage.accept()
            _ = try await stage.following(try await stage.send("", files: [photo]))
            let both = try await stage.following(
                try await stage.send("Two of them", files: [photo, ExchangeFile.part("devis.pdf", ExchangeFile.pdf)]))
            #expect(both.text.contains("Fuite à l’étage.png") && both.text.contains("devis.pdf"))
            let messages = try await stage.timeline().filter { $0.type == "messageWritten" }
            #expect(messages.map(\.attachments.count) == [0, 1, 2])
            #expect(messages[0].texts.values.first == ExchangeAnswerTests.typed)
            #expect(messages.allSatisfy { $0.actorName == "Karim Martin" })
            #expect(try await stage.stored.attention == .message)
            try await stage.office.courier.drain()
            #expect(stage.office.mail.sent.filter { $0.to.name == "Nina Morel" }.count >= 3)
        }
    }

    @Test("B10 the form without JavaScript and without files, and without an enctype, is taken as well")
    func plain() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.following(try await stage.post("messages", [("message", "Hello")]))
            let empty = ExchangeFile.part("", Data())
            _ = try await stage.following(try await stage.send("With an empty file field", files: [empty]))
            #expect(try await stage.count("messageWritten") == 2)
            #expect(try await stage.attachments().isEmpty)
        }
    }

    @Test("an empty message is refused at its field", arguments: ["", "  \n ", "\u{200B}\u{202E}", "\u{0}\u{7}"])
    func empty(text: String) async throws {
        try await ExchangeStage.use { stage in
            let answer = try await stage.unchanged { try await stage.send(text) }
            #expect(answer.status == 422)
            #expect(answer.isWrong("text"))
            #expect(LoopPage(answer).element(role: "alert")?.contains("Write a message or add a file") == true)
        }
    }

    @Test("a message that is too long is refused and kept; the longest allowed is taken")
    func tooLong() async throws {
        try await ExchangeStage.use { stage in
            let long = String(repeating: "é", count: 4_001)
            let answer = try await stage.unchanged { try await stage.send(long) }
            #expect(answer.status == 422)
            #expect(answer.isWrong("text"))
            #expect(try LoopPage(answer).form(button: "Send").value("Message") == long)
            #expect(try await stage.send(String(long.dropLast())).status == 303)
            let emoji = String(repeating: "👷", count: 2_001)
            #expect(try await stage.send(emoji).status == 422)
            let huge = try await stage.send(String(repeating: "x", count: 200_000))
            #expect([413, 422].contains(huge.status))
            #expect(try await stage.count("messageWritten") == 1)
        }
    }

    @Test("T53 a manager's answer comes by SMS with the same link, in the thread, with his files")
    func answered() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.send("Which floor?")
            let file = try stage.office.file("plan.png", type: "image/png", bytes: ExchangeFile.png)
            try await stage.managerWrites("Third, on the left.", files: [file])
            try await stage.office.courier.drain()
            #expect(try stage.portal.page(sms: ExchangeStage.number) == stage.path)
            let page = try await stage.page()
            #expect(page.text.contains("Third, on the left.") && page.text.contains("plan.png"))
            #expect(page.text.contains("Nina Morel, Régie Bellecour"))
            try await stage.managerWrites("He always asks.", isInternal: true)
            #expect(try await !stage.page().text.contains("He always asks."))
        }
    }

    @Test("a long thread shows its newest messages, and the answer")
    func long() async throws {
        try await ExchangeStage.use { stage in
            for number in 1...205 { try await stage.managerWrites("Message \(number) of many") }
            let page = try await stage.page()
            #expect(page.text.contains("Message 205 of many"))
            #expect(page.text.contains("Message 100 of many"))
            #expect(!page.text.contains("Message 1 of many"))
        }
    }
}
