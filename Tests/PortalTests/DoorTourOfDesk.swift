import Courier
import Courier
import Domain
import Foundation
import Gateways
import Intake
import RelaisTesting
import Store
import Testing
import Workflow

/// The manager's doors: his own, and those below `/desk`.
extension DoorTour {
    private static let ticket = "/desk/tickets/{number}"
    private static let acts = [
        "submission", "ownership", "offer", "withdrawal", "messages", "asks", "cancellation", "quote-decision",
        "report", "limit", "invoice-decision", "schedule", "resolution",
    ]

    func byDesk() async throws {
        try await signIn()
        let number = try await draft()
        try await job()
        try await price()
        try await look(number)
        try await firms()
        try await outbox()
        try await post("/desk/language")
        try await get("/sign-out")
        try await post("/sign-out")
        try await get("/signed-out")
    }

    private func signIn() async throws {
        try await get("/sign-in")
        try await post("/sign-in", but: ["email": organization.manager.email])
        try await office.courier.drain()
        let token = SecretToken.random()
        _ = try await office.workflow.perform(
            PrepareSignIn(hash: Digest.hex(of: token.text), manager: organization.manager.id))
        try await get("/sign-in/{token}", ["token": token.text])
        try await post("/sign-in/{token}", ["token": token.text])
    }

    /// A draft that becomes a ticket, goes to a contractor, and is taken back from him.
    private func draft() async throws -> [String: String] {
        let number = try await created(["intent": "draft"])
        try await post("\(Self.ticket)/edit", number)
        try await post("\(Self.ticket)/submission", number)
        try await post("\(Self.ticket)/ownership", number)
        try await post("\(Self.ticket)/messages", number, but: ["to": "internal"])
        try await post("\(Self.ticket)/offer", number)
        try await post("\(Self.ticket)/messages", number, parts: [try Self.photo])
        try await post("\(Self.ticket)/asks", number)
        let ticket = try await id(of: number["number"] ?? "")
        try await post("\(Self.ticket)/cancellation", number, but: ["task": try await task(of: ticket)])
        try await post("\(Self.ticket)/withdrawal", number)
        return number
    }

    /// The number, from the address that its form leads to.
    private func created(_ change: [String: String] = [:]) async throws -> [String: String] {
        let answer = try await post("/desk/tickets", but: change)
        let address = try #require(answer.header("Location"), "\(answer.status): \(answer.text.prefix(2000))")
        let number = address.split(separator: "/").last?.split(separator: "?").first
        return ["number": String(try #require(number))]
    }

    /// From the visit to the invoice, on the office's side.
    private func job() async throws {
        let number = try await created()
        try await post("\(Self.ticket)/offer", number)
        let ticket = try await id(of: number["number"] ?? "")
        try await office.contractor(.accept, ticket)
        try await post("\(Self.ticket)/schedule", number)
        try await office.contractor(.complete, ticket)
        try await post("\(Self.ticket)/report", number)
        try await office.contractor(.complete, ticket)
        try await post("\(Self.ticket)/limit", number)
        try await office.contractor(.invoice, ticket)
        try await post("\(Self.ticket)/invoice-decision", number)
        try await post("\(Self.ticket)/resolution", number)
    }

    private func price() async throws {
        let number = try await created()
        try await post("\(Self.ticket)/offer", number)
        let ticket = try await id(of: number["number"] ?? "")
        try await office.contractor(.accept, ticket)
        try await office.contractor(.quote, ticket)
        try await post("\(Self.ticket)/quote-decision", number)
    }

    private func look(_ number: [String: String]) async throws {
        for query in [
            "", "?folder=owned", "?folder=to-do", "?folder=waiting", "?folder=drafts", "?folder=resolved",
            "?folder=all", "?folder=all&source=phone", "?q=fuite", "?q=2026-00001", "?after=1-1",
        ] {
            try await get("/desk", [:], query)
        }
        try await get("/desk/menu")
        try await listen("/desk/live")
        try await get("/desk/tickets")
        try await get("/desk/tickets/new")
        try await get(Self.ticket, number)
        try await get(Self.ticket, number, "?before=3")
        for part in ["print", "edit"] + Self.acts { try await get("\(Self.ticket)/\(part)", number) }
        let ticket = try await id(of: number["number"] ?? "")
        let file = ["file": try await picture(of: ticket)]
        for part in ["", "/thumbnail", "/preview"] { try await get("/desk/files/{file}\(part)", file) }
    }

    private func firms() async throws {
        try await get("/desk/contractors/new")
        let saved = try await post(
            "/desk/contractors",
            but: ["name": "Serrurerie Roux", "phone": "06 39 98 00 55", "email": "contact@roux.example"])
        let address = try #require(saved.header("Location"), "\(saved.status): \(saved.text.prefix(2000))")
        let text = try #require(address.split(separator: "/").last?.split(separator: "?").first)
        let firm = ["contractor": String(text)]
        try await get("/desk/contractors/{contractor}", firm)
        try await get("/desk/contractors/{contractor}/edit", firm)
        let id = try #require(ContractorID(text))
        let known = try await office.store.read { try $0.contractor(id)?.contacts.first?.id }
        // Another number: the links that went to the old one die.
        try await post(
            "/desk/contractors/{contractor}/edit", firm,
            but: [
                "contact": "\(try #require(known))", "phone": "06 39 98 00 56", "email": "contact@roux.example",
            ])
        for query in ["", "?q=martin", "?after=\(text)"] { try await get("/desk/contractors", [:], query) }
    }

    private func outbox() async throws {
        let (_, ticket) = try await offered()
        for query in ["", "?show=failed", "?after=1"] { try await get("/desk/outbox", [:], query) }
        let notice = ["notice": try await message(of: ticket)]
        try await get("/desk/outbox/{notice}/other-way", notice)
        try await post("/desk/outbox/{notice}/other-way", notice)
    }
}
