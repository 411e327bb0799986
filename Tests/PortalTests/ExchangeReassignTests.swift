import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("When the job goes to somebody else")
struct ExchangeReassignTests {
    private func checkGone(_ page: LoopPage) {
        #expect(page.status == 410)
        #expect(page.label == "withdrawn")
        #expect(page.text.contains("no longer yours"))
        for secret in ["évier", "Lilas", "Odile", "450", "Roux"] { #expect(!page.html.contains(secret), "\(secret)") }
        #expect(!page.text.contains("Send my answer"))
    }

    @Test("A14 P39 T17 the former firm's link says that the job is gone, accepts nothing, and still lets it write")
    func withdrawn() async throws {
        try await ExchangeStage.use { stage in
            _ = try await stage.accept(comment: "We come with two people")
            _ = try await stage.send("Who has the key?")
            try await stage.withdraw()
            try await stage.offer(to: ExchangeStage.rival())
            checkGone(try await stage.page())
            #expect(try await stage.page().text.contains("Who has the key?"))
            let late = try await stage.accept(comment: "But I have the parts!", id: "late")
            checkGone(LoopPage(late))
            #expect(try LoopPage(late).form(button: "Send").value("Message").contains("But I have the parts!"))
            #expect(try await stage.decline(choice: "busy").status == 410)
            #expect(try await stage.post("undo", []).status == 410)
            #expect(try await stage.stored.label == .toDoOffered)

            let sent = try await stage.following(try await stage.send("I was there already"))
            #expect(sent.element(role: "status")?.contains("Your message is sent") == true)
            #expect(sent.text.contains("I was there already"))
            #expect(try await stage.stored.label == .toDoOffered)
            let rival = try stage.portal.page(sms: ExchangeStage.secondNumber)
            let theirs = LoopPage(try await stage.phone.get(rival))
            #expect(theirs.label == "to-do/offered")
            for secret in ["Martin", "I was there already", "Who has the key?", "two people"] {
                #expect(!theirs.html.contains(secret), "\(secret)")
            }
            #expect(try await stage.accept(to: rival).status == 303)
        }
    }

    @Test("A14 who declined is told that it is no longer his once another firm is asked, and cannot change his mind")
    func declined() async throws {
        try await ExchangeStage.use { stage in
            let confirmed = try await stage.decline(choice: "busy")
            #expect(try await stage.page().status == 200)
            try await stage.offer(to: ExchangeStage.rival())
            checkGone(try await stage.page())
            checkGone(try await stage.following(confirmed))
            checkGone(LoopPage(try await stage.accept()))
            #expect(try await stage.stored.label == .toDoOffered)
        }
    }

    @Test("T15 a lapsed offer is still answered, until another firm is asked")
    func lapsed() async throws {
        var setting = ExchangeStage.Setting()
        setting.answerHours = 4
        try await ExchangeStage.use(setting) { stage in
            try await stage.office.advance(.hours(4))
            let page = try await stage.page()
            #expect(page.status == 200)
            #expect(page.label == "to-do/lapsed")
            #expect(page.text.contains("The time to answer is over"))
            #expect(try await stage.accept().status == 303)
            #expect(try await stage.stored.label == .dispatchConfirmed)
        }
        try await ExchangeStage.use(setting) { stage in
            try await stage.office.advance(.hours(4))
            try await stage.offer(to: ExchangeStage.rival())
            checkGone(try await stage.page())
            checkGone(LoopPage(try await stage.accept()))
        }
    }

    @Test("B18 the link of an offer that lapsed leads to the one that took its place")
    func askedAgain() async throws {
        var setting = ExchangeStage.Setting()
        setting.answerHours = 4
        try await ExchangeStage.use(setting) { stage in
            _ = try await stage.send("What size is the pipe?")
            try await stage.office.advance(.hours(4))
            try await stage.offer(to: ExchangeStage.plumber())
            #expect(try stage.portal.page(sms: ExchangeStage.number) != stage.path)
            let page = try await stage.page()
            #expect(page.label == "to-do/offered")
            #expect(page.text.contains("What size is the pipe?"))
            #expect(try await stage.accept().status == 303)
            let stored = try await stage.stored
            #expect(stored.label == .dispatchConfirmed)
            #expect(stored.orders.map(\.status) == [.withdrawn, .accepted])
        }
    }

    @Test("P39 two firms answer at once while the job changes hands: only one has it")
    func handover() async throws {
        for _ in 0..<3 {
            try await ExchangeStage.use { stage in
                async let moved: Void = {
                    try await stage.withdraw()
                    try await stage.offer(to: ExchangeStage.rival())
                }()
                async let answered = stage.accept().status
                let status = try await answered
                try await moved
                let rival = try stage.portal.page(sms: ExchangeStage.secondNumber)
                #expect([303, 410].contains(status))
                #expect(try await stage.accept(to: rival).status == 303)
                let active = try await stage.stored.orders.filter(\.isActive)
                #expect(active.count == 1)
                #expect(try await stage.stored.orders.map(\.status) == [.withdrawn, .accepted])
                #expect(try await stage.page().status == 410)
            }
        }
    }
}
