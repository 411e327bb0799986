import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

@Suite("What was opened last, and where tickets come from")
struct DeskRecentTests {
    /// Numbers in the rail's list of what was opened last.
    private func recent(_ page: TransferResponse) -> [String] {
        guard let start = page.text.range(of: "<ul class=\"recent\">")?.upperBound else { return [] }
        let list = page.text[start...]
        return list[..<(list.range(of: "</ul>")?.lowerBound ?? list.endIndex)]
            .matches(of: /href="\/desk\/tickets\/([0-9-]+)"/).map { String($0.1) }
    }

    @Test("C12 the rail shows the tickets opened last, newest first, eight at most")
    func order() async throws {
        try await DeskFixture.use { (desk) async throws in
            #expect(recent(try await desk.get("/desk")) == [])
            var made: [String] = []
            for index in 1...9 { made.append(try await desk.create(["title": "Ticket \(index)"])) }
            for number in made { _ = try await desk.get("/desk/tickets/\(number)") }
            #expect(recent(try await desk.get("/desk")) == Array(made.reversed().prefix(8)))
            let page = try await desk.get("/desk/tickets/\(made[4])")
            #expect(recent(page).first == made[4] && recent(page).count == 8)
            #expect(recent(try await desk.get("/desk/menu")).first == made[4])
            #expect(recent(try await desk.get("/desk/outbox")).first == made[4])
        }
    }

    @Test("C12 a page that refreshes itself opens nothing, and the list is kept by the browser alone")
    func refresh() async throws {
        try await DeskFixture.use { (desk) async throws in
            let (first, second) = (try await desk.create(), try await desk.create())
            let opened = try await desk.get("/desk/tickets/\(first)")
            let cookie = try #require(opened.header("Set-Cookie"))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            _ = try await desk.get("/desk/tickets/\(second)")
            let refreshed = try await desk.browser.get(
                "/desk/tickets/\(first)", headers: ["Sec-Fetch-Mode": "cors"])
            #expect(refreshed.header("Set-Cookie") == nil)
            #expect(recent(refreshed) == [second, first])
            #expect(
                recent(
                    try await DeskFixture(
                        portal: desk.portal, organization: desk.organization, browser: try await desk.colleague(.viewer)
                    ).get("/desk")) == [])
        }
    }

    @Test("C12 another organization's tickets never show, and signing out forgets the list")
    func foreign() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            _ = try await desk.get("/desk/tickets/\(number)")
            let other = try await desk.office.organization("Autre régie")
            let stranger = DeskFixture(
                portal: desk.portal, organization: other, browser: try await desk.portal.signIn(other))
            #expect(try await stranger.get("/desk/tickets/\(number)").status == 404)
            #expect(recent(try await stranger.get("/desk")) == [])
            _ = try await desk.post("/sign-out", [:])
            let again = try await desk.portal.signIn(desk.organization)
            #expect(recent(try await again.get("/desk")) == [])
        }
    }

    @Test("C13 C14 a submitted ticket is to do and nobody's until it is picked; the first edit makes it mine")
    func picked() async throws {
        try await DeskFixture.use { (desk) async throws in
            let number = try await desk.create()
            let page = try await desk.get("/desk/tickets/\(number)")
            #expect(page.label == "to-do/new" && page.head.contains("owned by nobody yet"))
            #expect(try await desk.get("/desk?folder=to-do").row(number) != nil)
            #expect(try await desk.get("/desk?folder=owned").row(number) == nil)
            let taken = try await desk.done("/desk/tickets/\(number)/ownership", [:])
            #expect(taken.label == "in-progress/own" && taken.head.contains("owned by you"))
            #expect(try await desk.get("/desk?folder=owned").row(number) != nil)

            let other = try await desk.create()
            var fields = DeskFixture.ticket.merging(["title": "Autre titre", "intent": "save"]) { _, new in new }
            let form = try await desk.get("/desk/tickets/\(other)/edit")
            fields["site"] = form.text.firstMatch(of: /<option value="([0-9]+)" selected>/).map { String($0.1) }
            let edited = try await desk.done("/desk/tickets/\(other)/edit", fields)
            #expect(edited.label == "in-progress/own" && edited.head.contains("owned by you"))
            #expect(edited.timeline.contains("Taken into work") && edited.timeline.contains("Details changed"))
        }
    }

    @Test("D1 how a ticket came in is chosen at intake, shown on it, and filters every list")
    func source() async throws {
        try await DeskFixture.use { (desk) async throws in
            let phone = try await desk.create()
            let technician = try await desk.create(["source": "technician", "title": "Vu en passant"])
            let mail = try await desk.create(["source": "email"])
            #expect(try await desk.get("/desk/tickets/\(technician)").facts.contains("Technician on a visit"))
            for folder in ["inbox", "all", "to-do"] {
                let list = try await desk.get("/desk?folder=\(folder)&source=technician")
                #expect(list.row(technician) != nil && list.row(phone) == nil && list.row(mail) == nil, "\(folder)")
                #expect(list.text.contains("<option value=\"technician\" selected>"))
            }
            let everything = try await desk.get("/desk?folder=all&source=")
            #expect(everything.row(phone) != nil && everything.row(mail) != nil)
            #expect(try await desk.get("/desk?folder=all&source=api").text.contains("Nothing was found"))
            #expect(try await desk.get("/desk?folder=all&source=%3Cx").row(phone) != nil)
        }
    }
}
