import Domain
import Foundation
import Testing

struct ValueTests {
    @Test(
        "E20 the browser's languages are weighed, unknown and refused ones passed over",
        arguments: [
            ("fr", Language.fr), ("el-GR,el;q=0.9,en;q=0.8", .el), ("de-DE, pl;q=0.5, en;q=0.7", .en),
            ("en;q=0.1,fr;q=0.2", .fr), ("PL", .pl), ("fr;q=0, en;q=0.1", .en), ("de, , ;q=1, en; q=0.3", .en),
        ])
    func language(header: String, language: Language) {
        #expect(Language(acceptLanguage: header) == language)
    }

    @Test("E20 where no language is known there is none", arguments: ["", "de", "*", "fr;q=0", "fr;q=zero", ",,;;"])
    func noLanguage(header: String) {
        #expect(Language(acceptLanguage: header) == nil)
    }

    @Test("A8 money is minor units and a currency, as the API spells it")
    func money() throws {
        let money = try JSONDecoder().decode(Money.self, from: Data(#"{"amount": 45000, "currency": "EUR"}"#.utf8))
        #expect(money == Money(amount: 45_000, currency: "EUR"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(money), as: UTF8.self) == #"{"amount":45000,"currency":"EUR"}"#)
    }

    @Test("C2 C3 C4 C5 C6 C9 what a draft lacks is named all at once, in the form's order")
    func missing() {
        var details = TicketDetails(
            number: "2026-00001", source: .phone, createdAt: Story.start, updatedAt: Story.start)
        #expect(details.missing == [.title, .description, .category, .mainContact, .requester])
        let person = Person(id: PersonID(1), name: "A. Martin")
        details.title = "Leak"
        details.category = ""
        details.mainContact = person
        #expect(details.missing == [.description, .category, .requester])
        details.description = "Under the sink"
        details.category = "Plumbing"
        details.requester = person
        #expect(details.missing.isEmpty)
    }

    @Test("Time is frozen where a clock says so, and the system's moves")
    func clock() {
        let frozen = Clock { Story.start }
        #expect(frozen.now() == Story.start)
        #expect(abs((Clock.system.now() - Instant(Date())).seconds) < 5)
    }

    @Test("Instants are milliseconds UTC and print as RFC 3339")
    func instants() throws {
        #expect(Story.start.rfc3339 == "2026-11-23T08:00:00Z")
        #expect(Story.start + .days(1) - Story.start == .hours(24))
        #expect(Instant(Story.start.date) == Story.start)
        #expect(Span.hours(10) * 0.9 == .hours(9))
        #expect(String(decoding: try JSONEncoder().encode(Story.start), as: UTF8.self) == "1795420800000")
    }

    @Test("An id is a positive decimal number", arguments: ["0", "-1", "", "abc", "1.5", "9223372036854775808", " 1"])
    func notAnID(text: String) {
        #expect(TicketID(text) == nil)
    }

    @Test("An id reads back as it prints")
    func identifier() {
        #expect(TicketID("9223372036854775807")?.description == "9223372036854775807")
    }

    @Test("Problems are gathered in their order, with what could be read kept")
    func problems() {
        var problems = Problems()
        let problem = Problem(field: "date", key: "date.missing")
        let read: Int? = problems.collect { () throws(Problem) in throw problem }
        let kept = problems.collect { () throws(Problem) in 7 }
        #expect(read == nil)
        #expect(kept == 7)
        #expect(throws: Problems([problem])) { try problems.check() }
        #expect(throws: Never.self) { try Problems().check() }
    }
}
