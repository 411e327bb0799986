import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("Times on the page and on the phone")
struct ExchangeClockTests {
    @Test("A9 P28 deadlines and visits are printed in the site's zone, which is named, wherever the reader is")
    func zones() async throws {
        var setting = ExchangeStage.Setting()
        setting.timeZone = "Europe/Athens"
        setting.answerHours = 5
        try await ExchangeStage.use(setting) { stage in
            // 9:00 UTC is 11:00 in Athens: the deadline is at 16:00 there, at 15:00 in Paris.
            let page = try await stage.page()
            #expect(page.text.contains("16:00") && !page.text.contains("15:00") && !page.text.contains("14:00"))
            #expect(page.text.contains("Athens time"))
            #expect(stage.office.sms.written.last?.text.contains("16:00") == true)
            let done = try await stage.following(try await stage.accept("2026-11-23", "17:45"))
            #expect(done.text.contains("17:45"))
            #expect(done.element(role: "status")?.contains("11:00") == true)
            let again = try await stage.page()
            #expect(again.html.contains("datetime=\"2026-11-23T17:45\""))
            #expect(again.text.contains("Athens time"))
            #expect(try await stage.stored.orders.first?.appointment?.instant.rfc3339 == "2026-11-23T15:45:00Z")
        }
    }

    @Test("P28 a draft whose site is chosen later takes that site's clock")
    func laterSite() async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        var form = TicketForm(source: .phone, kind: .order, title: "Fuite", description: "L’eau coule.")
        form.category = "Plomberie"
        form.requester = PersonForm(name: "Odile Petit")
        form.mainContact = PersonForm(name: "Odile Petit")
        form.scheduledAt = LocalDateTime("2026-11-23T09:00")
        let origin = Origin.manager(organization.manager.id)
        let draft = try await office.workflow.perform(CreateTicket(form, submits: false, origin: origin)).outcome
        #expect(try await office.stored(draft).timeZone == "Europe/Paris")
        form.site = .described(
            externalID: nil, name: "Το Στέκι", address: "Αθήνα", phone: nil, timeZone: "Europe/Athens")
        form.priority = .emergency
        _ = try await office.workflow.perform(EditTicket(draft.id, form: form, submits: true, origin: origin))
        let stored = try await office.stored(draft)
        #expect(stored.timeZone == "Europe/Athens")
        #expect(stored.priority == .emergency)
        let (details, events) = try await office.store.read {
            (try $0.details(draft.id), try $0.timeline(draft.id).map(\.event.change))
        }
        #expect(details?.scheduledAt?.instant.rfc3339 == "2026-11-23T07:00:00Z")
        // The change of priority is on record (rule b).
        #expect(events.contains(.edited(fields: ["site", "scheduledAt", "priority"])))
    }

    @Test("A15 reminders at half and at nine tenths, then the lapse reaches the manager by mail and in the Inbox")
    func ladder() async throws {
        var setting = ExchangeStage.Setting()
        setting.priority = .high
        try await ExchangeStage.use(setting) { stage in
            let browser = try await stage.portal.signIn(stage.organization)
            func reminders() -> Int { stage.office.sms.sent.filter { $0.text.contains("eminder") }.count }
            try await stage.office.advance(.minutes(119))
            #expect(reminders() == 0)
            try await stage.office.advance(.minutes(1))
            #expect(reminders() == 1)
            try await stage.office.advance(.minutes(95))
            #expect(reminders() == 1)
            try await stage.office.advance(.minutes(1))
            #expect(reminders() == 2)
            #expect(stage.office.sms.sent.allSatisfy { $0.text.hasSuffix(stage.path) })
            #expect(try await stage.page().text.contains("Reminder sent"))
            #expect(try await stage.stored.attention == nil)
            try await stage.office.advance(.minutes(24))
            #expect(try await stage.page().label == "to-do/lapsed")
            #expect(try await stage.stored.attention == .lapsed)
            #expect(try await browser.get("/desk").text.contains(stage.ticket.number))
            let mail = stage.office.mail.written.last { $0.to.name == "Nina Morel" }
            #expect(mail?.subject.contains(stage.ticket.number) == true)
            try await stage.office.advance(.hours(12), steps: 4)
            #expect(reminders() == 2)
        }
    }

    @Test("P29 a reminder at night waits until 7:30 at the site; an emergency's does not")
    func night() async throws {
        // 19:00 in Athens: half of twelve hours is over at one in the morning.
        var setting = ExchangeStage.Setting()
        setting.timeZone = "Europe/Athens"
        setting.start = Instant(milliseconds: 1_794_819_600_000 + 8 * 3_600_000)
        setting.answerHours = 14
        try await ExchangeStage.use(setting) { stage in
            try await stage.office.advance(.hours(12), steps: 24)
            #expect(stage.office.sms.sent.count == 1)
            try await stage.office.advance(.minutes(29))
            #expect(stage.office.sms.sent.count == 1)
            try await stage.office.advance(.minutes(1))
            #expect(stage.office.sms.sent.count == 2)
        }
        setting.priority = .emergency
        try await ExchangeStage.use(setting) { stage in
            try await stage.office.advance(.hours(7))
            #expect(stage.office.sms.sent.count == 2)
        }
    }

    @Test("E4 P29 what a manager sends by the other channel goes at once, also at night")
    func otherWay() async throws {
        var setting = ExchangeStage.Setting()
        setting.contractor = TestOffice.plumber(channels: [.email, .sms], language: .en)
        setting.start = Instant(milliseconds: 1_794_819_600_000 + 9 * 3_600_000)
        setting.answerHours = 8
        try await ExchangeStage.use(setting) { stage in
            stage.office.mail.fail(.init(.badAddress, code: "550", text: "No such mailbox."))
            try await stage.office.advance(.hours(4))
            let failed = try #require(
                try await stage.office.deliveries(of: stage.ticket).last {
                    $0.notice.kind == .offerReminder && $0.status == .failed
                })
            let before = stage.office.sms.sent.count
            _ = try await stage.office.workflow.perform(
                SendOtherWay(failed.notice.id, manager: stage.organization.manager.id))
            try await stage.office.courier.drain()
            #expect(stage.office.sms.sent.count == before + 1)
        }
    }
}
