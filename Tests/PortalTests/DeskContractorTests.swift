import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("Contractors at the desk")
struct DeskContractorTests {
    /// Where the plumber is kept, once a job was offered to him.
    private func known(_ desk: DeskFixture) async throws -> String {
        let list = try await desk.get("/desk/contractors?q=plomb")
        return try #require(list.text.firstMatch(of: /href="(\/desk\/contractors\/[0-9]+)"/).map { String($0.1) })
    }

    /// The ids of the contacts, as the form carries them.
    private func contacts(_ page: TransferResponse) -> [String] {
        page.text.matches(of: /name="contact(?:-[0-9]+)?" value="([0-9]+)"/).map { String($0.1) }
    }

    @Test("contractors are listed, opened and changed; a changed number kills the old link")
    func change() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            let link = try desk.portal.page(sms: "+33639980001")
            let path = try await known(desk)
            #expect(try await desk.get(path).text.contains(number))
            let form = try await desk.get(path + "/edit")
            #expect(form.text.contains("value=\"contact@martin.example\""))
            var fields = DeskFixture.plumber
            fields["contact"] = contacts(form).first
            fields["phone"] = "06 39 98 00 07"
            let page = try await desk.done(path + "/edit", fields)
            #expect(page.text.contains("tel:+33639980007") && !page.text.contains("tel:+33639980001"))
            #expect(try await desk.portal.client().get(link).status == 410)
        }
    }

    @Test("E19 lists, the outbox and the timeline mask a number; the firm's page and the ticket's facts name it")
    func masked() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.offer(number)
            /// Without the gaps that numbers are written with.
            func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }
            for path in [
                "/desk", "/desk?folder=all", "/desk?folder=all&q=Fuite", "/desk/menu", "/desk/outbox",
                "/desk/contractors", "/desk/contractors?q=plomb", "/desk/tickets/new",
            ] {
                let page = try await desk.get(path)
                #expect(page.status == 200)
                #expect(!plain(page.text).contains("639980001"), "\(path)")
                #expect(!page.text.contains("contact@martin.example"), "\(path)")
            }
            let ticket = try await desk.get("/desk/tickets/\(number)")
            let rest = ticket.text.replacing(ticket.facts, with: "")
            #expect(!plain(rest).contains("639980001") && !rest.contains("contact@martin.example"))
            let outbox = try await desk.get("/desk/outbox").text
            for list in [ticket.timeline, outbox] {
                #expect(plain(list).contains("+336······01") && list.contains("c···@martin.example"))
            }
            #expect(ticket.facts.contains("tel:+33639980001"))
            #expect(try await desk.get(known(desk)).text.contains("tel:+33639980001"))
        }
    }

    @Test("B33 every contact of a firm is kept by the form, and another may be added")
    func several() async throws {
        try await DeskFixture.use { (desk) async throws in
            var fields = DeskFixture.plumber
            fields.merge([
                "contactName-2": "Sami Petit", "role-2": "technician", "phone-2": "06 39 98 00 12", "email-2": "",
                "language-2": "en", "sms-2": "on", "contactName-3": "", "sms-3": "on", "mail-3": "on",
            ]) { _, new in new }
            let page = try await desk.done("/desk/contractors", fields)
            #expect(page.text.contains("Karim Martin") && page.text.contains("Sami Petit"))
            let path = try await known(desk)
            let form = try await desk.get(path + "/edit")
            let ids = contacts(form)
            #expect(ids.count == 2)
            #expect(form.text.contains("name=\"contactName-3\""))
            fields.merge([
                "contact": try #require(ids.first), "contact-2": try #require(ids.last), "role-2": "office",
                "contactName-3": "Léa Roy", "email-3": "lea@martin.example", "language-3": "fr",
            ]) { _, new in new }
            let changed = try await desk.done(path + "/edit", fields)
            #expect(changed.text.contains("Léa Roy") && changed.text.contains("mailto:lea@martin.example"))
            #expect(!changed.text.contains("Technician"))
            #expect(contacts(try await desk.get(path + "/edit")).count == 3)
        }
    }

    @Test("B33 what is wrong with any contact is named at its own field, and nothing of it is stored")
    func wrong() async throws {
        try await DeskFixture.use { (desk) async throws in
            var fields = DeskFixture.plumber
            fields.merge(["contactName-2": "", "phone-2": "12", "email-2": "a@"]) { _, new in new }
            let answer = try await desk.post("/desk/contractors", fields)
            #expect(answer.status == 422)
            for field in ["contactName-2", "phone-2", "email-2"] {
                #expect(answer.isWrong("firm-\(field)"), "\(field)")
            }
            #expect(!answer.isWrong("firm-phone"))
            #expect(answer.text.contains("value=\"Karim Martin\""))
            fields = DeskFixture.plumber.merging(["sms": "", "mail": ""]) { _, new in new }
            let silent = try await desk.post("/desk/contractors", fields)
            #expect(silent.status == 422 && silent.isWrong("firm-channels"))
            #expect(try await !desk.get("/desk/contractors").text.contains("Plomberie Martin"))
        }
    }

    @Test("D10 a contact of another organization's firm cannot be changed through one's own")
    func foreign() async throws {
        try await DeskFixture.use { (desk) async throws in
            _ = try await desk.done("/desk/contractors", DeskFixture.plumber)
            let path = try await known(desk)
            let fields = DeskFixture.plumber.merging(["contact": "1"]) { _, new in new }
            #expect(try await desk.post(path + "/edit", fields).status == 404)
        }
    }
}
