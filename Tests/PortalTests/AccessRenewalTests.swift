import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("A link that renews itself")
struct AccessRenewalTests {
    /// An offer of which nobody is reminded within these days.
    private static var patient: ExchangeStage.Setting {
        var setting = ExchangeStage.Setting()
        setting.answerHours = 24 * 60
        return setting
    }

    /// Everything of an answer that its reader can tell apart, but for the clock and the ids made with forms.
    private static func sight(_ answer: TransferResponse, of stage: ExchangeStage, id: String) -> [String] {
        let headers = answer.headers.filter {
            !["date", "content-length", "x-request-id"].contains($0.name.lowercased())
        }
        let all = ["\(answer.status)"] + headers.map { "\($0.name): \($0.value)" }.sorted() + [answer.text]
        return all.map { $0.replacing(stage.token, with: "TOKEN").replacing(id, with: "ID") }
    }

    /// The answer to the button, and the page that it leads to.
    private func renew(_ stage: ExchangeStage) async throws -> [String] {
        let id = UUID().uuidString
        let answer = try await stage.post("renewal", [], id: id)
        let page = try await stage.phone.get(try #require(answer.header("Location")))
        try await stage.office.courier.drain()
        return Self.sight(answer, of: stage, id: id) + Self.sight(page, of: stage, id: id)
    }

    @Test("E2 an expired link offers a new one, which goes to the number on file and opens the same job")
    func renewed() async throws {
        try await ExchangeStage.use { stage in
            try await stage.expire()
            let expired = try await stage.page()
            #expect(expired.status == 410)
            let form = try expired.form(button: "Send me a new link")
            #expect(form.action.hasPrefix("\(stage.path)/renewal"))
            let sent = stage.messages()
            let answer = try await stage.phone.post(form.action, form: form.fields.map { ($0.name, $0.value) })
            let page = try await stage.following(answer)
            #expect(page.status == 200)
            #expect(page.element(role: "status")?.contains("a message with a new one is on its way") == true)
            #expect(!page.html.contains("évier") && !page.html.contains(ExchangeStage.number))
            try await stage.office.courier.drain()
            #expect(stage.messages() == sent + 1)
            let fresh = try stage.portal.page(sms: ExchangeStage.number)
            #expect(fresh != stage.path)
            let opened = try await stage.page(at: fresh)
            #expect(opened.status == 200 && opened.label == "to-do/offered")
            #expect(opened.text.contains("Fuite sous l’évier"))
            #expect(try await stage.page().status == 410)
            #expect(try await stage.accept().status == 410)
            #expect(try await stage.accept(to: fresh).status == 303)
        }
    }

    @Test("E2 the answer is the same, byte for byte, whether a message goes out or not")
    func uniform() async throws {
        try await ExchangeStage.use(Self.patient) { stage in
            try await stage.expire()
            let reached = try await renew(stage)
            #expect(stage.messages() == 2)
            // The fourth of a day goes nowhere.
            for _ in 0..<2 { #expect(try await renew(stage) == reached) }
            #expect(try await renew(stage) == reached)
            #expect(stage.messages() == 4)
            stage.office.travel.advance(.hours(25))
            let contact = try await stage.contact()
            try await stage.office.store.write { transaction in
                var nobody = contact
                nobody.wrongNumberSince = transaction.now
                try transaction.update(nobody)
            }
            #expect(try await renew(stage) == reached)
            #expect(stage.messages() == 4)
        }
    }

    @Test("E2 P16 whether a message goes out or not costs the disk the same, so that the clock tells nobody either")
    func sameCost() async throws {
        try await ExchangeStage.use(Self.patient) { stage in
            try await stage.expire()
            let (link, store) = (try stage.linkID, stage.office.store)
            let scope = "link:\(link)"
            /// How many commits, and how many rows of the form's own.
            func cost(id: String?) async throws -> [Int] {
                let before = store.commitCount
                #expect(try await stage.post("renewal", [], id: id).status == (id == nil ? 410 : 303))
                let commits = store.commitCount - before
                let row = try await store.read { reader in
                    try id.flatMap { try reader.submission(scope: scope, id: $0) }
                }
                try await stage.office.courier.drain()
                return [commits, row == nil ? 0 : 1]
            }
            for sent in [2, 3, 4, 4] {
                #expect(try await cost(id: UUID().uuidString) == [1, 1])
                #expect(try await cost(id: nil) == [0, 0])
                #expect(stage.messages() == sent)
            }
            stage.office.travel.advance(.hours(25))
            let contact = try await stage.contact()
            try await store.write { transaction in
                var nobody = contact
                nobody.wrongNumberSince = transaction.now
                try transaction.update(nobody)
            }
            #expect(try await cost(id: UUID().uuidString) == [1, 1])
            #expect(try await cost(id: nil) == [0, 0])
            #expect(stage.messages() == 4)
        }
    }

    @Test("E2 at most three a day, and again the next day; one form asks once")
    func limits() async throws {
        try await ExchangeStage.use(Self.patient) { stage in
            try await stage.expire()
            for _ in 0..<2 { #expect(try await stage.post("renewal", [], id: "same").status == 303) }
            try await stage.office.courier.drain()
            #expect(stage.messages() == 2)
            for _ in 0..<4 { _ = try await renew(stage) }
            #expect(stage.messages() == 4)
            stage.office.travel.advance(.hours(25))
            _ = try await renew(stage)
            #expect(stage.messages() == 5)
        }
    }

    @Test("E2 looking sends nothing, a live or a withdrawn link is not renewed, and a forged one gets the quiet page")
    func nothing() async throws {
        try await ExchangeStage.use { stage in
            #expect(try await stage.post("renewal", []).status == 303)
            #expect(try await stage.page().status == 200)
            let look = try await stage.unchanged { try await stage.phone.get("\(stage.path)/renewal") }
            #expect(look.status == 303)
            #expect(try await stage.post("renewal", [], to: "/t/forged").status == 404)
            let link = try stage.linkID
            let order = try #require(try await stage.stored.orders.first).id
            try await stage.office.store.write { try $0.revokeLinks(of: order) }
            let record = try await stage.office.store.read { try $0.link(link) }
            #expect(record?.revokedAt != nil)
            let page = try await stage.page()
            #expect(page.status == 410 && page.forms.isEmpty)
            #expect(try await stage.post("renewal", []).status == 303)
            try await stage.office.courier.drain()
            #expect(stage.messages() == 1)
        }
    }

    @Test("E2 the page of an earlier act, opened when the link is dead, does not say that a new one was sent")
    func bookmark() async throws {
        try await ExchangeStage.use { stage in
            let answer = try await stage.accept()
            try await stage.expire()
            let page = try await stage.page(at: try #require(answer.header("Location")))
            #expect(page.status == 410)
            _ = try page.form(button: "Send me a new link")
            let asked = try #require(try await stage.post("renewal", []).header("Location"))
            #expect(try await stage.page(at: asked).forms.isEmpty)
            stage.office.travel.advance(.hours(2))
            _ = try await stage.page(at: asked).form(button: "Send me a new link")
        }
    }

    @Test("E2 P16 who asks too often is told to wait")
    func rate() async throws {
        try await ExchangeStage.use { stage in
            try await stage.expire()
            var statuses: [Int] = []
            for _ in 0..<12 { statuses.append(try await stage.post("renewal", []).status) }
            #expect(statuses.prefix(10).allSatisfy { $0 == 303 } && statuses.suffix(2).allSatisfy { $0 == 429 })
            stage.office.travel.advance(.minutes(1))
            #expect(try await stage.post("renewal", []).status == 303)
        }
    }

    @Test("E2 E1 a technician's link is renewed as a technician's")
    func technician() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let path = try await stage.passedOn()
            try await stage.office.courier.drain()
            try await stage.expire(path)
            #expect(try await stage.post("renewal", [], to: path).status == 303)
            try await stage.office.courier.drain()
            let fresh = try stage.portal.page(sms: ExchangeStage.technicianNumber)
            #expect(fresh != path)
            let page = try await stage.page(at: fresh)
            #expect(page.status == 200 && page.text.contains("Yanis Petit") && !page.html.contains("€"))
        }
    }
}
