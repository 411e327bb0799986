import Courier
import Domain
import Courier
import Domain
import Foundation
import Gateways
import RelaisTesting
import Testing

/// The doors below `/api/`.
extension DoorTour {
    private static let ticket = "/api/v1/tickets/{number}"

    func byAPI() async throws {
        try await get("/api/openapi.json")
        let draft = try await json("POST", "/api/v1/tickets", but: ["draft": true, "offerTo": NSNull()])
        let number = ["number": try #require(draft.json["number"] as? String)]
        try await post("\(Self.ticket)/submission", number)
        try await post("\(Self.ticket)/ownership", number)
        try await json("PATCH", Self.ticket, number)
        try await post("\(Self.ticket)/files", number, parts: [try Self.photo])
        try await ask(number)
        try await lists(number)
        try await job()
        try await price()
        try await firms()
    }

    /// What may be said to a contractor who was asked, until he is not asked any more.
    private func ask(_ number: [String: String]) async throws {
        try await post("\(Self.ticket)/offer", number)
        try await post("\(Self.ticket)/asks", number)
        let ticket = try await id(of: number["number"] ?? "")
        let asked = ["task": try await task(of: ticket)]
        try await post("\(Self.ticket)/asks/{task}/cancellation", number.merging(asked) { $1 })
        try await post("\(Self.ticket)/messages", number)
        try await office.courier.drain()
        try await post("/api/v1/messages/{message}/other-way", ["message": try await message(of: ticket)])
        try await post("\(Self.ticket)/withdrawal", number)
        try await get("/api/v1/files/{file}", ["file": try await picture(of: ticket)])
    }

    private func lists(_ number: [String: String]) async throws {
        for part in ["", "/events", "/messages"] { try await get("\(Self.ticket)\(part)", number) }
        let manager = "manager=\(organization.manager.email)"
        for query in [
            "", "?folder=inbox&\(manager)", "?folder=owned&\(manager)", "?folder=to-do", "?folder=waiting",
            "?folder=drafts", "?folder=resolved", "?folder=all", "?q=fuite", "?q=fuite&folder=inbox&\(manager)",
            "?q=2026-00001", "?label=to-do%2Foffered", "?priority=high", "?source=api", "?site=S-1", "?site=1",
            "?contractor=1", "?priority=normal&source=api", "?limit=1&after=1-1", "?q=fuite&limit=1&after=1-1",
            "?folder=inbox&\(manager)&after=1-1",
        ] {
            try await get("/api/v1/tickets", [:], query)
        }
        for query in ["", "?status=failed", "?limit=1&after=1"] { try await get("/api/v1/messages", [:], query) }
        try await get("/api/v1/managers")
    }

    /// From the visit to the invoice, on the office's side.
    private func job() async throws {
        let (text, ticket) = try await offered()
        let number = ["number": text]
        try await office.contractor(.accept, ticket)
        try await post("\(Self.ticket)/schedule", number)
        try await office.contractor(.complete, ticket)
        try await post("\(Self.ticket)/report-decision", number)
        try await office.contractor(.complete, ticket)
        try await post("\(Self.ticket)/limit", number)
        try await office.contractor(.invoice, ticket)
        try await post("\(Self.ticket)/invoice-decision", number)
        try await post("\(Self.ticket)/resolution", number)
    }

    private func price() async throws {
        let (text, ticket) = try await offered()
        let number = ["number": text]
        try await office.contractor(.accept, ticket)
        try await office.contractor(.quote, ticket)
        try await post("\(Self.ticket)/quote-approver", number)
        try await post("\(Self.ticket)/quote-approver/cancellation", number)
        try await post("\(Self.ticket)/quote-decision", number)
    }

    private func firms() async throws {
        let kept = try await post("/api/v1/contractors")
        let firm = ["contractor": try #require(kept.json["id"] as? String)]
        try await get("/api/v1/contractors/{contractor}", firm)
        try await json("PATCH", "/api/v1/contractors/{contractor}", firm)
        for query in ["", "?q=martin", "?limit=1&after=\(firm["contractor"] ?? "")"] {
            try await get("/api/v1/contractors", [:], query)
        }
    }
}
