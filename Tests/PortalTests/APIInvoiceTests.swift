import Domain
import Foundation
import RelaisTesting
import Testing

/// The invoice and its limit, from the office's side (T41 to T43, E10).
@Suite struct APIInvoiceTests {
    @Test("B28 B29 an invoice that did not come is owed, can be asked for, and is seen with its sum once it came")
    func asked() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete)
            #expect(try await fixture.ticket(number).tasks("invoice").map { $0["status"].text } == ["open"])
            let asked = try await fixture.act(
                number, "asks", ["kind": "invoice", "text": "Merci d’envoyer la facture"])
            #expect(asked.status == 200, "\(asked.text)")
            #expect(asked.json.tasks("invoice").count == 1)
            #expect(asked.json["order"]["invoice"].isNull)
            try await fixture.does(.invoice, number, amount: 38_050)
            let invoice = try await fixture.ticket(number)["order"]["invoice"]
            #expect(invoice["total"]["amount"].number == 38_050)
            #expect(invoice["date"].text == "2026-11-16")
            #expect(invoice["number"].text?.hasPrefix("F-") == true)
            #expect(invoice["status"].text == "pending")
        }
    }

    @Test("E16 an invoice is accepted once")
    func accept() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete)
            try await fixture.expectConflict(number, "invoice-decision", ["accepted": true])
            try await fixture.does(.invoice, number)
            let accepted = try await fixture.act(number, "invoice-decision", ["accepted": true])
            #expect(accepted.status == 200, "\(accepted.text)")
            #expect(accepted.json["order"]["invoice"]["status"].text == "accepted")
            #expect(accepted.json.tasks("invoice").allSatisfy { $0["status"].text == "done" })
            try await fixture.expectConflict(number, "invoice-decision", ["accepted": true])
            try await fixture.expectConflict(number, "invoice-decision", ["accepted": false, "reason": "x"])
            try await fixture.expectConflict(number, "invoice-decision", ["waived": true])
        }
    }

    @Test("B29 a rejected invoice is owed again, with the reason")
    func reject() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete, .invoice)
            let silent = try await fixture.act(number, "invoice-decision", ["accepted": false])
            #expect(silent.problems == ["reason: required"])
            let rejected = try await fixture.act(
                number, "invoice-decision", ["accepted": false, "reason": "Il manque le numéro de commande"])
            #expect(rejected.status == 200, "\(rejected.text)")
            #expect(rejected.json["order"]["invoice"]["status"].text == "rejected")
            let owed = try #require(rejected.json.tasks("invoice").last)
            #expect(owed["status"].text == "open")
            #expect(owed["assignee"]["kind"].text == "contractor")
            try await fixture.does(.invoice, number, amount: 41_000)
            let invoice = try await fixture.ticket(number)["order"]["invoice"]
            #expect(invoice["status"].text == "pending")
            #expect(invoice["total"]["amount"].number == 41_000)
        }
    }

    @Test("E16 an invoice that nobody wants is waived, whether it came or not")
    func waive() async throws {
        try await APIFixture.use { fixture in
            for number in [
                try await fixture.job(.accept, .complete), try await fixture.job(.accept, .complete, .invoice),
            ] {
                let waived = try await fixture.act(number, "invoice-decision", ["waived": true])
                #expect(waived.status == 200, "\(waived.text)")
                #expect(waived.json.tasks("invoice").last?["status"].text == "cancelled")
                try await fixture.expectConflict(number, "invoice-decision", ["waived": true])
            }
        }
    }

    @Test("E10 an invoice above the limit fits once the office agrees to a higher one")
    func limit() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete)
            await #expect(throws: Refusal.self) { try await fixture.does(.invoice, number, amount: 51_000) }
            try await fixture.does(.askForLimit, number, amount: 51_000)
            #expect(try await fixture.events(number).last?["data"]["amount"]["amount"].number == 51_000)
            let raised = try await fixture.act(number, "limit", ["amount": 51_000, "currency": "EUR"])
            #expect(raised.status == 200, "\(raised.text)")
            #expect(raised.json["order"]["notToExceed"]["amount"].number == 51_000)
            try await fixture.does(.invoice, number, amount: 51_000)
            #expect(try await fixture.ticket(number)["order"]["invoice"]["total"]["amount"].number == 51_000)
        }
    }

    @Test(
        "E10 a limit is a whole number of cents above the old one in its currency",
        arguments: [
            ("{}", "amount: required"), ("{\"amount\": \"60000\"}", "amount: type.integer"),
            ("{\"amount\": 600.5}", "amount: type.integer"), ("{\"amount\": -60000}", "amount: amount.negative"),
            ("{\"amount\": 0}", "amount: amount.zero"), ("{\"amount\": 1e300}", "amount: type.integer"),
            ("{\"amount\": 9223372036854775807}", "amount: amount.tooLarge"),
            ("{\"amount\": 99999999999999999999}", "amount: type.integer"),
            ("{\"amount\": {\"amount\": 60000}}", "amount: type.integer"),
            ("{\"amount\": 60000, \"currency\": \"€\"}", "currency: money.currency"),
            ("{\"amount\": 60000, \"currency\": \"USD\"}", "currency: money.currency"),
            ("{\"amount\": 45000}", "amount: limit.notHigher"), ("{\"amount\": 1}", "amount: limit.notHigher"),
        ])
    func wrongLimit(body: String, problem: String) async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete)
            let answer = try await fixture.api.send(
                "POST", "tickets/\(number)/limit", body: Data(body.utf8), type: "application/json")
            #expect(answer.status == 422, "\(answer.text)")
            #expect(answer.problems == [problem])
            #expect(try await fixture.ticket(number)["order"]["notToExceed"]["amount"].number == 45_000)
        }
    }

    @Test("a decision about an invoice says which, and a limit is for work that is done")
    func wrong() async throws {
        try await APIFixture.use { fixture in
            let number = try await fixture.job(.accept, .complete, .invoice)
            let cases: [([String: Any], String)] = [
                ([:], "accepted: required"), (["waived": false], "accepted: required"),
                (["waived": "yes"], "waived: type.flag"), (["accepted": 0, "waived": true], "accepted: type.flag"),
            ]
            for (body, problem) in cases {
                let answer = try await fixture.act(number, "invoice-decision", body)
                #expect(answer.problems.contains(problem), "\(body): \(answer.text)")
                #expect(answer.status == 422)
            }
            #expect(try await fixture.ticket(number)["order"]["invoice"]["status"].text == "pending")
            let open = try await fixture.job(.accept)
            try await fixture.expectConflict(open, "limit", ["amount": 60_000])
            try await fixture.expectConflict(open, "invoice-decision", ["accepted": true])
        }
    }
}
