import Domain
import Testing

struct QuoteTests {
    @Test("T30 rule 8: on a ticket of kind quote, accepting means: I will quote")
    func willQuote() throws {
        var story = try Story(kind: .quote).then { try $0.offer() }
        try story.accept(comment: story.id())
        #expect(story.label == .waitingQuote)
        #expect(story.ticket.openTasks.map(\.kind) == [.quote])
        #expect(story.ticket.attention == .answered)
        #expect(try story.order.answeredBy == Story.office)
    }

    @Test("T30 a job may need a price first: asked by the manager, or by the contractor")
    func quoteWanted() throws {
        let job = try Story().then {
            try $0.offer(); try $0.accept()
        }
        let asked = try job.then { try $0.act(.ask(.quote, text: nil, due: nil, taskID: $0.id())) }
        #expect(asked.label == .waitingQuote)
        let wanted = try job.then {
            try $0.act(
                .wantQuote(try $0.order.id, appointment: nil, taskID: $0.id(), due: nil), by: Story.byFirm)
        }
        #expect(wanted.label == .waitingQuote)
        #expect(wanted.ticket.attention == .quote)
    }

    @Test("T31 a quote needs an amount or a file, and waits for a decision")
    func quote() throws {
        var story = try Story(kind: .quote).then { try $0.offer() }
        let order = try story.order.id
        let empty = Quote(id: story.id(), amount: nil, validUntil: nil)
        #expect(throws: Refusal.invalid([Problem(field: "amount", key: "quote.empty")])) {
            try story.act(
                .sendQuote(order, empty, note: nil, attachments: [], taskID: story.id()), by: Story.byFirm)
        }
        try story.quote()
        #expect(story.label == .waitingDecision)
        #expect(story.ticket.openTasks.map(\.kind) == [.quoteDecision])
        #expect(story.ticket.attention == .quote)
    }

    @Test("T32 approved with a date the job goes on, with the quote as its limit")
    func approve() throws {
        var story = try Story().then {
            try $0.offer(); try $0.accept(); try $0.quote(70_000)
        }
        try story.act(.approveQuote(try story.order.id, amount: nil, taskIDs: [story.id(), story.id()]))
        #expect(story.label == .dispatchConfirmed)
        #expect(try story.order.notToExceed == Money(amount: 70_000, currency: "EUR"))
        #expect(story.ticket.openTasks.map(\.kind) == [.presence, .completion])
    }

    @Test("T32 approved without a date it is offered to the same firm, with as long to answer as before")
    func approveWithoutDate() throws {
        var story = try Story(kind: .quote).then {
            try $0.offer(); try $0.quote()
        }
        story.wait(.days(4))
        try story.act(.approveQuote(try story.order.id, amount: nil, taskIDs: [story.id(), story.id()]))
        #expect(story.label == .toDoOffered)
        #expect(try story.order.answerBy == story.now + .hours(24))
        #expect(story.ticket.openTasks.map(\.kind) == [.answer])
        try story.accept()
        #expect(story.label == .dispatchConfirmed)
    }

    @Test("T32 an expired quote is not approved")
    func approveExpired() throws {
        var story = try Story(kind: .quote).then {
            try $0.offer(); try $0.quote()
        }
        story.wait(.days(31))
        #expect(throws: Refusal.notFromHere(.waitingDecision)) {
            try story.act(.approveQuote(try story.order.id, amount: nil, taskIDs: [story.id()]))
        }
    }

    @Test("T33 a refused price of a job leaves the job; of a quote ticket it leaves nothing")
    func refuse() throws {
        var job = try Story().then {
            try $0.offer(); try $0.accept(); try $0.quote()
        }
        #expect(throws: Refusal.reasonMissing) { try job.act(.refuseQuote(try job.order.id, reason: nil)) }
        try job.act(.refuseQuote(try job.order.id, reason: job.id()))
        #expect(job.label == .dispatchConfirmed)
        var quote = try Story(kind: .quote).then {
            try $0.offer(); try $0.accept(); try $0.quote()
        }
        try quote.act(.refuseQuote(try quote.order.id, reason: quote.id()))
        #expect(quote.label == .toDoReturned)
        #expect(try quote.order.status == .withdrawn)
        var unasked = try Story().then {
            try $0.offer(); try $0.quote()
        }
        try unasked.act(.refuseQuote(try unasked.order.id, reason: unasked.id()))
        #expect(unasked.label == .toDoOffered)
    }

    @Test("T34 a quote expires at its date, not before, and stays to be decided")
    func expire() throws {
        var story = try Story(kind: .quote).then {
            try $0.offer(); try $0.quote()
        }
        let order = try story.order
        #expect(throws: Refusal.notYet(try #require(order.quote?.validUntil))) {
            try story.act(.expireQuote(order.id), by: .clock)
        }
        story.wait(.days(30))
        try story.act(.expireQuote(order.id), by: .clock)
        #expect(story.label == .waitingDecision)
        #expect(try story.order.quote?.status == .expired)
        #expect(story.ticket.attention == .quote)
    }
}
