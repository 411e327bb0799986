import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

/// Somebody who asks for his own, and names in the body what is another organization's.
@Suite("Bodies with ids that are somebody else's")
struct StrangerBodyTests {
    /// Two organizations that know nothing of each other.
    private struct Pair {
        let portal: TestPortal
        let owner: TestOrganization
        let stranger: TestOrganization
        let theirs: DoorPlace
        let own: DoorPlace

        static func use(_ test: (Pair) async throws -> Void) async throws {
            try await TestPortal.run { portal in
                let owner = try await portal.office.organization("Régie Bellecour")
                let stranger = try await portal.office.organization("Autre régie")
                let theirs = try await DoorPlace.make(portal, owner, besides: 0)
                let own = try await DoorPlace.make(portal, stranger, phone: ExchangeStage.secondNumber, besides: 0)
                try await test(Pair(portal: portal, owner: owner, stranger: stranger, theirs: theirs, own: own))
            }
        }

        /// Both organizations, as their programs see them.
        var state: [[String]] {
            get async throws {
                [try await DoorPlace.state(portal, owner), try await DoorPlace.state(portal, stranger)]
            }
        }

        func plain(_ answer: TransferResponse) -> String {
            DoorPlace.plain(answer, without: [theirs, .nowhere])
        }
    }

    /// One request, made with their ids and with ids of nobody's.
    private struct Attempt {
        let method: String
        let status: Int
        let path: (DoorPlace) -> String
        let body: (DoorPlace) -> [String: Any]
    }

    /// What a program may name; each is a problem of its field, but for the task, which stands in the address.
    private static func attempts(by own: DoorPlace) -> [Attempt] {
        let (ticket, firm) = ("/api/v1/tickets/\(own.number)", "/api/v1/contractors/\(own.contractor)")
        return [
            Attempt(method: "POST", status: 422, path: { _ in "\(ticket)/offer" }) { ["contractorId": $0.contractor] },
            Attempt(method: "POST", status: 422, path: { _ in "/api/v1/tickets" }) { place in
                TestPortal.ticketBody().merging(["siteId": place.site]) { $1 }
            },
            Attempt(method: "PATCH", status: 422, path: { _ in ticket }) { ["siteId": $0.site] },
            Attempt(method: "POST", status: 422, path: { _ in "\(ticket)/ownership" }) { ["manager": $0.manager] },
            Attempt(method: "PATCH", status: 422, path: { _ in firm }) { place in
                ["contacts": [["id": place.contact, "name": "Luc"]]]
            },
            Attempt(method: "POST", status: 404, path: { "\(ticket)/asks/\($0.task)/cancellation" }) { _ in [:] },
        ]
    }

    @Test("P16 D10 a program that names another organization's site, firm, person or task is told that there is none")
    func program() async throws {
        try await Pair.use { pair in
            let before = try await pair.state
            let program = pair.portal.client(key: pair.stranger.key)
            for attempt in Self.attempts(by: pair.own) {
                var texts: [String] = []
                for place in [pair.theirs, .nowhere] {
                    let path = attempt.path(place)
                    let body = try JSONSerialization.data(withJSONObject: attempt.body(place))
                    let answer = try await program.send(attempt.method, path, body: body, type: "application/json")
                    #expect(answer.status == attempt.status, "\(attempt.method) \(path): \(answer.text)")
                    let key = attempt.status == 422 ? "choice.unknown" : "refusal.notFound"
                    #expect(answer.text.contains("\"\(key)\""), "\(attempt.method) \(path): \(answer.text)")
                    texts.append(pair.plain(answer))
                }
                #expect(Set(texts).count == 1, "\(attempt.method) \(attempt.path(.nowhere))")
            }
            // A manager's address names him in his own organization alone.
            for manager in [pair.owner.manager.email, "nobody@nowhere.example"] {
                let answer = try await program.post(
                    "/api/v1/tickets/\(pair.own.number)/ownership", json: ["manager": manager])
                #expect(answer.status == 422 && answer.text.contains("\"choice.unknown\""), "\(answer.text)")
            }
            #expect(try await pair.state == before)
        }
    }

    @Test("P16 a list that is asked for another organization's site, firm or person is as empty as for nobody's")
    func lists() async throws {
        try await Pair.use { pair in
            let program = pair.portal.client(key: pair.stranger.key)
            let queries: [(DoorPlace) -> String] = [
                { "site=\($0.site)" }, { "contractor=\($0.contractor)" },
                { "folder=inbox&manager=\($0.manager)" },
            ]
            for query in queries {
                let answer = try await program.get("/api/v1/tickets?\(query(pair.theirs))")
                let none = try await program.get("/api/v1/tickets?\(query(.nowhere))")
                #expect(answer.status == none.status, "\(query(.nowhere))")
                #expect(answer.text == none.text, "\(query(.nowhere))")
                let own = try await program.get("/api/v1/tickets?\(query(pair.own))")
                #expect(own.status == 200 && own.text.contains(pair.own.number), "\(query(pair.own)): \(own.text)")
            }
        }
    }

    @Test("P16 no list goes on from another organization's firm: where that stands in the alphabet is nobody's affair")
    func cursor() async throws {
        try await Pair.use { pair in
            let program = pair.portal.client(key: pair.stranger.key)
            let browser = try await pair.portal.signIn(pair.stranger)
            for (client, path) in [(program, "/api/v1/contractors"), (browser, "/desk/contractors")] {
                let answer = try await client.get("\(path)?after=\(pair.theirs.contractor)")
                let none = try await client.get("\(path)?after=\(DoorPlace.nowhere.contractor)")
                #expect(answer.status == 200 && none.status == 200)
                #expect(pair.plain(answer) == pair.plain(none), "\(path)")
            }
        }
    }

    @Test(
        "P16 D10 a desk's form that names another organization's is answered as for nobody's",
        arguments: [Role.admin, .dispatcher])
    func desk(role: Role) async throws {
        try await Pair.use { pair in
            let browser = try await pair.portal.signIn(pair.stranger, as: role)
            let before = try await pair.state
            let ticket = "/desk/tickets/\(pair.own.number)"
            let forms: [(path: String, status: Int, change: (DoorPlace) -> [String: String])] = [
                ("/desk/tickets", 422, { DeskFixture.ticket.merging(["site": $0.site]) { $1 } }),
                ("\(ticket)/edit", 422, { DeskFixture.ticket.merging(["site": $0.site, "intent": "save"]) { $1 } }),
                ("\(ticket)/offer", 422, { ["who": "known", "contractor": $0.contractor] }),
                // What it was about may be over: the ticket itself is there.
                ("\(ticket)/cancellation", 409, { ["task": $0.task] }),
                (
                    "/desk/contractors/\(pair.own.contractor)/edit", 404,
                    { DeskFixture.plumber.merging(["contact": $0.contact]) { $1 } }
                ),
            ]
            for form in forms {
                var texts: [String] = []
                for place in [pair.theirs, .nowhere] {
                    let fields = form.change(place).merging(["submission": "once"]) { $1 }
                    let sorted = fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                    let answer = try await browser.post(form.path, form: sorted)
                    #expect(answer.status == form.status, "\(form.path): \(answer.text.prefix(2000))")
                    texts.append(pair.plain(answer))
                }
                #expect(Set(texts).count == 1, "\(form.path)")
            }
            #expect(try await pair.state == before)
        }
    }
}
