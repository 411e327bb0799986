import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing
import Workflow

@Suite("Taking an answer back")
struct ExchangeUndoTests {
    @Test("T13 within ten minutes the answer is undone, and the old deadline counts again")
    func undone() async throws {
        try await ExchangeStage.use { stage in
            let deadline = try await stage.stored.orders.first?.answerBy
            let confirmed = try await stage.accept()
            #expect(try await stage.page().text.contains("Undo my answer"))
            stage.office.travel.advance(.minutes(10))
            let page = try await stage.following(try await stage.post("undo", []))
            #expect(page.label == "to-do/offered")
            #expect(page.element(role: "status")?.contains("undone") == true)
            #expect(try await stage.stored.orders.first?.answerBy == deadline)
            // A reload of the old confirmation does not say what is true no more.
            let old = try await stage.following(confirmed)
            #expect(old.element(role: "status") == nil)
            #expect(try old.form(button: "Send my answer").action.hasPrefix(stage.path))
            #expect(try await stage.decline(choice: "busy").status == 303)
            try await stage.office.courier.drain()
            #expect(try await stage.stored.label == .toDoDeclined)
        }
    }

    @Test("T13 after ten minutes it is too late, and the page does not offer it")
    func tooLate() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.decline(choice: "busy")
            stage.office.travel.advance(.minutes(10))
            stage.office.travel.advance(.seconds(1))
            #expect(try await !stage.page().text.contains("Undo my answer"))
            let answer = try await stage.unmoved { try await stage.post("undo", []) }
            #expect(answer.status == 409)
            #expect(LoopPage(answer).element(role: "alert")?.contains("too late") == true)
        }
    }

    @Test("T13 once somebody has acted on the answer it stays")
    func acted() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept()
            try await stage.managerWrites("Thank you!")
            #expect(try await !stage.page().text.contains("Undo my answer"))
            #expect(try await stage.post("undo", []).status == 409)
            #expect(try await stage.stored.label == .dispatchConfirmed)
        }
    }

    @Test("T13 a colleague cannot undo it, nor anybody what was never answered, and a double tap undoes once")
    func others() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            #expect(try await stage.post("undo", []).status == 409)
            _ = try await stage.accept()
            let colleague = try stage.portal.page(sms: ExchangeStage.secondNumber)
            #expect(try await !LoopPage(stage.phone.get(colleague)).text.contains("Undo my answer"))
            #expect(try await stage.post("undo", [], to: colleague).status == 409)
            #expect(try await stage.post("undo", [], id: nil).status == 422)
            #expect(try await stage.post("undo", [], id: "tap").status == 303)
            #expect(try await stage.post("undo", [], id: "tap").status == 303)
            #expect(try await stage.count("answerUndone") == 1)
        }
    }

    @Test("T13 T15 an answer that is undone after the deadline leaves an offer that has lapsed, not one that waits on")
    func afterDeadline() async throws {
        var setting = ExchangeStage.Setting()
        setting.answerHours = 1
        try await ExchangeStage.use(setting) { stage in
            stage.office.travel.advance(.minutes(58))
            _ = try await stage.accept()
            stage.office.travel.advance(.minutes(5))
            #expect(try await stage.post("undo", []).status == 303)
            try await stage.office.courier.drain()
            #expect(try await stage.stored.label == .toDoLapsed)
            #expect(try await stage.stored.attention == .lapsed)
            #expect(try await stage.page().text.contains("The time to answer is over"))
        }
    }
}
