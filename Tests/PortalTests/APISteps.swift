import Domain
import Foundation
import RelaisTesting
import Store
import Testing

extension APIFixture {
    /// A ticket with a limit of 450 € that the plumber was asked to do, and what he did since.
    func job(_ steps: TestOffice.ContractorStep..., but change: [String: Any] = [:]) async throws -> String {
        let limit: [String: Any] = ["notToExceed": ["amount": 45_000, "currency": "EUR"]]
        let body = APIFixture.ticket(["offerTo": APIFixture.plumber]).merging(limit) { $1 }.merging(change) { $1 }
        let number = try await create(body)
        for step in steps { try await does(step, number) }
        return number
    }

    /// A request for a price, and what the plumber did since.
    func quoteRequest(_ steps: TestOffice.ContractorStep...) async throws -> String {
        let number = try await create(APIFixture.ticket(["kind": "quote", "offerTo": APIFixture.plumber]))
        for step in steps { try await does(step, number) }
        return number
    }

    func does(_ step: TestOffice.ContractorStep, _ number: String, amount: Int64 = 30_000) async throws {
        try await office.contractor(step, try await id(number), amount: amount)
    }

    func id(_ number: String) async throws -> TicketID {
        let found = try await office.store.read { reader in
            try reader.ticketID(number: number, of: organization.organization.id)
        }
        return try #require(found)
    }

    func act(_ number: String, _ noun: String, _ body: [String: Any]) async throws -> APIClient.Answer {
        try await api.post("tickets/\(number)/\(noun)", body)
    }

    func ticket(_ number: String) async throws -> JSONTree { try await api.get("tickets/\(number)").json }

    func events(_ number: String) async throws -> [JSONTree] {
        try await api.get("tickets/\(number)/events").json["events"].list
    }

    /// What an act that the life cycle does not have from here must come to: nothing.
    func expectConflict(
        _ number: String, _ noun: String, _ body: [String: Any], at location: SourceLocation = #_sourceLocation
    ) async throws {
        let before = try await ticket(number)["version"].number
        let answer = try await act(number, noun, body)
        #expect(answer.status == 409, "\(noun): \(answer.text)", sourceLocation: location)
        #expect(answer.json["detail"].text?.isEmpty == false, sourceLocation: location)
        #expect(try await ticket(number)["version"].number == before, sourceLocation: location)
    }
}

extension JSONTree {
    /// Of a ticket: its tasks of a kind, the latest last.
    func tasks(_ kind: String) -> [JSONTree] { self["tasks"].list.filter { $0["kind"].text == kind } }
}
