import Domain
import Foundation
import Testing

struct StoredFormTests {
    @Test("Tickets and events read back from JSON as they were written")
    func roundTrip() throws {
        for story in try Samples.all() {
            let ticket = try JSONDecoder().decode(Ticket.self, from: JSONEncoder().encode(story.ticket))
            #expect(ticket == story.ticket)
            let events = try JSONDecoder().decode([Event].self, from: JSONEncoder().encode(story.events))
            #expect(events == story.events)
            #expect(Ticket.replay(events, of: story.blank) == story.ticket)
        }
    }

    @Test("An event of an older version, without what was added since, still reads")
    func older() throws {
        let approved = Data(#"{"quoteApproved": {"_0": 5, "_1": 6, "tasks": []}}"#.utf8)
        let change = try JSONDecoder().decode(Change.self, from: approved)
        #expect(change == .quoteApproved(OrderID(5), QuoteID(6), tasks: [], limit: nil))
        let visit = Appointment(Instant(milliseconds: 1_800_000_000_000), in: "Europe/Paris")
        let now = Change.dateChanged(OrderID(5), to: visit, note: nil, told: nil, attachments: nil)
        let stored = try JSONEncoder().encode(now)
        #expect(!String(decoding: stored, as: UTF8.self).contains("attachments"))
        #expect(try JSONDecoder().decode(Change.self, from: stored) == now)
    }

    @Test("Rule b: each event carries its place in the history")
    func versions() throws {
        for story in try Samples.all() {
            #expect(story.events.map(\.version) == Array(1...story.events.count))
        }
    }
}
