import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing

@Suite("Ways and deadlines chosen for one message")
struct DeskWaysTests {
    private let mail = "contact@martin.example"

    private func counts(_ desk: DeskFixture) async throws -> [Int] {
        try await desk.office.courier.drain()
        return [desk.office.sms.sent.count, desk.office.mail.sent.count { $0.to.address == mail }]
    }

    /// The contractor's id, as the panel lets it be chosen.
    private func contractor(_ desk: DeskFixture, _ number: String) async throws -> String {
        let page = try await desk.get("/desk/tickets/\(number)")
        return try #require(
            page.text.firstMatch(of: /<option value="([0-9]+)"[^>]*>Plomberie Martin/).map { String($0.1) })
    }

    @Test("B33 one message goes by SMS, by e-mail or by both, as ticked; else as the contact wants")
    func message() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let page = try await desk.get("/desk/tickets/\(number)")
            #expect(page.text.contains("name=\"waySMS\"") && page.text.contains("name=\"wayMail\""))
            var before = try await counts(desk)
            for (ticked, sent) in [
                ([:], [1, 0]), (["wayMail": "on"], [0, 1]), (["waySMS": "on"], [1, 0]),
                (["waySMS": "on", "wayMail": "on"], [1, 1]),
            ] as [([String: String], [Int])] {
                let fields = ["to": "contractor", "text": "Code 1234"].merging(ticked) { _, new in new }
                _ = try await desk.done("/desk/tickets/\(number)/messages", fields)
                let after = try await counts(desk)
                let more = [after[0] - before[0], after[1] - before[1]]
                #expect(more == sent, "\(ticked)")
                before = after
            }
        }
    }

    @Test("B33 a way for which nobody has an address is refused at its field, and nothing is stored")
    func unreachable() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number, ["email": "", "mail": ""])
            let path = "/desk/tickets/\(number)/messages"
            let answer = try await desk.post(path, ["to": "contractor", "text": "Code 1234", "wayMail": "on"])
            #expect(answer.status == 422)
            #expect(answer.isWrong("message-ways"))
            #expect(answer.text.contains("Code 1234</textarea>"))
            #expect(try await !desk.get("/desk/tickets/\(number)").text.contains("Code 1234"))
            let both = ["to": "contractor", "text": "Code 1234", "wayMail": "on", "waySMS": "on"]
            #expect(try await desk.post(path, both).status == 303)
            let sent = try await counts(desk)
            #expect(sent == [2, 0])
        }
    }

    @Test("B33 one offer to a firm that is known goes by the ways that are ticked for it")
    func offer() async throws {
        try await DeskFixture.use { (desk) async throws in
            let first = try await desk.create()
            _ = try await desk.offer(first, ["mail": ""])
            let second = try await desk.create()
            let id = try await contractor(desk, second)
            let before = try await counts(desk)
            _ = try await desk.done(
                "/desk/tickets/\(second)/offer", ["who": "known", "contractor": id, "wayMail": "on"])
            let after = try await counts(desk)
            #expect(after[0] == before[0])
            #expect(after[1] == before[1] + 1)
        }
    }

    @Test("A15 an offer may have a deadline of its own, by the site's clock")
    func deadline() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create(["priority": "low"])
            let local = Appointment(desk.office.store.clock.now() + .days(2), in: "Europe/Paris").local
            let page = try await desk.offer(number, ["answerDate": local.dateText, "answerTime": "18:40"])
            #expect(page.label == "to-do/offered")
            #expect(page.text.contains("18:40"))
        }
    }

    @Test("A15 a deadline that is over, half given or unreadable is named at its field, and nothing is offered")
    func wrongDeadline() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let now = Appointment(desk.office.store.clock.now(), in: "Europe/Paris").local
            for (date, time, field) in [
                ("2020-01-01", "10:00", "answerDate"), (now.dateText, "", "answerTime"), ("", "10:00", "answerDate"),
                ("2027-02-30", "10:00", "answerDate"), (now.dateText, now.timeText, "answerTime"),
            ] {
                let fields = DeskFixture.plumber.merging(["answerDate": date, "answerTime": time]) { _, new in new }
                let answer = try await desk.post("/desk/tickets/\(number)/offer", fields)
                #expect(answer.status == 422, "\(date) \(time)")
                #expect(answer.isWrong("offer-\(field)"), "\(date) \(time)")
            }
            let sent = try await counts(desk)
            #expect(sent == [0, 0])
        }
    }
}
