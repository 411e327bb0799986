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

    @Test("Rule b: each event carries its place in the history")
    func versions() throws {
        for story in try Samples.all() {
            #expect(story.events.map(\.version) == Array(1...story.events.count))
        }
    }
}
