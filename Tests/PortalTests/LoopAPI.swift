import Foundation
import Gateways
import RelaisTesting

/// Another program that speaks to the portal's API.
struct LoopAPI: Sendable {
    let program: LoopProgram
    let key: String

    struct Ticket: Decodable, Sendable {
        struct Order: Decodable, Sendable {
            let status: String
            let appointment: String?
            let timeZone: String
        }

        let number: String
        let label: String
        let phase: String
        let order: Order?
        let version: Int
    }

    struct Event: Decodable, Sendable {
        struct Actor: Decodable, Sendable {
            let kind: String
            let name: String?
        }

        let type: String
        let actor: Actor
        let channel: String
    }

    private struct Events: Decodable { let events: [Event] }

    func create(_ body: [String: Any]) async throws -> (status: Int, ticket: Ticket) {
        let answer = try await post("/tickets", body)
        return (answer.status, try decode(answer))
    }

    func ticket(_ number: String) async throws -> Ticket { try decode(try await perform("GET", "/tickets/\(number)")) }

    func events(of number: String) async throws -> [Event] {
        let events: Events = try decode(try await perform("GET", "/tickets/\(number)/events"))
        return events.events
    }

    /// Reads the ticket again until it is as it should be.
    func ticket(_ number: String, within seconds: Double = 60, until isIt: (Ticket) -> Bool) async throws -> Ticket {
        let end = Date().addingTimeInterval(seconds)
        while true {
            let ticket = try await ticket(number)
            if isIt(ticket) { return ticket }
            guard Date() < end else { throw PeerProblem("The ticket stays \(ticket)") }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    func post(_ path: String, _ body: [String: Any]) async throws -> TransferResponse {
        let bytes = try JSONSerialization.data(withJSONObject: body)
        return try await perform("POST", path, [("Content-Type", "application/json")], .bytes(bytes))
    }

    private func perform(
        _ method: String, _ path: String, _ headers: [(name: String, value: String)] = [],
        _ body: TransferRequest.Body = .none
    ) async throws -> TransferResponse {
        try await program.transport.perform(
            TransferRequest(
                method, program.url + "/api/v1" + path, headers: headers + [("Authorization", "Bearer \(key)")],
                body: body))
    }

    private func decode<Value: Decodable>(_ answer: TransferResponse) throws -> Value {
        guard (200...299).contains(answer.status) else { throw PeerProblem("\(answer.status): \(answer.text)") }
        return try JSONDecoder().decode(Value.self, from: answer.body)
    }
}
