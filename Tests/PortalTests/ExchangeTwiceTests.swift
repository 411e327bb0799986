import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("The same answer twice, and two answers at once")
struct ExchangeTwiceTests {
    @Test("P18 a double tap or a reload has the same result once")
    func repeated() async throws {
        try await ExchangeStage.use { stage in
            let first = try await stage.accept(comment: "once", id: "tap")
            let second = try await stage.unmoved { try await stage.accept(comment: "once", id: "tap") }
            #expect(first.status == 303 && second.status == 303)
            #expect(first.header("Location") == second.header("Location"))
            #expect(try await stage.following(second).element(role: "status") != nil)
            #expect(try await stage.count("accepted") == 1)
        }
    }

    @Test("P18 a reload is still confirmed when its date has passed, and when the job went on")
    func repeatedLate() async throws {
        try await ExchangeStage.use { stage in
            let first = try await stage.accept("2026-11-16", "15:00", id: "tap")
            stage.office.travel.advance(.days(2))
            let second = try await stage.accept("2026-11-16", "15:00", id: "tap")
            #expect(second.status == 303)
            #expect(second.header("Location") == first.header("Location"))
            try await stage.withdraw()
            let third = try await stage.accept("2026-11-16", "15:00", id: "tap")
            #expect(third.status == 303)
            let page = try await stage.following(third)
            // True when it was said, not any more: a gone job is not confirmed again.
            #expect(page.status == 410)
            #expect(page.element(role: "status") == nil)
        }
    }

    @Test("P18 a used id with other contents is asked about, with what was typed and a new id")
    func changed() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.send("one", id: "tap")
            let answer = try await stage.unmoved { try await stage.send("two", id: "tap") }
            #expect(answer.status == 409)
            let page = LoopPage(answer)
            #expect(page.element(role: "alert")?.contains("already sent with other contents") == true)
            let form = try page.form(button: "Send")
            #expect(try form.value("Message") == "two")
            let fresh = try #require(form.fields.first { $0.name == "submission" }?.value)
            #expect(fresh != "tap")
            #expect(try await stage.send("two", id: fresh).status == 303)
            #expect(try await stage.count("messageWritten") == 2)
        }
    }

    @Test("P18 an answer under the id of another is asked about")
    func changedAnswer() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.decline(choice: "busy", id: "tap")
            let answer = try await stage.accept(id: "tap")
            #expect(answer.status == 409)
            #expect(try await stage.stored.label == .toDoDeclined)
            #expect(try await stage.count("accepted") == 0)
        }
    }

    @Test("P18 twenty equal taps at the same moment are one answer and one confirmation")
    func storm() async throws {
        try await ExchangeStage.use { stage in
            let answers = try await withThrowingTaskGroup(of: TransferResponse.self) { group in
                for _ in 0..<20 { group.addTask { try await stage.accept(comment: "once", id: "tap") } }
                return try await group.reduce(into: [TransferResponse]()) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 303 })
            #expect(Set(answers.map { $0.header("Location") }).count == 1)
            #expect(try await stage.count("accepted") == 1)
            let sent = try await stage.office.deliveries(of: stage.ticket).filter { $0.notice.kind == .accepted }
            #expect(sent.count == 1)
        }
    }

    @Test("P19 of two people of one firm the first wins; the second is told who and when, and keeps what he typed")
    func colleagues() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        try await ExchangeStage.use(setting) { stage in
            let second = try stage.portal.page(sms: ExchangeStage.secondNumber)
            #expect(second != stage.path)
            #expect(try await stage.accept().status == 303)
            stage.office.travel.advance(.minutes(5))
            let late = try await stage.decline(reason: "We are on holiday", to: second)
            #expect(late.status == 409)
            let page = LoopPage(late)
            let alert = try #require(page.element(role: "alert"))
            #expect(alert.contains("Karim Martin") && alert.contains("10:00"), "\(alert)")
            #expect(try page.form(button: "Send").value("Message") == "We are on holiday")
            // Also where the late answer has a fault of its own.
            let faulty = try await stage.accept("", "", comment: "Tomorrow?", to: second)
            #expect(faulty.status == 409)
            #expect(LoopPage(faulty).element(role: "alert")?.contains("Karim Martin") == true)
            #expect(try LoopPage(faulty).form(button: "Send").value("Message") == "Tomorrow?")
            #expect(try await stage.stored.label == .dispatchConfirmed)
            #expect(try await stage.page(of: stage.portal.client()).text.contains("Karim Martin"))
        }
    }

    @Test("P19 two different answers at the same moment: exactly one stands")
    func race() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = ExchangeStage.pair
        for _ in 0..<3 {
            try await ExchangeStage.use(setting) { stage in
                let other = try stage.portal.page(sms: ExchangeStage.secondNumber)
                async let yes = stage.accept()
                async let no = stage.decline(choice: "busy", to: other)
                let statuses = try await [yes.status, no.status]
                #expect(statuses.sorted() == [303, 409])
                let (accepted, declined) = try await (stage.count("accepted"), stage.count("declined"))
                #expect(accepted + declined == 1)
                #expect(accepted == (statuses[0] == 303 ? 1 : 0))
            }
        }
    }
}
