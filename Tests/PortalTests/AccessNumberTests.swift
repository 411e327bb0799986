import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Numbers that belong to somebody else")
struct AccessNumberTests {
    private func disown(_ stage: ExchangeStage) async throws -> LoopPage {
        let form = try await stage.page().form(button: "This is not my number")
        let answer = try await stage.phone.post(form.action, form: form.fields.map { ($0.name, $0.value) })
        return try await stage.following(answer)
    }

    @Test("P37 \"this is not my number\" stops messages to it, closes its links with thanks, and tells the manager")
    func disowned() async throws {
        try await ExchangeStage.use { stage in
            let page = try await disown(stage)
            #expect(page.status == 410)
            #expect(page.element(role: "status")?.contains("Thank you for telling us") == true)
            #expect(!page.html.contains("évier"))
            #expect(try await stage.page().status == 410)
            #expect(try await stage.accept().status == 410)
            #expect(try await stage.stored.attention == .notReached)
            let desk = try await stage.portal.signIn(stage.organization)
            #expect(try await desk.get("/desk").text.contains(stage.ticket.number))
            let told = try await stage.timeline().last { $0.type == "wrongNumber" }
            #expect(told?.actorName == "Karim Martin")
            let sent = stage.messages()
            try await stage.managerWrites("Are you there?")
            try await stage.office.courier.drain()
            #expect(stage.messages() == sent)
        }
    }

    @Test("P37 E4 with one press the offer goes by e-mail instead, with a link that works")
    func otherWay() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = TestOffice.plumber(channels: [.sms], language: .en)
        try await ExchangeStage.use(setting) { stage in
            _ = try await disown(stage)
            let desk = try await stage.portal.signIn(stage.organization)
            let ticket = LoopPage(try await desk.get("/desk/tickets/\(stage.ticket.number)"))
            let form = try #require(ticket.forms.first { $0.action.hasSuffix("/other-way") })
            let answer = try await desk.post(form.action, form: form.fields.map { ($0.name, $0.value) })
            #expect(answer.status == 303)
            try await stage.office.courier.drain()
            let mail = try #require(
                stage.office.mail.written.last { $0.to.address == "contact@plomberie-martin.example" })
            let token = try #require(TestOffice.token(in: mail.plain))
            let page = try await stage.page(at: "/t/\(token)")
            #expect(page.status == 200 && page.text.contains("Fuite sous l’évier"))
            // By e-mail there is no number to be wrong.
            #expect(!page.text.contains("This is not my number"))
            let refused = try await stage.post("wrong-number", [], to: "/t/\(token)")
            #expect(refused.status == 409)
        }
    }

    @Test("P37 a colleague with a number of his own keeps his link")
    func colleague() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            _ = try await disown(stage)
            // The colleague's own link is untouched.
            let other = try stage.portal.page(sms: ExchangeStage.secondNumber)
            #expect(try await stage.page(at: other).status == 200)
        }
    }

    @Test("P37 the desk shows a number that was reported wrong, and a box says that it is right after all")
    func cleared() async throws {
        try await ExchangeStage.use { stage in
            _ = try await disown(stage)
            let desk = try await stage.portal.signIn(stage.organization)
            let contractor = try #require(try await stage.stored.orders.first).contractor
            let address = "/desk/contractors/\(contractor)/edit?lang=en"
            let shown = LoopPage(try await desk.get(address))
            #expect(shown.html.contains("name=\"rightNumber\""))
            #expect(shown.html.contains("name=\"wrongNumber\" value=\"Mon 16"))
            var form = try #require(shown.forms.first { $0.action.hasSuffix("/edit") })
            let unchanged = try await desk.post(form.action, form: form.fields.map { ($0.name, $0.value) })
            #expect(unchanged.status == 303)
            #expect(try await stage.contact().wrongNumberSince != nil)
            form = try #require(LoopPage(try await desk.get(address)).forms.first { $0.action.hasSuffix("/edit") })
            form.set("rightNumber", "on")
            let saved = try await desk.post(form.action, form: form.fields.map { ($0.name, $0.value) })
            #expect(saved.status == 303)
            #expect(try await stage.contact().wrongNumberSince == nil)
            #expect(try await !desk.get(address).text.contains("name=\"rightNumber\""))
            try await stage.managerWrites("Is it you after all?")
            try await stage.office.courier.drain()
            let again = try stage.portal.page(sms: ExchangeStage.number)
            #expect(try await stage.page(at: again).status == 200)
        }
    }

    @Test("P37 a link idle for thirty days shows number and organization, and the rest after a button")
    func idle() async throws {
        var setting = ExchangeStage.Setting()
        setting.jobFiles = [("plan.png", ExchangeFile.png)]
        setting.answerHours = 24 * 60
        try await ExchangeStage.use(setting) { stage in
            let file = try #require(try await stage.attachments().first).attachment.id
            stage.office.travel.advance(.minutes(30 * 24 * 60 - 1))
            #expect(try await stage.page().text.contains("Fuite sous l’évier"))
            stage.office.travel.advance(.minutes(1))
            try await stage.unchanged {
                let page = try await stage.page()
                #expect(page.status == 200)
                #expect(page.text.contains(stage.ticket.number) && page.text.contains("Régie Bellecour"))
                for hidden in ["évier", "Lilas", "Odile", "Karim", "450"] {
                    #expect(!page.text.contains(hidden), "\(hidden)")
                }
                #expect(page.label == nil)
                #expect(try await stage.phone.get("\(stage.path)/files/\(file)").status == 404)
                #expect(try await stage.phone.get("\(stage.path)/opening").status == 303)
                #expect(try await !stage.page().html.contains("évier"))
            }
            let form = try await stage.page().form(button: "Show the job")
            let answer = try await stage.phone.post(form.action, form: form.fields.map { ($0.name, $0.value) })
            #expect(answer.status == 303)
            #expect(try await stage.page().text.contains("Fuite sous l’évier"))
            #expect(try await stage.phone.get("\(stage.path)/files/\(file)").status == 200)
            stage.office.travel.advance(.days(30))
            #expect(try await !stage.page().html.contains("évier"))
        }
    }

    @Test("P37 the idle page takes \"this is not my number\" as well, and an act from an open page is an act")
    func idleActs() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        setting.answerHours = 24 * 60
        try await ExchangeStage.use(setting) { stage in
            let other = try stage.portal.page(sms: ExchangeStage.secondNumber)
            stage.office.travel.advance(.days(31))
            let refused = try await stage.accept("", "")
            #expect(refused.status == 422 && refused.isWrong("date"))
            _ = try await stage.following(try await stage.send("Still there"))
            #expect(try await stage.page().text.contains("Still there"))
            let form = try await stage.page(at: other).form(button: "This is not my number")
            let answer = try await stage.phone.post(form.action, form: form.fields.map { ($0.name, $0.value) })
            #expect(try await stage.following(answer).text.contains("Thank you for telling us"))
        }
    }
}
