import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("The job passed on to a technician")
struct AccessTechnicianTests {
    private static let euros = Money(amount: 61_234, currency: "EUR")

    @Test("E1 the technician gets a page of his own: his name, the job, the talk from then on, and no amount")
    func ownPage() async throws {
        var setting = ExchangeStage.Setting()
        setting.jobFiles = [("plan.png", ExchangeFile.png)]
        try await ExchangeStage.use(setting) { stage in
            try await stage.acceptForToday()
            try await stage.managerWrites("Between us and your office")
            _ = try await stage.send("Our terms", files: [ExchangeFile.part("terms.pdf", ExchangeFile.pdf)])
            let path = try await stage.passedOn()
            try await stage.managerWrites("The gate code is 1234")
            let page = try await stage.page(at: path)
            #expect(page.status == 200 && page.label == "in-progress/dispatch-confirmed")
            for seen in [
                "for Yanis Petit, Plomberie Martin", "Fuite sous l’évier", "12 rue des Lilas", "Odile Petit",
                "The gate code is 1234", "plan.png", "11:30",
            ] {
                #expect(page.text.contains(seen), "\(seen)")
            }
            for hidden in ["450", "€", "EUR", "Limit", "Between us", "Our terms", "terms.pdf", "Undo my answer"] {
                #expect(!page.text.contains(hidden), "\(hidden)")
            }
            let actions = Set(page.forms.compactMap { $0.action.split(separator: "/").last?.prefix { $0 != "?" } })
            #expect(
                actions.isDisjoint(with: ["answer", "undo", "schedule", "technician", "quote", "invoice", "limit"]))
            #expect(actions.isSuperset(of: ["messages", "presence", "wrong-number"]))
        }
    }

    @Test("E1 quotes, invoices and limits of the office stay the office's, their files too")
    func money() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            let file = try stage.office.file("devis.pdf", type: "application/pdf", bytes: ExchangeFile.pdf)
            _ = try await stage.office.workflow.perform(
                SendQuote(
                    link: try stage.linkID, amount: Self.euros, validUntil: nil, note: "Confidential", files: [file]))
            let page = try await stage.page(at: path)
            for hidden in ["612", "Confidential", "devis.pdf", "€"] {
                #expect(!page.text.contains(hidden), "\(hidden)")
            }
            let quoted = try #require(try await stage.attachments().last)
            #expect(try await stage.phone.get("\(stage.path)/files/\(quoted.attachment.id)").status == 200)
            #expect(try await stage.phone.get("\(path)/files/\(quoted.attachment.id)").status == 404)
        }
    }

    @Test("E1 every act of the technician stands under his name, on the office's page and at the desk")
    func names() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            try await stage.arrives(by: path)
            _ = try await stage.following(try await stage.send("The tap is open", to: path))
            let office = try await stage.page()
            #expect(office.label == "in-progress/on-site")
            #expect(office.text.contains("The tap is open Yanis Petit"))
            #expect(office.text.contains("Technician Yanis Petit"))
            let manager = try await stage.portal.signIn(stage.organization)
            let desk = try await manager.get("/desk/tickets/\(stage.ticket.number)")
            #expect(desk.text.contains("The tap is open"))
            #expect(LoopPage.text(desk.text).contains("Yanis Petit, Plomberie Martin"))
            let acts = try await stage.timeline().filter { $0.actorName == "Yanis Petit" }.map(\.type)
            #expect(acts == ["arrived", "messageWritten"])
        }
    }

    @Test("E1 the technician's link does nothing that is the office's, whatever is posted")
    func narrow() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            let acts: [(String, [(String, String)])] = [
                ("answer", [("decision", "decline"), ("reason", "No")]), ("undo", []),
                ("schedule", [("date", "2026-11-20"), ("time", "09:00"), ("note", "Later")]),
                ("presence", [("presence", "absent"), ("reason", "Ill")]), ("technician", [("act", "takeBack")]),
                (
                    "technician",
                    [("act", "passOn"), ("name", "Me"), ("phone", "+33639980045"), ("language", "fr")]
                ),
            ]
            for (act, fields) in acts {
                let answer = try await stage.unmoved { try await stage.post(act, fields, to: path) }
                #expect([409, 422].contains(answer.status), "\(act) \(answer.status)")
                #expect(LoopPage(answer).element(role: "alert") != nil, "\(act)")
                #expect(!answer.text.contains("€"), "\(act)")
            }
            let link = try #require(stage.office.links.verify(String(path.dropFirst(3))))
            await #expect(throws: Refusal.notAllowed) {
                try await stage.office.workflow.perform(
                    SendQuote(link: link, amount: Self.euros, validUntil: nil, note: nil, files: []))
            }
        }
    }

    @Test("T19 taken back with one press: the technician's link is dead and says so, and the job is the office's again")
    func takenBack() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            let before = try await stage.page()
            #expect(before.text.contains("The job is with Yanis Petit"))
            let form = try before.form(button: "Take the job back")
            #expect(form.action.hasPrefix("\(stage.path)/technician"))
            let after = try await stage.following(try await stage.takeBack())
            #expect(after.element(role: "status")?.contains("The job is yours again") == true)
            #expect(!after.text.contains("The job is with Yanis Petit"))
            let dead = try await stage.page(at: path)
            #expect(dead.status == 410)
            #expect(dead.text.contains("This job is no longer with you"))
            #expect(!dead.html.contains("évier") && !dead.html.contains("Send me a new link"))
            let statuses = try await stage.unmoved {
                [
                    try await stage.send("Hello", to: path).status,
                    try await stage.post("presence", [("presence", "here")], to: path).status,
                    try await stage.post("renewal", [], to: path).status,
                ]
            }
            #expect(statuses == [410, 410, 303])
            let again = try await stage.takeBack()
            #expect(again.status == 422 && again.text.contains("The job is already back with you."))
            let second = try await stage.passedOn()
            #expect(second != path)
            #expect(try await stage.page(at: second).status == 200)
            #expect(try await stage.page(at: path).status == 410)
        }
    }

    @Test("T19 passed to another, the first one's link is dead; three a day and no more, until tomorrow")
    func thrice() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let first = try await stage.passedOn()
            #expect(try await stage.passOn("Inès Roy", "06 39 98 00 45").status == 303)
            #expect(try await stage.page(at: first).status == 410)
            let next = try await stage.technicianPath()
            #expect(try await stage.page(at: next).text.contains("Inès Roy"))
            #expect(try await stage.passOn("Léo Brun", "06 39 98 00 46").status == 303)
            let answer = try await stage.unmoved { try await stage.passOn("Zoé Noir", "06 39 98 00 47") }
            #expect(answer.status == 422)
            #expect(answer.text.contains("The job has changed technician several times today"))
            stage.office.travel.advance(.hours(24))
            #expect(try await stage.passOn("Zoé Noir", "06 39 98 00 47").status == 303)
        }
    }

    @Test(
        "T19 only a mobile number of an allowed country; what was typed is kept and its field is named",
        arguments: [
            ("", "Please give a phone number."), ("12", "This phone number is not valid."),
            ("call me", "This phone number is not valid."),
            ("+1 202 555 0143", "Numbers of this country are not allowed."),
            ("+7 912 345 67 89", "Numbers of this country are not allowed."),
            ("01 99 00 12 34", "This number cannot get an SMS."),
        ])
    func numbers(typed: String, problem: String) async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let answer = try await stage.unchanged { try await stage.passOn("Yanis <Petit>", typed, language: "pl") }
            #expect(answer.status == 422)
            #expect(answer.isWrong("technician-phone"))
            let page = LoopPage(answer)
            #expect(page.element(role: "alert")?.contains(problem) == true, "\(page.text.prefix(600))")
            let form = try page.form(button: "Pass the job on")
            #expect(try form.value("Technician’s name") == "Yanis <Petit>")
            #expect(try form.value("Technician’s mobile number") == typed)
            #expect(form.fields.contains { $0.name == "language" && $0.value == "pl" })
        }
    }

    @Test("T19 numbers of other allowed countries are taken", arguments: ["+48 600 123 456", "+30 694 123 4567"])
    func abroad(number: String) async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            #expect(try await stage.passOn("Jan", number).status == 303)
        }
    }

    @Test("P18 the same form sent twice passes the job on once")
    func twice() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            for _ in 0..<2 { #expect(try await stage.passOn(id: "once-only").status == 303) }
            #expect(try await stage.count("passedOn") == 1)
        }
    }

    @Test("P39 when the job is taken from the company, its technician's page shows nothing of it any more")
    func withdrawn() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            try await stage.withdraw()
            let page = try await stage.page(at: path)
            #expect(page.status == 410 && page.label == "withdrawn")
            #expect(!page.html.contains("évier") && !page.html.contains("Lilas"))
            let act = try await stage.unmoved { try await stage.post("presence", [("presence", "here")], to: path) }
            #expect(act.status == 410)
        }
    }
}
