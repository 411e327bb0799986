import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

@Suite("What is heard of a technician's acts, and of an emergency")
struct TechnicianNewsTests {
    /// What the act makes known, and to whom.
    private func told(
        _ stage: ExchangeStage, _ act: () async throws -> Void
    ) async throws -> [Notice.Recipient: [String]] {
        let before = Set(try await stage.office.deliveries(of: stage.ticket).map(\.notice.id))
        try await act()
        let new = try await stage.office.deliveries(of: stage.ticket).map(\.notice).filter { !before.contains($0.id) }
        return Dictionary(grouping: new, by: \.recipient).mapValues { $0.map(\.kind.rawValue).sorted() }
    }

    @Test("E1 the office hears of every act of its technician, and of its own nothing twice")
    func office() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let office = Notice.Recipient.contact(try await stage.contact().id)
            let path = try await stage.passedOn()
            let arrival = try await told(stage) { try await stage.arrives(by: path) }
            #expect(arrival[office] == ["technicianReport"])
            let left = try await told(stage) { try await stage.leaves("Another visit", path: path) }
            #expect(left[office] == ["technicianReport"])
            try await stage.office.courier.drain()
            let sms = try #require(stage.office.sms.written.last { $0.to == ExchangeStage.number })
            #expect(sms.text.contains("Your technician has reported"))
            let finished = try await told(stage) { try await stage.done("The work is finished", path: path) }
            #expect(finished[office] == ["technicianReport"])
            #expect(finished.count == 3, "he, his office and the manager")
        }
    }

    @Test("E1 E8 where the technician needs an approval the office is asked for the quote that it now owes")
    func approval() async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let office = Notice.Recipient.contact(try await stage.contact().id)
            let path = try await stage.passedOn()
            let late = try await told(stage) {
                _ = try await stage.post(
                    "presence", [("presence", "late"), ("date", "2026-11-16"), ("time", "12:30")], to: path)
            }
            #expect(late[office] == ["technicianReport"])
            try stage.travel(to: "2026-11-16T12:30")
            try await stage.arrives(by: path)
            let left = try await told(stage) { try await stage.leaves("An approval (quote)", path: path) }
            #expect(left[office] == ["quoteAsked"])
            #expect(try await stage.page().text.contains("Your quote is wanted"))
        }
    }

    @Test("E1 what the office does itself it need not be told", arguments: [false, true])
    func own(isPassedOn: Bool) async throws {
        try await ExchangeStage.use { stage in
            try await stage.acceptForToday()
            let office = Notice.Recipient.contact(try await stage.contact().id)
            if isPassedOn { _ = try await stage.passedOn() }
            let arrival = try await told(stage) { try await stage.arrives() }
            #expect(arrival[office] == ["arrivalReceived"])
        }
    }

    @Test("B19 who wants no mails is mailed in an emergency", arguments: [Priority.emergency, .normal])
    func emergency(priority: Priority) async throws {
        let office = try TestOffice()
        let organization = try await office.organization()
        let quiet = Manager(
            id: office.store.newID(), organization: organization.organization.id, name: "Paul Roche",
            email: "paul@regie.example", language: .fr, role: .dispatcher, wantsMail: false)
        _ = try await office.workflow.perform(AddManager(quiet))
        _ = try await office.ticket(
            of: organization, priority: priority, to: TestOffice.plumber(email: nil, channels: [.sms]))
        try await office.courier.drain()
        let link = try #require(office.latestLink(sms: ExchangeStage.number))
        _ = try await office.workflow.perform(
            AcceptOffer(link: link, appointment: office.appointment(in: 2), comment: nil))
        try await office.courier.drain()
        #expect(office.mail.sent.contains { $0.to.address == quiet.email } == (priority == .emergency))
    }
}
