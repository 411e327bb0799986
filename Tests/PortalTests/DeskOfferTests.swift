import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("Offers from the desk")
struct DeskOfferTests {
    private let phone = "+33639980001"

    @Test("A1 B33 an offer to a new contractor goes by the ways that were ticked")
    func ways() async throws {
        try await DeskFixture.use { (desk) async throws in
            let page = try await desk.offer(try await desk.create())
            #expect(page.label == "to-do/offered")
            #expect(page.text.contains("Offered to Plomberie Martin"))
            #expect(desk.office.sms.sent.map(\.to) == [phone])
            #expect(desk.office.mail.sent.contains { $0.to.address == "contact@martin.example" })
            _ = try await desk.offer(
                try await desk.create(),
                ["email": "b@second.example", "phone": "06 39 98 00 02", "sms": "", "name": "B"])
            #expect(desk.office.sms.sent.count == 1)
        }
    }

    @Test("a contractor who cannot be reached is refused with every problem at its field")
    func unreachable() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let answer = try await desk.post(
                "/desk/tickets/\(number)/offer", ["who": "new", "name": "", "phone": "", "email": "", "sms": "on"])
            #expect(answer.status == 422)
            #expect(answer.isWrong("offer-name") && answer.isWrong("offer-phone"))
            #expect(answer.text.contains("class=\"panel is-open\" id=\"offer\""))
            let none = try await desk.post("/desk/tickets/\(number)/offer", ["who": "known", "contractor": ""])
            #expect(none.status == 422)
        }
    }

    @Test("A14 after a refusal the button says Reassign, the next firm is asked, and the first link says it is over")
    func reassign() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let link = try desk.portal.page(sms: phone)
            try await desk.declines(link)
            let declined = try await desk.get("/desk/tickets/\(number)")
            #expect(declined.label == "to-do/declined")
            #expect(declined.text.contains(">Reassign</a>"))
            #expect(declined.text.contains("Trop loin"))
            let page = try await desk.offer(
                number, ["name": "Durand", "phone": "06 39 98 00 02", "email": "", "mail": ""])
            #expect(page.label == "to-do/offered")
            #expect(page.text.contains("Offered to Durand"))
        }
    }

    @Test("a withdrawal needs a reason, and tells the contractor")
    func withdrawal() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let link = try desk.portal.page(sms: phone)
            let empty = try await desk.post("/desk/tickets/\(number)/withdrawal", ["reason": "  "])
            #expect(empty.status == 422)
            #expect(empty.isWrong("withdrawal-reason"))
            let page = try await desk.done("/desk/tickets/\(number)/withdrawal", ["reason": "Le client annule"])
            #expect(page.label == "to-do/returned")
            #expect(page.text.contains("Le client annule"))
            try await desk.office.courier.drain()
            #expect(desk.office.sms.sent.count == 2)
            #expect(try await desk.portal.client().get(link).status == 410)
        }
    }

    @Test("P19 what the life cycle has not from here is a 409 that says so, and nothing is done")
    func conflict() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let answer = try await desk.post(
                "/desk/tickets/\(number)/offer",
                DeskFixture.plumber.merging(["name": "Durand", "phone": "06 39 98 00 02", "email": ""]) { _, new in new
                })
            #expect(answer.status == 409)
            #expect(answer.alerts.first?.contains("Open") == true)
            try await desk.office.courier.drain()
            #expect(desk.office.sms.sent.count == 1)
        }
    }

    @Test("A12 A15 B19 a lapsed offer is in the Inbox, marked in words, and may be offered again")
    func lapsed() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let waiting = try await desk.get("/desk/tickets/\(number)")
            #expect(waiting.text.contains("Answer by"))
            try await desk.office.advance(.hours(1), steps: 6)
            let list = try await desk.get("/desk")
            #expect(list.text.contains("class=\"row unread\""))
            #expect(list.text.contains("overdue"))
            let page = try await desk.get("/desk/tickets/\(number)")
            #expect(page.label == "to-do/lapsed")
            #expect(page.text.contains("no answer in time"))
            #expect(page.text.contains(">Reassign</a>"))
        }
    }

    @Test("E4 P36 a failed SMS shows the provider's reason and one button sends it by mail, once")
    func otherWay() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number, ["mail": ""])
            desk.office.sms.fail(SendFailure(.badAddress, code: "21", text: "Absent subscriber"))
            _ = try await desk.done("/desk/tickets/\(number)/messages", ["to": "contractor", "text": "Code 12"])
            try await desk.office.courier.drain()
            let page = try await desk.get("/desk/tickets/\(number)")
            #expect(page.text.contains("SMS · failed"))
            #expect(page.text.contains("Absent subscriber"))
            #expect(page.text.contains("+33") && !page.text.contains("6 39 98 00 01</span>"))
            let path = try #require(
                page.text.firstMatch(of: /action="(\/desk\/outbox\/[0-9]+\/other-way)"/).map { String($0.1) })
            func mails() -> Int { desk.office.mail.sent.count { $0.to.address == "contact@martin.example" } }
            let before = mails()
            desk.office.travel.advance(.minutes(1))
            #expect(try await desk.post(path, [:], id: "again").status == 303)
            #expect(try await desk.post(path, [:], id: "again").status == 303)
            try await desk.office.courier.drain()
            #expect(mails() == before + 1)
            let outbox = try await desk.get("/desk/outbox?show=failed")
            #expect(outbox.text.contains(number))
            for sent in [outbox, try await desk.get("/desk/tickets/\(number)")] {
                #expect(!sent.text.contains("/other-way\"") && sent.text.contains("went by e-mail as well"))
            }
        }
    }

    @Test("E4 what went by the other way by itself is told, and has no button; until it fails there too")
    func byItself() async throws {
        try await DeskFixture.use { (desk) async throws in
            desk.office.sms.fail(SendFailure(.badAddress, code: "21", text: "Absent subscriber"))
            let number = try await desk.create()
            _ = try await desk.offer(number, ["mail": ""])
            #expect(desk.office.mail.sent.contains { $0.to.address == "contact@martin.example" })
            for path in ["/desk/tickets/\(number)", "/desk/outbox?show=failed"] {
                let page = try await desk.get(path)
                #expect(page.text.contains("SMS · failed") && !page.text.contains("/other-way\""), "\(path)")
                #expect(page.text.contains("When this failed, it went by e-mail by itself."), "\(path)")
            }
            desk.office.mail.fail(SendFailure(.badAddress, code: "550", text: "No such user"))
            let second = try await desk.create()
            _ = try await desk.offer(
                second, ["mail": "", "phone": "06 39 98 00 02", "email": "b@second.example", "name": "B"])
            let page = try await desk.get("/desk/tickets/\(second)")
            #expect(page.text.contains("/other-way\"") && !page.text.contains("by itself"))
        }
    }
}
