import Domain
import Foundation
import RelaisTesting
import Store
import Testing

/// Every field of a new ticket with what must not get in.
@Suite struct APIFieldTests {
    @Test("C9 every wrong field is named, all in one answer")
    func everythingWrong() async throws {
        try await APIFixture.use { fixture in
            let contact: [String: Any] = [
                "name": "", "role": "boss", "phone": "12", "email": "a@", "language": "de", "channels": ["fax"],
            ]
            let answer = try await fixture.api.post(
                "tickets",
                [
                    "source": "fax", "kind": 5, "title": " ", "description": ["no"], "category": true,
                    "priority": "urgent", "draft": "no", "externalId": 7,
                    "site": ["name": 1, "address": "", "phone": "x", "timeZone": "Mars/Olympus"] as [String: Any],
                    "customer": "K", "asset": ["name": ""], "requester": [Any](),
                    "mainContact": ["name": "P", "phone": "+33 1", "email": "nobody"],
                    "notToExceed": ["amount": -1, "currency": "XXX"] as [String: Any],
                    "scheduledAt": "2026-02-31T09:00",
                    "offerTo": ["name": "N", "contacts": [contact]] as [String: Any],
                ])
            #expect(answer.status == 422)
            #expect(
                Set(answer.problems) == [
                    "draft: type.flag", "externalId: type.text", "source: choice.notOneOf", "kind: choice.notOneOf",
                    "title: text.missing", "description: type.text", "category: type.text",
                    "priority: choice.notOneOf", "site.name: type.text", "site.address: text.missing",
                    "site.phone: phone.invalid", "site.timeZone: timeZone.unknown", "customer: type.object",
                    "asset.name: text.missing", "requester: type.object", "mainContact.phone: phone.invalid",
                    "mainContact.email: email.invalid", "notToExceed.currency: money.currency",
                    "notToExceed.amount: amount.negative", "scheduledAt: date.nonexistent",
                    "offerTo.contacts.0.name: text.missing", "offerTo.contacts.0.role: choice.notOneOf",
                    "offerTo.contacts.0.phone: phone.invalid", "offerTo.contacts.0.email: email.invalid",
                    "offerTo.contacts.0.language: choice.notOneOf", "offerTo.contacts.0.channels.0: choice.notOneOf",
                    "offerTo.contacts: refusal.unreachable",
                ])
            #expect(answer.json["errors"].list.allSatisfy { $0["message"].text?.contains("[") == false })
        }
    }

    @Test(
        "a text that is too long is refused with its limit",
        arguments: [("title", 201), ("description", 10_001), ("category", 101), ("externalId", 201)])
    func tooLong(field: String, length: Int) async throws {
        try await APIFixture.use { fixture in
            let text = String(repeating: "é", count: length)
            let answer = try await fixture.api.post("tickets", APIFixture.ticket([field: text]))
            #expect(answer.problems == ["\(field): text.tooLong"])
            #expect(answer.json["errors"][0]["message"].text?.contains(String(length - 1)) == true)
            let fits = try await fixture.api.post("tickets", APIFixture.ticket([field: String(text.dropLast())]))
            #expect(fits.status == 201, "\(fits.text)")
        }
    }

    @Test("control characters and those that turn the reading direction are not kept")
    func hostileCharacters() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(
                APIFixture.ticket([
                    "title": "A\u{0}B\u{7}\n\u{202E}C\u{2066}D", "requester": ["name": "\u{FEFF}Zoé\u{200F} \u{1F600}"],
                ]))
            let ticket = try await fixture.api.get("tickets/\(number)").json
            #expect(ticket["title"].text == "AB CD")
            #expect(ticket["requester"]["name"].text == "Zoé\u{200F} \u{1F600}")
            let empty = try await fixture.api.post("tickets", APIFixture.ticket(["title": "\u{0}\u{202E} \u{200B}"]))
            #expect(empty.problems == ["title: text.missing"])
        }
    }

    @Test(
        "P28 P29 a date is one that exists at the site and is still to come",
        arguments: [
            ("2026-11-23T09:00", nil), ("2026-11-23T09:00:00", nil), ("2026-11-23T08:00:00Z", nil),
            ("2026-02-31T09:00", "date.nonexistent"), ("2026-11-23T25:00", "date.nonexistent"),
            ("2026-11-16T09:00", "date.past"), ("2031-01-01T09:00", "date.tooFar"),
            ("2027-03-28T02:30", "time.skipped"), ("23/11/2026 9:00", "localDateTime.unreadable"),
            ("2026-11-23", "localDateTime.unreadable"), ("tomorrow", "localDateTime.unreadable"),
            ("２０２６-11-23T09:00", "localDateTime.unreadable"), ("", "localDateTime.unreadable"),
        ])
    func scheduledAt(text: String, key: String?) async throws {
        try await APIFixture.use { fixture in
            let answer = try await fixture.api.post("tickets", APIFixture.ticket(["scheduledAt": text]))
            guard let key else {
                #expect(answer.status == 201, "\(answer.text)")
                #expect(answer.json["scheduledAt"].text == "2026-11-23T09:00")
                return
            }
            #expect(answer.problems == ["scheduledAt: \(key)"])
        }
    }

    @Test("P29 a time that the clocks skip is refused with both neighbours, at the site's clock and not the server's")
    func skipped() async throws {
        try await APIFixture.use { fixture in
            var site = APIFixture.site
            site["timeZone"] = "America/New_York"
            let inNewYork = APIFixture.ticket(["site": site, "scheduledAt": "2027-03-14T02:30"])
            let answer = try await fixture.api.post("tickets", inNewYork)
            #expect(answer.problems == ["scheduledAt: time.skipped"])
            let message = try #require(answer.json["errors"][0]["message"].text)
            #expect(message.contains("01:30") || message.contains("1:30"))
            #expect(message.contains("03:30") || message.contains("3:30"))
            let inParis = try await fixture.api.post(
                "tickets", APIFixture.ticket(["site": APIFixture.site, "scheduledAt": "2027-03-14T02:30"]))
            #expect(inParis.status == 201, "\(inParis.text)")
        }
    }

    @Test("a number of another country is taken with its prefix, and read as dialled at home without one")
    func phones() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.create(
                APIFixture.ticket([
                    "requester": ["name": "A", "phone": "+48 512 345 678"],
                    "mainContact": ["name": "B", "phone": "06.39.98.00.90", "email": ""],
                ]))
            let ticket = try await fixture.api.get("tickets/\(number)").json
            #expect(ticket["requester"]["phone"].text == "+48512345678")
            #expect(ticket["mainContact"]["phone"].text == "+33639980090")
            #expect(ticket["mainContact"]["email"].isNull)
            let foreign = try await fixture.api.post(
                "tickets", APIFixture.ticket(["requester": ["name": "A", "phone": "690 000 0001 23"]]))
            #expect(foreign.problems == ["requester.phone: phone.invalid"])
        }
    }

    @Test(
        "money is a whole number of minor units above zero in a currency that is known",
        arguments: [
            ("{\"amount\": 1, \"currency\": \"EUR\"}", nil), ("{\"amount\": 45000}", nil),
            ("{\"amount\": 0, \"currency\": \"EUR\"}", "notToExceed.amount: amount.zero"),
            ("{\"amount\": 1.5, \"currency\": \"EUR\"}", "notToExceed.amount: type.integer"),
            ("{\"amount\": \"450\", \"currency\": \"EUR\"}", "notToExceed.amount: type.integer"),
            ("{\"amount\": true, \"currency\": \"EUR\"}", "notToExceed.amount: type.integer"),
            ("{\"amount\": 9223372036854775808, \"currency\": \"EUR\"}", "notToExceed.amount: type.integer"),
            ("{\"amount\": 100000000001, \"currency\": \"EUR\"}", "notToExceed.amount: amount.tooLarge"),
            ("{\"amount\": 45000, \"currency\": \"eur\"}", "notToExceed.currency: money.currency"),
            ("{\"currency\": \"EUR\"}", "notToExceed.amount: required"), ("450", "notToExceed: type.object"),
        ])
    func money(text: String, problem: String?) async throws {
        try await APIFixture.use { fixture in
            let money = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            let answer = try await fixture.api.post("tickets", APIFixture.ticket(["notToExceed": money]))
            #expect(answer.problems == [problem].compactMap(\.self), "\(answer.text)")
            #expect(answer.status == (problem == nil ? 201 : 422))
        }
    }

    @Test("a flag is no number, and null is as if the member were not there")
    func types() async throws {
        try await APIFixture.use { fixture in
            let wrong = try await fixture.api.post("tickets", APIFixture.ticket(["draft": 1]))
            #expect(wrong.problems == ["draft: type.flag"])
            let absent = try await fixture.api.post(
                "tickets", APIFixture.ticket(["draft": NSNull(), "notToExceed": NSNull(), "offerTo": NSNull()]))
            #expect(absent.status == 201, "\(absent.text)")
            #expect(absent.json["notToExceed"].isNull)
        }
    }

    @Test("nothing of a refused ticket is kept")
    func nothingKept() async throws {
        try await APIFixture.use { fixture in
            let bad = APIFixture.ticket(["offerTo": APIFixture.plumber, "scheduledAt": "2020-01-01T09:00"])
            #expect(try await fixture.api.post("tickets", bad).status == 422)
            #expect(try await fixture.api.get("tickets").json["tickets"].list.isEmpty)
            let contractors = try await fixture.office.store.read { reader in
                try reader.contractors(of: fixture.organization.organization.id)
            }
            #expect(contractors.isEmpty)
            #expect(try await fixture.create() == "2026-00001")
        }
    }
}
